"""The authoring contract: tells at once where an exercise is unfair, has no teeth, or is unfinished.

Every solution and every right answer earns all points; every stub runs, holds a TODO and does not;
every wrong answer fails with just its own misconception; every check is failed by some stub or wrong
answer; hints, messages and names are complete. Each finding says what to do.
"""

from __future__ import annotations

import ast
import dataclasses
import random
import re
import tempfile
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from statecourse.course.course import EXERCISE_ID, Course, Exercise
from statecourse.course.manifest import CourseError
from statecourse.course.submission import Job, Submission, open_submission
from statecourse.judge.judges import default_jobs, grade_all
from statecourse.judge.reasons import (
    Catalogue,
    digest_of_app,
    digest_of_checks,
    explained,
    misconception_of,
    outcomes_of,
    read_catalogue,
    write_catalogue,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.course.submission import Replay
    from statecourse.judge.reasons import Behaviour
    from statecourse.report.report import CheckResult, Report

MIN_CHECKS = 4
MIN_RIGHT = 3
MIN_WRONG = 3
MIN_HINTS = 3
_MIN_MESSAGE = 60
_STUDENT_FILES = {"app.py", "task.md", "exercise.yaml"}
"""With the answer; beside an answer that is tests lies the app that they test."""


@dataclass(frozen=True)
class Finding:
    """Something to mend: where it is, and what to do."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


@dataclass(frozen=True)
class Answer:
    """An app whose verdict is known beforehand. ``role``: solution, right, wrong or stub."""

    exercise: Exercise
    role: str
    path: Path
    submission: Submission
    seed: str = ""
    replay: Replay = "skip"
    known: Behaviour | None = None
    """How it behaved when the catalogue was written, if it is a wrong one that has not changed since."""
    alike: tuple[str, ...] = ()
    """The apps of other misconceptions that behave just like this one."""

    @property
    def job(self) -> Job:
        """What a judge is asked."""
        return Job(self.exercise, self.submission, self.seed, self.replay)

    @property
    def place(self) -> str:
        """How a finding names it."""
        return self.path.relative_to(self.exercise.root).as_posix()


def verify(
    course: Course, exercises: list[Exercise], progress: Callable[[int, int], None], *, seeds: int = 1
) -> list[Finding]:
    """Hold exercises against the contract. An empty list is how it should be.

    A check may not depend on lucky inputs. Each answer draws its own; right ones are tried with so many ``seeds``.
    """
    findings = [*_stray(course), *(f for exercise in exercises for f in _written(course, exercise))]
    sound = [exercise for exercise in exercises if not _broken(exercise)]
    with tempfile.TemporaryDirectory(prefix="statecourse-verify-") as temporary:
        answers = [a for exercise in sound for a in _answers(exercise, Path(temporary), seeds)]
        reports = _run(course, answers, progress, findings)
        again = _to_record(reports)
        recorded = {a.path: (a, r) for a, r in (_run(course, again, progress, findings) if again else [])}
        reports = [recorded.get(answer.path, (answer, report)) for answer, report in reports]
    for exercise in sound:
        reports, catalogue = _with_reasons(exercise, reports)
        findings.extend(_written_down(exercise, catalogue))
    for answer, report in reports:
        if not any(finding.place == answer.place for finding in findings if answer.seed):
            findings.extend(_judged(answer, report))
    for exercise in sound:
        findings.extend(_without_witness(exercise, reports))
    return list(dict.fromkeys(findings))


def _run(
    course: Course, answers: list[Answer], progress: Callable[[int, int], None], findings: list[Finding]
) -> list[tuple[Answer, Report]]:
    """Each answer with its report. Where an exercise cannot be graded at all, the others are one by one."""
    try:
        return _graded(course, answers, lambda done: progress(done, len(answers)))
    except CourseError:
        parts = [list(part) for _, part in groupby(answers, key=lambda answer: answer.exercise.id)]
    done: list[tuple[Answer, Report]] = []
    for part in parts:
        before = len(done)
        try:
            done += _graded(course, part, lambda new, before=before: progress(before + new, len(answers)))  # type: ignore[misc]
        except CourseError as problem:
            findings.append(Finding(f"graders/{part[0].exercise.id}", str(problem)))
    return done


def _graded(
    course: Course, answers: list[Answer], progress: Callable[[int], None]
) -> list[tuple[Answer, Report]]:
    reports: dict[Job, Report] = {}
    mine = {answer.job: answer for answer in answers}
    progress(0)
    for job, report, _ in grade_all(course, list(mine), judges=default_jobs()):
        reports[job] = report
        progress(len(reports))
    return [(answer, reports[job]) for job, answer in mine.items()]


def _with_reasons(
    exercise: Exercise, reports: list[tuple[Answer, Report]]
) -> tuple[list[tuple[Answer, Report]], Catalogue]:
    """The reports on an exercise's wrong answers with the reasons that their behaviour gives."""
    wrong = {a.path: seen for a, r in reports if a.exercise is exercise and (seen := _behaviour(a, r))}
    apps = {path.stem: seen for path, seen in wrong.items()}
    sources = {path.stem: digest_of_app(path) for path in wrong}
    catalogue = Catalogue(digest_of_checks(exercise), apps, sources)
    mine = [_with_reason(a, r, catalogue) if a.path in wrong else (a, r) for a, r in reports]
    return mine, catalogue


def _behaviour(answer: Answer, report: Report) -> Behaviour:
    """How a wrong answer behaves: as it was seen now, or as the catalogue has it."""
    return report.traces or (answer.known if answer.replay == "skip" and answer.known else {})


def _to_record(reports: list[tuple[Answer, Report]]) -> list[Answer]:
    """The wrong answers of exercises of which one does not behave as the catalogue says any more."""
    stale = {answer.exercise.id for answer, report in reports if _behaves_anew(answer, report)}
    return [
        dataclasses.replace(answer, replay="record")
        for answer, _ in reports
        if answer.exercise.id in stale and answer.role == "wrong" and answer.replay == "skip"
    ]


def _behaves_anew(answer: Answer, report: Report) -> bool:
    if answer.known is None or report.problem:
        return False
    if answer.replay == "record":
        return report.traces != answer.known
    seen = {check.name: check.outcome for check in report.checks}
    return any(seen.get(check) != outcome for check, outcome in outcomes_of(answer.known).items())


def _with_reason(answer: Answer, report: Report, catalogue: Catalogue) -> tuple[Answer, Report]:
    behaviour = catalogue.apps[answer.path.stem]
    alike = catalogue.just_like(behaviour)
    checks = explained(report.checks, answer.exercise, behaviour, alike)
    mine = misconception_of(answer.path.stem)
    others = sorted(name for name in alike if misconception_of(name) != mine)
    if not alike:
        others = ["a right answer with the inputs of the catalogue, so a check has to show more"]
    report = msgspec.structs.replace(report, checks=checks, traces={})
    return dataclasses.replace(answer, alike=tuple(others)), report


def _written_down(exercise: Exercise, catalogue: Catalogue) -> Iterator[Finding]:
    """What the judges go by; it is written where it is not so already."""
    place = f"graders/{exercise.id}/catalogue.json"
    try:
        if write_catalogue(exercise, catalogue):
            yield Finding(place, "was of other checks or wrong answers; it is written anew, so commit it")
    except OSError as problem:
        yield Finding(place, f"cannot be written: {problem.strerror}")


# --- what is written ---------------------------------------------------------------------------


def _stray(course: Course) -> Iterator[Finding]:
    """Folders that belong to no exercise, and files that nobody reads."""
    for name in ("exercises", "solutions", "graders"):
        folder = course.root / name
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.name.startswith((".", "__")) or path.name in {"course.yaml", "conftest.py"}:
                continue
            place = f"{name}/{path.name}"
            if not EXERCISE_ID.fullmatch(path.name):
                yield Finding(place, "not an exercise's id, such as ex03a_shopping_list; rename or delete it")
            elif path.name not in course.exercises:
                yield Finding(place, f"there is no exercises/{path.name}; add it, or delete this")


def _broken(exercise: Exercise) -> bool:
    try:
        exercise.limits  # noqa: B018
    except CourseError:
        return True
    needed = [exercise.app, exercise.solution, exercise.graders / "test_checks.py"]
    return not all(path.is_file() for path in needed)


def _written(course: Course, exercise: Exercise) -> Iterator[Finding]:
    place = f"exercises/{exercise.id}"
    try:
        exercise.limits  # noqa: B018
    except CourseError as problem:
        yield Finding(place, str(problem).removeprefix(f"{place}/exercise.yaml: "))
        return
    yield from _files(exercise)
    yield from _manifest(course, exercise)
    yield from _checks_source(exercise)
    if exercise.answer != "app.py":
        yield from _suite(exercise)
    if course.lesson_of(exercise) is None:
        yield Finding(place, f"lesson {exercise.lesson_number} is not in lessons/; add it or change the id")


def _files(exercise: Exercise) -> Iterator[Finding]:
    for path in (exercise.app, exercise.task, exercise.solution, exercise.graders / "test_checks.py"):
        if not path.is_file() or not path.read_text(encoding="utf-8", errors="replace").strip():
            yield Finding(path.relative_to(exercise.root).as_posix(), "missing or empty; write it")
    if exercise.app.is_file() and "TODO" not in exercise.app.read_text(encoding="utf-8", errors="replace"):
        place = f"exercises/{exercise.id}/{exercise.answer}"
        yield Finding(place, "the stub holds no TODO; say in one where to begin")
    for path in sorted(exercise.folder.iterdir()):
        if (
            path.name not in _STUDENT_FILES | {exercise.answer}
            and not path.name.startswith((".", "__"))
            and path.suffix == ".py"
        ):
            place = f"exercises/{exercise.id}/{path.name}"
            yield Finding(place, "a stray file; delete it, or put it into a folder of its own")


def _suite(exercise: Exercise) -> Iterator[Finding]:
    """What an exercise needs whose answer is tests."""
    if not (exercise.folder / "app.py").is_file():
        yield Finding(f"exercises/{exercise.id}/app.py", "missing; write the app that the tests are about")
    checks = "".join(path.read_text(encoding="utf-8") for path in exercise.graders.glob("test_*.py"))
    for path in sorted(exercise.graders.glob("apps/wrong/*.py")):
        if f'missed("{path.stem}")' not in checks:
            place = path.relative_to(exercise.root).as_posix()
            yield Finding(place, f'no check asks for it; write one with `suite.missed("{path.stem}")`')


def _manifest(course: Course, exercise: Exercise) -> Iterator[Finding]:
    place, manifest = f"exercises/{exercise.id}/exercise.yaml", exercise.manifest
    if len(manifest.hints) < MIN_HINTS:
        yield Finding(place, f"hints: {len(manifest.hints)} of at least {MIN_HINTS}")
    if empty := [n for n, hint in enumerate(manifest.hints, 1) if not hint.strip()]:
        yield Finding(place, f"hints: number {empty[0]} is empty")
    if len(manifest.checks) < MIN_CHECKS:
        yield Finding(place, f"checks: {len(manifest.checks)} of at least {MIN_CHECKS}")
    for name, points in (manifest.checks | manifest.hidden_checks).items():
        if points < 1:
            yield Finding(place, f"checks: {name} is worth {points} points; give it at least 1")
    for key in ("title", "concepts"):
        if not getattr(manifest, key):
            yield Finding(place, f"{key}: is empty")
    for name, misconception in manifest.misconceptions.items():
        if len(misconception.message.strip()) < _MIN_MESSAGE:
            yield Finding(place, f"misconceptions: {name}: say what happened, why, and where to look")
        if not course.has_reading(misconception.lesson):
            known = ", ".join(course.lessons)
            yield Finding(
                place, f"misconceptions: {name}: no lesson {misconception.lesson}; there is {known}"
            )
    yield from _names(exercise)


def _names(exercise: Exercise) -> Iterator[Finding]:
    """The misconceptions of the manifest and the wrong answers are the same."""
    known = set(exercise.manifest.misconceptions)
    wrong = {misconception_of(path.stem) for path in _apps(exercise, "wrong")} - {""}
    place = f"exercises/{exercise.id}/exercise.yaml"
    for name in sorted(known - wrong):
        yield Finding(
            place, f"misconceptions: {name} has no graders/{exercise.id}/wrong/{name}.py; write one"
        )
    for name in sorted(wrong - known):
        text = f"{name} is not a misconception of {place}; add it there"
        yield Finding(f"graders/{exercise.id}/wrong/{name}.py", text)
    for role, least in (("right", MIN_RIGHT), ("wrong", MIN_WRONG)):
        if (count := len(_apps(exercise, role))) < least:
            yield Finding(f"graders/{exercise.id}/{role}", f"{count} of at least {least} answers")


def _checks_source(exercise: Exercise) -> Iterator[Finding]:
    """What can be read off the checks themselves: docstrings, names, prerequisites that are earlier."""
    earlier: set[str] = set()
    for path in sorted(exercise.graders.glob("test_*.py")):
        place = path.relative_to(exercise.root).as_posix()
        try:
            tree = ast.parse(path.read_bytes())
        except SyntaxError as problem:
            yield Finding(place, f"not Python: line {problem.lineno}: {problem.msg}")
            continue
        # Streamlit is loaded with it, which `grade` has no use for.
        from statecourse.authoring.risky_checks import risky_comparisons, risky_indexes  # noqa: PLC0415

        yield from (Finding(place, text) for text in [*risky_indexes(tree), *risky_comparisons(tree)])
        for check in (n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")):
            yield from _check_source(place, check, earlier)
            earlier.add(check.name)


def _check_source(place: str, check: ast.FunctionDef, earlier: set[str]) -> Iterator[Finding]:
    if check.name in earlier:
        yield Finding(place, f"{check.name} is there twice, and only one of them runs; rename one")
    if not (ast.get_docstring(check) or "").strip():
        yield Finding(place, f"{check.name} has no docstring; students read it, so write one sentence")
    if re.search(r"_\d+$", check.name):
        yield Finding(place, f"{check.name} is numbered; name it for the behaviour that it checks")
    for decorator in check.decorator_list:
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "needs":
            names = [str(arg.value) for arg in decorator.args if isinstance(arg, ast.Constant)]
            for name in (name for name in names if name not in earlier):
                yield Finding(place, f"{check.name} needs {name}, which is no check before it")
    yield from _guessed(place, check)


def _guessed(place: str, check: ast.FunctionDef) -> Iterator[Finding]:
    """Reasons for any wrong value, where what the app shows gives a better one: all but live checks."""
    if "live_app" in {argument.arg for argument in check.args.args}:
        return
    keywords = [node for node in ast.walk(check) if isinstance(node, ast.keyword)]
    for name in sorted({n for k in keywords if k.arg == "misconception" for n in _for_any_value(k.value)}):
        text = f"{check.name} guesses {name} for any wrong value; leave it out, as behaviour tells the reason"
        yield Finding(place, text)


def _for_any_value(given: ast.expr) -> Iterator[str]:
    if isinstance(given, ast.Constant):
        yield str(given.value)
    if isinstance(given, ast.Dict):
        for key, name in zip(given.keys, given.values, strict=True):
            if isinstance(key, ast.Constant) and key.value is ...:
                yield ast.unparse(name).strip("'")


# --- what is run -------------------------------------------------------------------------------


def _apps(exercise: Exercise, role: str) -> list[Path]:
    folder = exercise.graders / role
    found = [*folder.glob("*.py"), *(path.parent for path in folder.glob(f"*/{exercise.answer}"))]
    return sorted(path for path in found if not path.name.startswith("_"))


def _answers(exercise: Exercise, temporary: Path, seeds: int) -> Iterator[Answer]:
    paths = [("solution", exercise.solution)]
    paths += [("stub", exercise.app)]
    paths += [("right", path) for path in _apps(exercise, "right")]
    for role, path in paths:
        submission = open_submission(path, temporary, exercise.answer)
        for number in range(seeds if role in {"solution", "right"} else 1):
            yield Answer(exercise, role, path, submission, f"seed {number}" if number else "")
    yield from _wrong_answers(exercise, temporary)


def _wrong_answers(exercise: Exercise, temporary: Path) -> Iterator[Answer]:
    """Each with what is known of it. To record behaviour takes twice as long as to judge.

    So that is done with those of which nothing is known, and with one that is drawn: whether the catalogue
    still is as the engine sees it.
    """
    catalogue, apps = read_catalogue(exercise), _apps(exercise, "wrong")
    recorded = catalogue.apps if catalogue else {}
    sources = catalogue.sources if catalogue else {}
    known = {path: recorded[path.stem] for path in apps if sources.get(path.stem) == digest_of_app(path)}
    sample = random.choice(list(known)) if known else None  # noqa: S311
    for path in apps:
        submission = open_submission(path, temporary, exercise.answer)
        replay: Replay = "skip" if path in known and path != sample else "record"
        yield Answer(exercise, "wrong", path, submission, replay=replay, known=known.get(path))


def _judged(answer: Answer, report: Report) -> Iterator[Finding]:
    if report.problem:
        yield Finding(answer.place, f"cannot be graded: {report.problem}")
        return
    for check in report.checks:
        if check.outcome == "error":
            yield Finding(answer.place, f"{check.name} went wrong itself: {check.error}; mend the check")
    rules = {"solution": _full, "right": _full, "wrong": _wrong, "stub": _stub}
    yield from rules[answer.role](answer, report)


def _full(answer: Answer, report: Report) -> Iterator[Finding]:
    failed = next((check for check in report.checks if check.outcome == "failed"), None)
    if failed is not None:
        seed = f" (with {answer.seed})" if answer.seed else ""
        yield Finding(answer.place, f"fails {failed.name}{seed}: {_why(failed)}; mend the check or the app")


def _wrong(answer: Answer, report: Report) -> Iterator[Finding]:
    name = misconception_of(answer.path.stem)
    if report.passed:
        yield Finding(answer.place, f"earns all points; no check notices {answer.path.stem}, so write one")
    elif report.misconceptions != ({name} if name else set()):
        told = ", ".join(sorted(report.misconceptions)) or "none"
        failed = next((check for check in report.checks if check.outcome == "failed"), None)
        first = f" (first by {failed.name}: {_why(failed)})" if failed else ""
        alike = f"; it behaves like {', '.join(answer.alike)}" if answer.alike else ""
        yield Finding(answer.place, f"should be told {name or 'nothing'}, is told {told}{first}{alike}")


def _stub(answer: Answer, report: Report) -> Iterator[Finding]:
    if report.passed:
        yield Finding(answer.place, "the stub earns all points; leave something to do")
    first = report.checks[0].failure if report.checks else None
    if first is not None and first.app_error is not None:
        error = first.app_error
        yield Finding(answer.place, f"the stub stops with {error.type}: {error.message}; it should run")


def _why(check: CheckResult) -> str:
    failure = check.failure
    if failure is None:
        return check.error or check.outcome
    if failure.app_error is not None:
        return f"{failure.app_error.type}: {failure.app_error.message}"
    seen = f", expected {failure.expected}, seen {failure.seen}" if failure.expected else ""
    return f"{failure.summary}{seen}"


def _without_witness(exercise: Exercise, reports: list[tuple[Answer, Report]]) -> Iterator[Finding]:
    """Checks that nothing ever fails: they may be unable to."""
    mine = [report for answer, report in reports if answer.exercise is exercise]
    if not mine:
        return
    failed = {check.name for report in mine for check in report.checks if check.outcome == "failed"}
    for check in mine[0].checks:
        if check.name not in failed:
            text = f"{check.name} is failed by no stub or wrong answer; write a wrong answer that fails it"
            file = "test_hidden.py" if check.hidden else "test_checks.py"
            yield Finding(f"graders/{exercise.id}/{file}", text)

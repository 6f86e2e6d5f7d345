"""The authoring contract: tells at once where an exercise is unfair, has no teeth, or is unfinished.

Every solution and every right answer earns all points; every stub runs, holds a TODO and does not;
every wrong answer fails with just its own misconception; every check is failed by some stub or wrong
answer; hints, messages and names are complete. Each finding says what to do.
"""

from __future__ import annotations

import dataclasses
import random
import tempfile
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from statecourse.authoring.exercise_files import Finding, answers_in, is_broken, stray, written
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

    from statecourse.course.course import Course, Exercise
    from statecourse.course.submission import Replay
    from statecourse.judge.reasons import Behaviour
    from statecourse.report.report import CheckResult, Report


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
    passed_live: tuple[str, ...] | None = None
    """The live checks that it passed then; None where that is not known."""
    checks: tuple[str, ...] = ()
    walk: int | None = None
    alike: tuple[str, ...] = ()
    """The apps of other misconceptions that behave just like this one."""

    @property
    def job(self) -> Job:
        """What a judge is asked."""
        return Job(self.exercise, self.submission, self.seed, self.replay, self.checks, self.walk)

    @property
    def place(self) -> str:
        """How a finding names it."""
        return self.path.relative_to(self.exercise.root).as_posix()


def verify(
    course: Course,
    exercises: list[Exercise],
    progress: Callable[[int, int], None],
    *,
    seeds: int = 1,
    everything: bool = False,
) -> list[Finding]:
    """Hold exercises against the contract. An empty list is how it should be.

    A check may not depend on lucky inputs. Each answer draws its own; right ones are tried with so many ``seeds``.
    Where the checks are those of the catalogue, less is run: a right answer takes one of the walks, the next one
    another; of those that have not changed one in three runs all checks, the others half of them; a wrong answer that
    has not changed runs what it did not pass. ``everything`` is for all of it.
    """
    findings = [*stray(course), *(f for exercise in exercises for f in written(course, exercise))]
    sound = [exercise for exercise in exercises if not is_broken(exercise)]
    with tempfile.TemporaryDirectory(prefix="statecourse-verify-") as temporary:
        answers = [a for exercise in sound for a in _answers(exercise, Path(temporary), seeds)]
        if everything:
            answers = [dataclasses.replace(answer, checks=(), walk=None) for answer in answers]
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
    for job, report, *_ in grade_all(course, list(mine), judges=default_jobs()):
        reports[job] = report
        progress(len(reports))
    return [(answer, reports[job]) for job, answer in mine.items()]


def _with_reasons(
    exercise: Exercise, reports: list[tuple[Answer, Report]]
) -> tuple[list[tuple[Answer, Report]], Catalogue]:
    """The reports on an exercise's wrong answers with the reasons that their behaviour gives."""
    wrong = {a.path: seen for a, r in reports if a.exercise is exercise and (seen := _behaviour(a, r))}
    apps = {path.stem: seen for path, seen in wrong.items()}
    quiet = [a.path for a, r in reports if a.exercise is exercise and _is_quiet(a, r)]
    sources = {path.stem: digest_of_app(path) for path in [*wrong, *quiet]}
    right = [a.path for a, r in reports if a.exercise is exercise and a.role == "right" and r.passed]
    sources |= {_right(path): digest_of_app(path) for path in right}
    catalogue = Catalogue(digest_of_checks(exercise), apps, sources)
    if live := _live(exercise, catalogue):
        known = [(a, r) for a, r in reports if a.exercise is exercise and a.path in {*wrong, *quiet}]
        passed_live = {a.path.stem: _passed_live(a, r, live) for a, r in known}
        catalogue = msgspec.structs.replace(catalogue, passed_live=passed_live)
    mine = [_with_reason(a, r, catalogue) if a.path in wrong else (a, r) for a, r in reports]
    return mine, catalogue


def _right(path: Path) -> str:
    """The name of a right answer among the sources."""
    return f"right/{path.stem}"


def _behaviour(answer: Answer, report: Report) -> Behaviour:
    """How a wrong answer behaves: as it was seen now, or as the catalogue has it."""
    return report.traces or (answer.known if answer.replay == "skip" and answer.known else {})


def _passed_live(answer: Answer, report: Report, live: set[str]) -> list[str]:
    """The ``live`` checks that a wrong answer passes, as the catalogue has it, or else as it was seen now.

    What was seen once stays: a race is now and then won by chance, and the catalogue may not change with it.
    """
    if answer.passed_live is not None:
        return list(answer.passed_live)
    passed = {check.name for check in report.checks if check.outcome == "passed"}
    return sorted(passed & live)


def _live(exercise: Exercise, catalogue: Catalogue) -> set[str]:
    """The checks on the real runtime: those of which the catalogue's behaviours hold nothing."""
    return exercise.manifest.checks.keys() - catalogue.traced


def _is_quiet(answer: Answer, report: Report) -> bool:
    """Whether a wrong answer was seen to pass all checks but live and hidden ones: there is no behaviour to record."""
    nothing_to_see = not (report.traces or report.problem or report.used_up)
    return answer.role == "wrong" and answer.replay == "record" and nothing_to_see


def _to_record(reports: list[tuple[Answer, Report]]) -> list[Answer]:
    """The wrong answers of exercises of which one does not behave as the catalogue says any more."""
    stale = {answer.exercise.id for answer, report in reports if _behaves_anew(answer, report)}
    return [
        dataclasses.replace(answer, replay="record", checks=())
        for answer, _ in reports
        if answer.exercise.id in stale
        and answer.role == "wrong"
        and (answer.replay == "skip" or answer.checks)
    ]


def _behaves_anew(answer: Answer, report: Report) -> bool:
    if answer.known is None or report.problem:
        return False
    if answer.replay == "record":
        return report.traces != answer.known
    seen = {check.name: check.outcome for check in report.checks}
    return any(seen.get(check, outcome) != outcome for check, outcome in outcomes_of(answer.known).items())


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


# --- what is run -------------------------------------------------------------------------------


def _answers(exercise: Exercise, temporary: Path, seeds: int) -> Iterator[Answer]:
    paths = [("solution", exercise.solution)]
    paths += [("stub", exercise.app)]
    paths += [("right", path) for path in answers_in(exercise, "right")]
    catalogue = read_catalogue(exercise)
    spared = _spared(exercise, catalogue) if catalogue and seeds == 1 else {}
    for turn, (role, path) in enumerate(paths):
        submission = open_submission(path, temporary, exercise.answer)
        walk = turn if catalogue else None
        for number in range(seeds if role in {"solution", "right"} else 1):
            seed = f"seed {number}" if number else ""
            checks = spared.get(path, ())
            yield Answer(exercise, role, path, submission, seed, walk=walk, checks=checks)
    yield from _wrong_answers(exercise, temporary)


def _spared(exercise: Exercise, catalogue: Catalogue) -> dict[Path, tuple[str, ...]]:
    """Two of three right answers that have not changed, with the checks that each runs: half of those without races.

    The checks are drawn, so that each is run by some right answers every time, and by all of them before long. A race
    has to be run many times over, so the others do that.
    """
    if not catalogue.apps:
        return {}
    live = _live(exercise, catalogue)
    names = [n for n in exercise.manifest.checks | exercise.manifest.hidden_checks if n not in live]
    apps = answers_in(exercise, "right")
    same = [path for path in apps if catalogue.sources.get(_right(path)) == digest_of_app(path)]
    spared, half = random.sample(same, len(same) * 2 // 3), (len(names) + 1) // 2
    return {path: tuple(sorted(random.sample(names, half), key=names.index)) for path in spared}


def _wrong_answers(exercise: Exercise, temporary: Path) -> Iterator[Answer]:
    """Each with what is known of it. To record behaviour takes twice as long as to judge.

    So that is done with those of which nothing is known, and with one that is drawn: whether the catalogue
    still is as the engine sees it.
    """
    catalogue, apps = read_catalogue(exercise) or Catalogue("", {}), answers_in(exercise, "wrong")
    recorded, recorded_live = catalogue.apps, catalogue.passed_live
    same = [path for path in apps if catalogue.sources.get(path.stem) == digest_of_app(path)]
    known = {path: recorded[path.stem] for path in same if path.stem in recorded}
    all_passed = dict.fromkeys(catalogue.traced, "passed")
    groups = list(known), [path for path in same if path not in known]
    samples = {random.choice(group) for group in groups if group}  # noqa: S311
    for path in apps:
        submission = open_submission(path, temporary, exercise.answer)
        replay: Replay = "skip" if path in known and path not in samples else "record"
        seen = path in same and path not in samples
        live = tuple(recorded_live[path.stem]) if path in same and path.stem in recorded_live else None
        checks = _not_passed(exercise, known.get(path, all_passed), live or ()) if seen else ()
        yield Answer(exercise, "wrong", path, submission, "", replay, known.get(path), live, checks)


def _not_passed(exercise: Exercise, behaviour: Behaviour, live: tuple[str, ...]) -> tuple[str, ...]:
    """The checks of which it is not known that an answer passes them: nothing is ever known of hidden ones."""
    passed = {name for name, outcome in outcomes_of(behaviour).items() if outcome == "passed"} | {*live}
    names = exercise.manifest.checks | exercise.manifest.hidden_checks
    return tuple(name for name in names if name not in passed)


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

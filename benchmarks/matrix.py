"""Whether the engine and the course hold with each supported Streamlit: ``python benchmarks/matrix.py [PYTHON] [VERSION ...]``.

Without versions: the oldest one, one in the middle, and the newest; without a Python, with the one that runs this.
Each gets a virtual environment (``build/matrix``), in which these run: the tests of what touches Streamlit (apptest,
runtime, parity) and of the sandbox; of each exercise the solution, the stub, two right answers (all, where it
declares a version) and three wrong ones; what each lesson promises. Prints a table: since which version each exercise
and lesson holds. Ends with 1 where a test fails, or the table is not what the course declares (``streamlit:`` in an
``exercise.yaml`` or at the head of a round).

It lies here and not in ``tests``, as it makes environments of its own and takes half an hour.
"""

from __future__ import annotations

import dataclasses
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from statecourse.course.versions import SUPPORTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.authoring.verify import Answer
    from statecourse.course.course import Course, Exercise
    from statecourse.report.report import Report

ROOT = Path(__file__).parents[1]
VENVS = ROOT / "build" / "matrix"
TESTS = ("tests/apptest", "tests/runtime", "tests/parity", "tests/sandbox")
RIGHT, WRONG = 2, 3
"""So many answers of each exercise are judged, beside its solution and its stub."""
Found = dict[str, list[str]]
"""What does not hold, by exercise or lesson."""


def main() -> int:
    """Try each version, and print the table."""
    given = [argument for argument in sys.argv[1:] if argument[0].isdigit()]
    base = next((argument for argument in sys.argv[1:] if argument not in given), sys.executable)
    versions = given or _usual()
    tests: dict[str, bool] = {}
    found: dict[str, Found] = {}
    for version in versions:
        python = _environment(base, version)
        print(f"== Streamlit {version}", flush=True)
        tests[version] = (
            subprocess.run([python, "-m", "pytest", "-q", *TESTS], cwd=ROOT, check=False).returncode == 0
        )
        said = subprocess.run(
            [python, __file__, "--here"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        found[version] = json.loads(said.stdout)
    wrong = _print_table(versions, found)
    failed = [version for version, passed in tests.items() if not passed]
    print(f"tests fail with: {', '.join(failed) or 'none'}; declared otherwise: {wrong}")
    return 1 if failed or wrong else 0


def _usual() -> list[str]:
    (major, oldest), (_, beyond) = SUPPORTED
    return [f"{major}.{minor}" for minor in (oldest, (oldest + beyond - 1) // 2, beyond - 1)]


# --- environments ------------------------------------------------------------------------------


def _environment(base: str, version: str) -> str:
    """A Python like ``base`` that has this Streamlit, and all else as pinned, as far as this Streamlit allows it."""
    folder = VENVS / f"{Path(base).name}-{version}"
    python, stamp = folder / "bin" / "python", folder / "made"
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != pins:
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([base, "-m", "venv", folder], check=True)
        pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, "--no-deps", f"streamlit=={version}.*"], check=True)
        kept = folder / "constraints.txt"
        kept.write_text("\n".join(_possible(pins.splitlines(), folder)), encoding="utf-8")
        subprocess.run(
            [*pip, "--constraint", kept, "--editable", f"{ROOT}[test]", f"streamlit=={version}.*"], check=True
        )
        stamp.write_text(pins, encoding="utf-8")
    return str(python)


def _possible(pins: list[str], folder: Path) -> Iterator[str]:
    """The pins that the Streamlit in an environment can live with."""
    site = next(folder.glob("lib/python*/site-packages"))
    streamlit = next(iter(importlib.metadata.distributions(name="streamlit", path=[str(site)])))
    wants = {canonicalize_name(need.name): need for need in map(Requirement, streamlit.requires or [])}
    for pin in pins:
        name, _, version = pin.partition("==")
        need = wants.get(canonicalize_name(name))
        if name != "streamlit" and (need is None or need.specifier.contains(version)):
            yield pin


# --- in one environment ------------------------------------------------------------------------


def here() -> Found:
    """What does not hold with the Streamlit that is installed."""
    from statecourse.authoring.lesson_contract import hold_lessons  # noqa: PLC0415  # in the environments alone
    from statecourse.course.course import Course  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as temporary:
        course = Course(_undeclared(Path(temporary) / "course"))
        found: Found = {}
        declared = _declared()
        for name in [*course.exercises, *course.lessons]:
            exercise = course.exercises.get(name)
            lesson = [] if exercise else hold_lessons(course, [name], lambda *_: None)
            right = None if declared.get(name) else RIGHT  # what one right answer needs, the exercise needs
            found[name] = (
                _of_exercise(course, exercise, right) if exercise else [str(finding) for finding in lesson]
            )
            print(name, *(found[name] or ["holds"]), sep=": ", file=sys.stderr, flush=True)
    return found


def _undeclared(root: Path) -> Path:
    """A copy of the course that says of nothing since when it holds, so that all of it runs."""
    for part in ("exercises", "solutions", "graders", "lessons"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for path in [*root.glob("exercises/*/exercise.yaml"), *root.glob("lessons/*/*.md")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r'^ *(streamlit|since): "[\d.]+"\n', "", text, flags=re.MULTILINE), encoding="utf-8"
        )
    return root


def _of_exercise(course: Course, exercise: Exercise, right: int | None) -> list[str]:
    from statecourse.authoring import verify  # noqa: PLC0415
    from statecourse.judge.judges import default_jobs, grade_all  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as temporary:
        answers = list(verify._answers(exercise, Path(temporary), 1))
        some = [answer for answer in answers if answer.role in {"solution", "stub"}]
        for role, count in (("right", right), ("wrong", WRONG)):
            some += _spread([answer for answer in answers if answer.role == role], count)
        jobs = {dataclasses.replace(answer, replay="explain").job: answer for answer in some}
        graded = [(jobs[one.job], one.report) for one in grade_all(course, list(jobs), judges=default_jobs())]
    return [text for answer, report in graded if (text := _unlike(answer, report))]


def _spread(answers: list[Answer], count: int | None) -> list[Answer]:
    """So many of them, from the first to the last; all for None."""
    if count is None or not answers:
        return answers
    last = len(answers) - 1
    return [answers[number] for number in sorted({round(last * i / max(count - 1, 1)) for i in range(count)})]


def _unlike(answer: Answer, report: Report) -> str:
    """How a verdict is not what it has to be. A wrong answer may be told no reason, and none that is another one's."""
    from statecourse.judge.reasons import misconception_of  # noqa: PLC0415

    errors = [check.error for check in report.checks if check.outcome == "error"]
    if report.problem or errors:
        return f"{answer.place}: {report.problem or errors[0]}"
    if report.passed != (answer.role in {"solution", "right"}):
        failed = [check.name for check in report.checks if check.outcome == "failed"]
        return f"{answer.place}: {'passes' if report.passed else f'fails {failed}'}"
    told = report.misconceptions - {misconception_of(answer.path.stem)}
    return f"{answer.place}: is told {told}" if answer.role == "wrong" and told else ""


# --- the table ---------------------------------------------------------------------------------


def _print_table(versions: list[str], found: dict[str, Found]) -> int:
    """A row for each exercise and lesson; how many are declared otherwise."""
    wrong = 0
    print(f"| | {' | '.join(versions)} | holds since | declared |\n|---|{'---|' * (len(versions) + 2)}")
    declared = _declared()
    for name in sorted(next(iter(found.values()))):
        holds = [not found[version][name] for version in versions]
        said = declared.get(name, "")
        as_said = [_number(version) >= _number(said) for version in versions]
        wrong += holds != as_said
        marks = " | ".join("✓" if held else "✗" for held in holds)
        print(
            f"| {name} | {marks} | {_since(versions, holds)} | {said or '–'}{'' if holds == as_said else ' (!)'} |"
        )
    for version in versions:
        for name, texts in found[version].items():
            for text in texts:
                print(f"{version} {name}: {text}")
    return wrong


def _since(versions: list[str], holds: list[bool]) -> str:
    """The first of the versions from which on all hold."""
    failing = [number for number, held in enumerate(holds) if not held]
    first = failing[-1] + 1 if failing else 0
    return versions[first] if first < len(versions) else "none"


def _declared() -> dict[str, str]:
    from statecourse.course.course import Course  # noqa: PLC0415

    course = Course(ROOT)
    declared = {name: exercise.manifest.streamlit for name, exercise in course.exercises.items()}
    for name, path in course.lessons.items():
        texts = [found.read_text(encoding="utf-8") for found in path.with_suffix("").glob("*.md")]
        versions = [
            version
            for text in texts
            for version in re.findall(r'^ *(?:since|streamlit): "([\d.]+)"$', text, re.MULTILINE)
        ]
        declared[name] = max(versions, key=_number, default="")
    return declared


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part)


if __name__ == "__main__":
    if sys.argv[1:] == ["--here"]:
        json.dump(here(), sys.stdout)
    else:
        sys.exit(main())

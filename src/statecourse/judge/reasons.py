"""The reason by behaviour: a misconception is named where the answer behaves like its app, and like no other one's.

The catalogue of an exercise, ``graders/ID/catalogue.json``, holds for each app in ``wrong/`` which checks it
passes, and digests of what the other checks see, with inputs from one seed. `verify` writes it; a judge reads it.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import msgspec

from statecourse.course.manifest import CourseError
from statecourse.course.whole_file import write_whole
from statecourse.report.report import Advice, CheckResult, Failure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from statecourse.course.course import Exercise

SEED = "catalogue"
"""The seed of all traces, so that they can be compared."""
OTHER = "other"
"""The prefix of the names of wrong answers that have none of the misconceptions."""
_FORMAT = "1"
NOTHING_WRONG = "failed -"
"""The behaviour of a failed check where the inputs of a trace show no fault. Right answers look like this, too, so
it tells no reason."""

Behaviour = dict[str, str]
"""The outcome of each check; where it did not pass, with a digest of what it saw."""


class Catalogue(msgspec.Struct, frozen=True, omit_defaults=True):
    """The behaviour of the apps in ``wrong/`` by name.

    ``checks`` and ``sources`` are digests of the checks and of the answers, right ones too, that it was recorded
    with. ``passed_live`` are the live checks that an app passed then; `verify` need not run these again.
    """

    checks: str
    apps: dict[str, Behaviour]
    sources: dict[str, str] = {}
    passed_live: dict[str, list[str]] = {}

    @property
    def traced(self) -> set[str]:
        """The checks whose behaviour is recorded: all but live and hidden ones."""
        return {check for app in self.apps.values() for check in app}

    def alike(self, outcomes: dict[str, str], traced: Iterable[tuple[str, str]]) -> set[str]:
        """The apps that behave like an answer with these outcomes.

        ``traced`` gives its behaviour check by check; it is read only as long as some app matches.
        """
        known = {name: app for name, app in self.apps.items() if NOTHING_WRONG not in app.values()}
        left = {name: app for name, app in known.items() if outcomes_of(app) == outcomes}
        behaviour = iter(traced)
        while left and (found := next(behaviour, None)):
            check, seen = found
            left = {name: app for name, app in left.items() if app[check] == seen}
        return set(left)

    def just_like(self, app: Behaviour) -> set[str]:
        """The apps with this very behaviour; none where it shows nothing wrong."""
        if NOTHING_WRONG in app.values():
            return set()
        return {name for name, seen in self.apps.items() if seen == app}


def outcomes_of(app: Behaviour) -> Behaviour:
    """The outcome of each check, without the digest."""
    return {check: re.sub(" (-|[0-9a-f]{16})$", "", seen) for check, seen in app.items()}


def misconception_of(app: str) -> str:
    """The misconception of an app in ``wrong/``: its name up to a hyphen; empty for one that has none."""
    name = app.partition("-")[0]
    return "" if name == OTHER else name


def reason(named: str, possible: set[str]) -> str:
    """The misconception to name, if any.

    ``named`` is the check's own, and ``possible`` are those whose apps behave like the answer. A check
    can choose among them; it cannot name another.
    """
    if named:
        return named if named in possible else ""
    return next(iter(possible)) if len(possible) == 1 else ""


def explained(
    checks: list[CheckResult], exercise: Exercise, traced: Collection[str], alike: set[str]
) -> list[CheckResult]:
    """The results with their reasons, of an answer whose ``traced`` checks behave as with the apps ``alike``."""
    known = exercise.manifest.misconceptions
    possible = {name if (name := misconception_of(app)) in known else "" for app in alike}
    return [
        _explained(check, exercise, possible) if check.name in traced or check.hidden else check
        for check in checks
    ]


def _explained(check: CheckResult, exercise: Exercise, possible: set[str]) -> CheckResult:
    failure = check.failure
    if failure is None:
        return check
    name = reason(failure.misconception, possible)
    failure = msgspec.structs.replace(failure, misconception=name, advice=None)
    return msgspec.structs.replace(check, failure=with_advice(failure, exercise))


def with_advice(failure: Failure, exercise: Exercise) -> Failure:
    """The failure with the advice of its misconception, if it has one.

    Raises `CourseError` for a misconception that the manifest does not know.
    """
    if not failure.misconception:
        return failure
    known = exercise.manifest.misconceptions.get(failure.misconception)
    if known is None:
        raise CourseError(
            f"graders/{exercise.id}: the misconception {failure.misconception} is not in "
            f"exercises/{exercise.id}/exercise.yaml"
        )
    reading = exercise.reading(known.lesson)
    advice = Advice(failure.misconception, known.label, known.message.strip(), known.lesson, reading)
    return msgspec.structs.replace(failure, advice=advice)


def catalogue_file(exercise: Exercise) -> Path:
    """The path of an exercise's catalogue."""
    return exercise.graders / "catalogue.json"


def read_catalogue(exercise: Exercise) -> Catalogue | None:
    """The catalogue of an exercise; None where there is none, or where the checks have changed since."""
    try:
        found = msgspec.json.decode(catalogue_file(exercise).read_bytes(), type=Catalogue)
    except (OSError, msgspec.MsgspecError):
        return None
    return found if found.checks == digest_of_checks(exercise) else None


def write_catalogue(exercise: Exercise, catalogue: Catalogue) -> bool:
    """Write the catalogue, and return whether it replaces a different one. Raises OSError."""
    path = catalogue_file(exercise)
    before = path.read_text(encoding="utf-8") if path.is_file() else None
    text = msgspec.json.format(msgspec.json.encode(catalogue, order="sorted"), indent=1).decode() + "\n"
    if before != text:
        write_whole(path, text)
    return before not in {None, text}


def digest_of_checks(exercise: Exercise) -> str:
    """The digest of the checks that traces depend on. Hidden ones, which students do not have, are not traced."""
    folder = exercise.graders
    files = [*folder.parent.glob("*.py"), *folder.glob("*.py"), *folder.glob("apps/*/*.py")]
    return _digest(path for path in files if path.name != "test_hidden.py")


def digest_of_app(app: Path) -> str:
    """The digest of a wrong answer: of its text, or of all Python files in its folder."""
    return _digest(app.rglob("*.py") if app.is_dir() else [app])


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(_FORMAT.encode())
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + b"\n".join(path.read_bytes().splitlines()) + b"\0")
    return digest.hexdigest()[:16]

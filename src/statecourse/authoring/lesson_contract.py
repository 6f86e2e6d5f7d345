"""The authoring contract of lessons: complete files, and programs that do what the text promises.

Apart from `verify`, which knows exercises only, and from the lesson kit, whose pages need none of this.
"""

from __future__ import annotations

import ast
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from statecourse.authoring.exercise_files import Finding
from statecourse.course.lesson_text import Head, Promise, changed, prose, read, read_round, read_selftest
from statecourse.course.manifest import CourseError
from statecourse.judge.judges import default_jobs
from statecourse.programs.promises import broken_promises
from statecourse.runtime.app_sandbox import AppSandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from statecourse.course.course import Course
    from statecourse.course.lesson_text import Answer, Round
    from statecourse.sandbox.sandbox import Sandbox

MIN_QUESTIONS = 5
_SHOWN = re.compile(r'lesson\.(round|prose)\("(\w+)"\)')


def hold_lessons(course: Course, names: list[str], progress: Callable[[int, int], None]) -> list[Finding]:
    """Findings on the lessons whose names begin with one of ``names``; on all lessons if ``names`` is empty.

    ``progress`` is called with the number of rounds that are done, and the number of all. A lesson without a folder
    is a script of some other kind, and is left out.
    """
    wanted = [path for name, path in course.lessons.items() if not names or name.startswith(tuple(names))]
    wanted = [path for path in wanted if path.with_suffix("").is_dir()]
    findings = [finding for path in wanted for finding in _written(path)]
    broken = {finding.place for finding in findings}
    rounds = [path.with_suffix("") / f"{name}.md" for path in wanted for name in _names(path, "round")]
    rounds = [path for path in rounds if _place(path) not in broken]
    return findings + _played(rounds, progress)


def _played(rounds: list[Path], progress: Callable[[int, int], None]) -> list[Finding]:
    """The promises that rounds break. Several rounds are played at a time, as most of that is waiting for servers."""
    own = threading.local()
    sandboxes: list[Sandbox] = []

    def play(path: Path) -> list[Finding]:
        if not hasattr(own, "sandbox"):
            own.sandbox = AppSandbox()
            sandboxes.append(own.sandbox)
        return list(_findings(path, broken_promises(path, own.sandbox)))

    findings: list[Finding] = []
    try:
        with ThreadPoolExecutor(default_jobs()) as pool:
            for done, found in enumerate(pool.map(play, rounds)):
                progress(done, len(rounds))
                findings += found
    finally:
        for sandbox in sandboxes:
            sandbox.close()
    return findings


def _names(script: Path, kind: str) -> list[str]:
    return [name for found, name in _SHOWN.findall(script.read_text(encoding="utf-8")) if found == kind]


def _place(path: Path) -> str:
    return f"lessons/{path.parent.name}/{path.name}"


def _written(script: Path) -> Iterator[Finding]:
    """What is wrong with a lesson's files."""
    text = script.read_text(encoding="utf-8")
    summary = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    if not summary.endswith("."):
        yield Finding(f"lessons/{script.name}", 'begin it with a sentence on the lesson: """Why … ."""')
    if "lesson.selftest()" not in text:
        yield Finding(f"lessons/{script.name}", "write `lesson.selftest()` above `lesson.make()`")
    folder = script.with_suffix("")
    yield from _findings(folder / "lesson.md", _head(folder / "lesson.md"))
    yield from _findings(folder / "selftest.yaml", _selftest(folder))
    yield from _files(script)
    for name in _names(script, "round"):
        if (folder / f"{name}.md").is_file():
            yield from _findings(folder / f"{name}.md", _round(folder / f"{name}.md"))


def _findings(path: Path, texts: Iterator[str]) -> Iterator[Finding]:
    """A finding on a file for each text; one that says so if the file cannot be read. A text may begin with the place."""
    place = _place(path)
    try:
        yield from (Finding(place, text.removeprefix(f"{place}: ")) for text in texts)
    except CourseError as problem:
        yield Finding(place, str(problem).removeprefix(f"{place}: "))


def _head(path: Path) -> Iterator[str]:
    head, _ = read(path, Head)
    if not head.goals or not all(goal.strip() for goal in head.goals):
        yield 'goals: say what one can do after the lesson, such as `- "keep a value from run to run,"`'
    if head.minutes <= 0:
        yield "minutes: write how long the lesson takes, such as `minutes: 45`"


def _selftest(folder: Path) -> Iterator[str]:
    asked = read_selftest(folder)
    if len(asked) < MIN_QUESTIONS:
        yield f"{len(asked)} of at least {MIN_QUESTIONS} questions"
    for number, question in enumerate(asked, 1):
        yield from _answers(question.answers, f"number {number}: answers")


def _files(script: Path) -> Iterator[Finding]:
    """Files that the script asks for and that are missing, and files that nothing shows."""
    folder = script.with_suffix("")
    shown = {name for _, name in _SHOWN.findall(script.read_text(encoding="utf-8"))}
    for name in sorted(shown):
        if not (folder / f"{name}.md").is_file():
            yield Finding(f"lessons/{script.name}", f"lessons/{folder.name}/{name}.md is missing; write it")
    programs = set(_programs(folder, shown))
    for path in sorted(folder.rglob("*")):
        known = {".md": shown | {"lesson"}, ".svg": shown}.get(path.suffix)
        stray = path.stem not in known if known is not None else path.suffix == ".py" and path not in programs
        if stray and "__pycache__" not in path.parts:
            yield Finding(_place(path), "nothing shows this file; name it in the lesson, or delete it")
        elif path.suffix == ".svg":
            yield from (Finding(_place(path), text) for text in _picture(path))


def _programs(folder: Path, names: set[str]) -> Iterator[Path]:
    for name in names:
        try:
            head, _, _ = read_round(folder / f"{name}.md")
        except CourseError:
            head = None  # it is prose, or broken, which is another finding
        yield folder / f"{head.program if head and head.program else name}.py"
        yield from (folder / helper for helper in (head.helpers if head else []))
        yield from (folder / change.program for change in (head.modify if head else []) if change.program)


def _picture(path: Path) -> Iterator[str]:
    svg = prose(path)
    if not re.search(r"<title>\s*\S.*?</title>\s*<desc>\s*\S.*?</desc>", svg, re.DOTALL):
        yield "the picture has no text; write `<title>…</title><desc>…</desc>` at its beginning"
    if "prefers-color-scheme: dark" not in svg:
        yield "give it colours for dark pages, too: `@media (prefers-color-scheme: dark) { … }`"


def _round(path: Path) -> Iterator[str]:
    head, before, _ = read_round(path)
    if not before:
        yield "write a sentence or two below the head: what the program is about"
    if not head.question:
        yield "question: is missing; ask what one should predict, such as `question: What does the page show?`"
    else:
        yield from _answers(head.answers, "answers")
        yield from _tested(head, "question")
    if head.kind != "choice" and not head.otherwise:
        yield "otherwise: is missing; explain the answers that you do not foresee"
    if head.film and head.apart:
        yield "film: what runs in the sandbox has none here; leave it out"
    if not head.modify:
        yield "modify: is missing; write a small change to try, and what to look for"
    for number, change in enumerate(head.modify, 1):
        yield from _tested(change, f"modify: number {number}")
    for number, question in enumerate(head.ask, 1):
        yield from _answers(question.answers, f"ask: number {number}: answers")
    yield from _texts(path, head)


def _answers(answers: list[Answer], place: str) -> Iterator[str]:
    if len(answers) < 2:  # noqa: PLR2004  # one is no choice
        yield f"{place}: write at least two, each a thing that someone might really think"
    if sum(answer.right for answer in answers) != 1:
        yield f"{place}: write `right: true` at exactly one of them"
    if len({answer.text for answer in answers}) < len(answers):
        yield f"{place}: two of them are the same"
    for number, answer in enumerate(answers, 1):
        if not answer.because.strip():
            yield f"{place}: number {number}: because: say why it is right, or where that thought comes from"


def _tested(promise: Promise, place: str) -> Iterator[str]:
    """A complaint about an empty promise: it cannot be broken, so nobody would notice that the text is wrong."""
    if not (promise.shows or promise.hides or promise.state or promise.error):
        yield f'{place}: say what is seen then, such as `shows: ["Clicks: 1"]`, so that it is tested'


def _texts(path: Path, head: Round) -> Iterator[str]:
    """Complaints about a missing program, and about syntax errors in it or in a change of it."""
    program = path.parent / f"{head.program or path.stem}.py"
    if not program.is_file():
        yield f"{program.name} is missing; write the program"
        return
    original = program.read_text(encoding="utf-8")
    texts = {"": original}
    for number, change in enumerate(head.modify, 1):
        place = f"modify: number {number}"
        texts[f"{place}: "] = changed(change, path.parent, original, f"{_place(path)}: {place}")
    for place, text in texts.items():
        try:
            ast.parse(text)
        except SyntaxError as problem:
            yield f"{place}line {problem.lineno} of the program is no Python: {problem.msg}"

"""Finds out what an exception of a check means: a failure of the app, with its reason, or an error of the grader."""

from __future__ import annotations

import contextlib
import io
import itertools
import re
import sys
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import element_tree

from statecourse.app import steps
from statecourse.app.app import App, RemoteCallError
from statecourse.app.server import AppServer, DeadlockError, RunTimeoutError
from statecourse.apptest.page_state import MissingStateError
from statecourse.apptest.page_tree import BadPageError
from statecourse.apptest.remote import listed_kind
from statecourse.checks.expect import CheckFailed
from statecourse.codec.encode import shown
from statecourse.codec.forms import BadValueError
from statecourse.course.answer_files import SubmissionError, submission_files
from statecourse.course.budget import BudgetUsedUpError
from statecourse.course.opening import NotOrdinaryError, read_file
from statecourse.judge.time_limit import TooLongError
from statecourse.report.report import TOO_MUCH, AppError, Failure
from statecourse.sandbox.processes import SandboxError
from statecourse.sandbox.worker_handle import WorkerLostError
from statecourse.seam.older import AppTestError
from statecourse.seam.private_names import FORM_BUTTON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from statecourse.apptest.messages import CompileError

_STREAMLIT = str(Path(element_tree.__file__).parent)
_FRAME = re.compile(r'File "[^"]*/check-[^/"]+/app/(?P<file>[^"]+)", line (?P<line>\d{1,9})')
_SYNTAX = re.compile(r'\s*File "(?P<file>[^"]+)", line (?P<line>\d{1,9})\n(?s:.*)Error: (?P<what>.*)')
"""How Streamlit words a syntax error in a module that the script imports."""
_CALL = re.compile(r"(?P<kind>\w+)\.\w+\(\) (?:missing|takes|got) ")
"""How Python words a call of a method with too few or too many arguments."""
_ONE_OF = {"tabs": "tab", "columns": "column"}
_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
"""The version that parses the app; its author may have another."""
_SYNTAX_ERRORS = {"SyntaxError", "IndentationError", "TabError"}
RAN_ON = "the app was still running after"
"""The beginning of the failure of a check whose app had to be stopped."""
MAX_SHOWN = 1_000
MAX_LISTED = 100
"""The most elements of a page that a failure names."""
MAX_ENTRIES = 200
"""The most entries of a stack trace that are searched."""


def failure_of(problem: BaseException, servers: list[AppServer]) -> Failure | None:
    """The failure to show if a check raised ``problem``; None if the grader is at fault."""
    found = _fault_of_app(problem)
    if found is None:
        return None
    apps = [app for server in servers for app in server.apps if server.is_answer]
    error = next((error for app in reversed(apps) if (error := app_error(app))), None)
    unnoticed = "" if all(server.is_answer for server in servers) else ", and none of your tests notices it"
    return Failure(
        summary=_cut(found.what + unnoticed),
        steps=[step for server in servers for step in steps.merged(server.steps)],
        expected=_cut(found.expected),
        seen=_cut(found.seen),
        app_error=error,
        misconception=found.misconception,
        printed=_end("".join(app.printed for app in apps)),
    )


def _fault_of_app(problem: BaseException) -> CheckFailed | None:
    """What is wrong with the app; None if the grader is at fault."""
    if isinstance(problem, CheckFailed):
        return problem
    if isinstance(problem, SandboxError):
        return None
    missing = problem if isinstance(problem, MissingStateError) else problem.__context__
    if isinstance(missing, MissingStateError):
        return _missing_state(missing)
    if isinstance(problem, RunTimeoutError):
        seconds = re.findall(r"after ([\d.]+)", str(problem))[-1]
        return CheckFailed(f"{RAN_ON} {float(seconds):g} seconds, and was stopped")
    if isinstance(problem, DeadlockError):
        return CheckFailed(str(problem), misconception=problem.misconception)
    if isinstance(problem, WorkerLostError | BadPageError | BadValueError | SubmissionError | MemoryError):
        return CheckFailed(TOO_MUCH if isinstance(problem, MemoryError) else str(problem))
    if isinstance(problem, TooLongError | BudgetUsedUpError):
        # A slow check is not the page's fault.
        in_check = Path(problem.file).parent.parent.name == "graders"
        return None if in_check else CheckFailed(str(problem))
    if isinstance(problem, pytest.fail.Exception):
        return CheckFailed(str(problem.msg).splitlines()[0])
    if isinstance(problem, AssertionError) and not _inside_streamlit(problem.__traceback__):
        first = (str(problem).strip() or "what the check asserts does not hold").splitlines()[0]
        return CheckFailed(first)
    if isinstance(problem, AppTestError) or _inside_streamlit(problem.__traceback__):
        return _missing_element(problem)
    if isinstance(problem, TypeError) and (kind := _misused(problem)):
        return CheckFailed(f"a {kind} cannot be used as the task asks", seen=shown(str(problem))[1:-1])
    if isinstance(problem, RemoteCallError):
        return CheckFailed("a function of the app raises an exception", seen=str(problem))
    return None


def _missing_state(problem: MissingStateError) -> CheckFailed:
    present = ", ".join(f"“{key}”" for key in problem.present if not key.startswith(FORM_BUTTON))
    return CheckFailed(
        f"st.session_state has no key “{problem.key}”",
        expected=f"a value under the key “{problem.key}”",
        seen=f"the keys {present}" if present else "no keys at all",
    )


def _inside_streamlit(traceback: TracebackType | None) -> bool:
    """Whether the exception comes from Streamlit as it reads the page, not from the check."""
    files = [frame.f_code.co_filename for frame, _ in _frames(traceback)]
    return any(file.startswith(_STREAMLIT) for file in files)


def _misused(problem: TypeError) -> str:
    """The kind of a widget on which the check called a method as another kind has it; else empty."""
    told = _CALL.match(str(problem))
    found = getattr(element_tree, told["kind"], None) if told else None
    if not isinstance(found, type) or not issubclass(found, element_tree.Widget):
        return ""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", found.__name__).lower()


def _frames(traceback: TracebackType | None) -> Iterator[tuple[Any, int]]:
    while traceback is not None:
        yield traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next


def _missing_element(problem: BaseException) -> CheckFailed:
    """Names the element that the check looked for: it is missing, or cannot be used."""
    for frame, _ in reversed(list(_frames(problem.__traceback__))):
        if not frame.f_code.co_filename.startswith(_STREAMLIT):
            continue
        looked_in = frame.f_locals.get("self")
        if isinstance(looked_in, element_tree.ElementList | element_tree.BlockList):
            return _not_there(looked_in, frame.f_locals.get("key", frame.f_locals.get("idx")))
        if isinstance(looked_in, element_tree.Widget):
            return _unusable(looked_in, problem)
    return CheckFailed("the page cannot be used as the task asks", seen=shown(str(problem))[1:-1])


def _unusable(widget: Any, problem: BaseException) -> CheckFailed:
    text = f"{steps.name_of(widget)} cannot be used as the task asks"
    if isinstance(problem, ValueError) and "not in list" in str(problem):
        # Python's own words, which are others in each version, and name what was looked for in some.
        there = [steps.quoted(option) for option in itertools.islice(widget.options, MAX_LISTED)]
        return CheckFailed(text, expected="an option that is not there", seen=f"only {', '.join(there)}")
    return CheckFailed(text, seen=shown(str(problem))[1:-1])


def _not_there(elements: Any, wanted: object) -> CheckFailed:
    name = listed_kind(elements)
    kind = _ONE_OF.get(name, name).replace("_", " ")
    a_kind = f"an {kind}" if kind.startswith(("a", "e", "i", "o", "u")) else f"a {kind}"
    there = [_named(element) for element in itertools.islice(elements, MAX_LISTED)]
    listed = f"{len(elements)}: {', '.join(there)}" if there else f"no {kind} at all"
    if isinstance(wanted, str):
        what = f"there is no {kind} with the key “{wanted}” on the page"
        return CheckFailed(what, expected=f"{a_kind} with the key “{wanted}”", seen=listed)
    number = int(wanted) + 1 if isinstance(wanted, int) and wanted >= 0 else 1
    count = f"{number} of them, or more" if number > 1 else "at least one"
    return CheckFailed(f"{a_kind} is missing from the page", expected=count, seen=listed)


def _named(element: Any) -> str:
    key = getattr(element, "key", None) or ""
    key = "" if key.startswith(FORM_BUTTON) else key
    label = steps.label_of(element)
    if label:
        return steps.quoted(label) + (f" (key “{key}”)" if key else "")
    return f"key “{key}”" if key else steps.quoted(getattr(element, "value", ""))


def app_error(app: App) -> AppError | None:
    """The exception that the app's last page shows, or that ended its last run, if any."""
    page = app.page
    if page is not None and page.compile_error is not None:
        return _compile_error(page.compile_error, app)
    if page is not None and page.stopped:
        kind, _, message = page.stopped.partition(":")
        return AppError(kind, _cut(message.strip()))
    if page is None or not len(app.exception):
        return None
    proto = app.exception[-1].proto
    kind, message = str(proto.type).rpartition(".")[2], app.own_words(str(proto.message))
    told = _SYNTAX.match(message)
    if told and told["file"] in (own := _own_files(app.folder)):
        line = int(told["line"])
        text = _source_line(own[told["file"]], line)
        return AppError(kind, _cut(told["what"]), told["file"], line, text, _PYTHON)
    return AppError(kind, _cut(message), *_own_line(list(proto.stack_trace), app.folder))


def _compile_error(error: CompileError, app: App) -> AppError:
    """Why the script does not compile; of one that cannot be decoded, the line is found here."""
    file, line, text = error.file, error.line, error.text.strip()
    message = app.own_words(error.message)
    if error.type == "UnicodeDecodeError" or message.startswith("invalid or missing encoding declaration"):
        line = _undecodable_line(_contents(app.script))
        text = _source_line(app.script, line)
        message = "the file is not UTF-8 text, and declares no other encoding"
    says = _PYTHON if error.type in _SYNTAX_ERRORS and "UTF-8" not in message else ""
    return AppError(error.type, _cut(message), file, line, text, says)


def _undecodable_line(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return data.count(b"\n", 0, problem.start) + 1
    return 0


def _own_line(stack_trace: list[str], folder: Path) -> tuple[str, int, str]:
    """The student's innermost line in a stack trace that the worker sent: file, number, text."""
    own = _own_files(folder)
    # Honest entries are short. To search a forged one of megabytes would take minutes.
    entries = [entry[-MAX_SHOWN:].replace("\\", "/") for entry in stack_trace[-MAX_ENTRIES:]]
    for found in reversed([match for entry in entries for match in _FRAME.finditer(entry)]):
        if found["file"] in own:
            line = int(found["line"])
            return found["file"], line, _source_line(own[found["file"]], line)
    return "", 0, ""


def _own_files(folder: Path) -> dict[str, Path]:
    """The submission's files by name."""
    with contextlib.suppress(SubmissionError, OSError):
        return {path.relative_to(folder).as_posix(): path for path in submission_files(folder)}
    return {}


def _contents(path: Path) -> bytes:
    """The content of a file of the submission; nothing if it is no ordinary file any more."""
    with contextlib.suppress(NotOrdinaryError, OSError):
        return read_file(path)
    return b""


_ENCODINGS = {"utf-8", "utf-8-sig", "iso-8859-1", "iso-8859-15", "cp1252", "ascii"}


def _source_line(path: Path, line: int) -> str:
    data, encoding = _contents(path), "utf-8"
    with contextlib.suppress(SyntaxError):
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    text = data.decode(encoding if encoding in _ENCODINGS else "utf-8", "replace")
    lines = re.split(r"\r\n|\r|\n", text)  # as Python counts them, which `splitlines` does not
    return lines[line - 1].strip()[:300] if 0 < line <= len(lines) else ""


def _cut(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def _end(text: str) -> str:
    """The last lines of a text."""
    last = text[-MAX_SHOWN:]
    return last if last == text else last.partition("\n")[2] or last

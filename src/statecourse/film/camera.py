"""Records a run line by line: what each line changed in variables, session state, files and the page.

It runs in the worker, in the
script's own thread, and all that it keeps is short text with bounds, as what an app holds may be of any size.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import reprlib
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from statecourse.film.reel import Change, Drawn, FilmedRun, FilmedStep

if TYPE_CHECKING:
    import types
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MAX_STEPS = 2_000
"""Steps of one run that are kept."""
MAX_RUNS = 20
"""Runs in a row, as an app reruns itself, that are kept."""
MAX_NAMES = 60
"""Variables of one frame, keys, or files that are looked at."""
MAX_TEXT = 120
"""Characters of a value."""
MAX_FILE = 400
"""Characters of a file."""
MAX_DEPTH = 20
"""Calls within calls that are followed."""
MAX_DRAWN = 1_000
"""Elements of one run that are kept."""
_WORDS = ("label", "body", "value", "message", "text", "url")
"""The fields in which Streamlit's elements keep what they say, the first that there is."""
_FILES_LOOKED_AT = 200
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = MAX_TEXT
_SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxdict = _SHORT.maxset = _SHORT.maxfrozenset = _SHORT.maxdeque = 12
_SHORT.maxlevel = 4
_WITHIN_A_LINE = {"<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>"}
"""What Python calls code of its own, before 3.12, and a reader takes for part of the line."""


class Camera:
    """Follows the thread that it is entered in; each run that starts meanwhile is one of ``runs``.

    ``printed`` gives what was printed since it was last asked; ``begins`` is called in each run before its first step.
    """

    def __init__(
        self, folder: Path, printed: Callable[[], str], begins: Callable[[], object] = lambda: None
    ) -> None:
        self._folder = os.path.realpath(folder) + os.sep
        self._printed = printed
        self._begins = begins
        self.runs: list[FilmedRun] = []
        self._run: _Run | None = None

    @contextlib.contextmanager
    def following(self, runner: Any) -> Iterator[None]:
        """Record what a script runner runs."""
        runner.on_event.connect(self._heard)
        sys.settrace(self._trace)
        try:
            yield
        finally:
            replaced = sys.gettrace() != self._trace
            sys.settrace(None)
            runner.on_event.disconnect(self._heard)
            self._end("the app followed its own lines from here on" if replaced else "")

    def taken(self) -> list[FilmedRun]:
        """The runs since this was last asked."""
        runs, self.runs = self.runs, []
        return runs

    def _heard(
        self, _: object, event: ScriptRunnerEvent, fragment_ids_this_run: Any = None, **__: object
    ) -> None:
        if event == ScriptRunnerEvent.SCRIPT_STARTED:
            self._end()
            if len(self.runs) < MAX_RUNS:
                self._run = _Run(self._folder, self._printed, fragment=bool(fragment_ids_this_run))

    def _end(self, cut: str = "") -> None:
        run, self._run = self._run, None
        if run is not None:
            self.runs.append(run.finished(cut))

    def _trace(self, frame: types.FrameType, event: str, _: object) -> Any:
        code = frame.f_code
        own = self._run is not None and code.co_filename.startswith(self._folder)
        if self._run is None or not own or makes_a_class(code) or code.co_name in _WITHIN_A_LINE:
            return None
        if not self._run.begun:
            self._run.begun = True
            self._begins()
        return self._run.enter(frame, event)


class _Run:
    """One run that is being recorded."""

    def __init__(self, folder: str, printed: Callable[[], str], *, fragment: bool) -> None:
        self._folder = folder
        self._printed = printed
        self._fragment = fragment
        self._state = _state()
        self._before = dict(self._state)
        self._files = _files(folder)
        self._stamps = _stamps(folder)
        self._first: list[Change] = []
        self._files_before = dict(self._files)
        self._variables: dict[int, dict[str, str]] = {}
        self._frames: list[types.FrameType] = []
        self._numbers: dict[int, int] = {}
        self._steps: list[FilmedStep] = []
        self._drawn: list[Drawn] = []
        self._cut = ""
        self.begun = False
        self._listen()

    def _listen(self) -> None:
        """Note what the run draws, on its way to the browser."""
        context = get_script_run_ctx()
        if context is None:
            return
        self._context, self._enqueue = context, context._enqueue

        def enqueue(message: ForwardMsg) -> None:
            with contextlib.suppress(Exception):  # a film is no reason for an app to fail
                self._draws(message)
            self._enqueue(message)

        context._enqueue = enqueue

    def _draws(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") != "delta" or len(self._drawn) >= MAX_DRAWN:
            return
        kind, text = _told(message.delta)
        if value := self._value(message.delta):
            text = f"{text} = {value}"[:MAX_TEXT]
        self._drawn.append(Drawn(len(self._steps), list(message.metadata.delta_path), kind, text))

    def _value(self, delta: Any) -> str:
        """What a widget holds as it is drawn; nothing for a button, and for what is no widget."""
        kind = delta.new_element.WhichOneof("type") if delta.WhichOneof("type") == "new_element" else None
        name = getattr(getattr(delta.new_element, kind), "id", "") if kind else ""
        if not name or kind in {"button", "download_button"}:
            return ""
        with contextlib.suppress(KeyError):
            return _short(self._context.session_state._state[name])
        return ""

    # --- steps ---

    def enter(self, frame: types.FrameType, event: str) -> Any:
        """A function of the app's own was called."""
        if self._cut or len(self._frames) >= MAX_DEPTH:
            return None
        self._frames.append(frame)
        self._numbers[id(frame)] = len(self._numbers)
        self._variables[id(frame)] = {}
        self._note(frame, event)
        return self._follow

    def _follow(self, frame: types.FrameType, event: str, arg: Any) -> Any:
        self._note(frame, event, arg)
        if event == "return" and frame in self._frames:
            del self._frames[self._frames.index(frame) :]
            self._variables.pop(id(frame), None)
        return None if self._cut else self._follow

    def _note(self, frame: types.FrameType, event: str, arg: Any = None) -> None:
        """What is so before a line is run: all that has changed since the step before was that step's doing."""
        if self._cut:
            return
        if len(self._steps) >= MAX_STEPS:
            self._cut = f"after {MAX_STEPS:,} steps"
            return
        said = ""
        if event == "exception":
            said = _shown_exception(arg)
        elif event == "return":
            said = "" if frame.f_code.co_name == "<module>" or arg is None else _short(arg)
        self._close_last(frame)
        code, number = frame.f_code, self._numbers.get(id(frame), 0)
        place = code.co_filename.removeprefix(self._folder), frame.f_lineno, len(self._frames), number
        self._steps.append(FilmedStep(event, *place, _text(code.co_name), said, []))

    def _close_last(self, frame: types.FrameType | None = None) -> None:
        """Write down what the last step has changed: variables, session state, files, and what was printed."""
        state, files = _state(), self._files_now()
        changes = [*_changes("state", self._state, state), *_changes("file", self._files, files)]
        if frame is not None and self._steps:
            changes += self._changed_variables(frame)
        if printed := self._printed():
            changes.append(Change("printed", "", _text(printed, MAX_FILE)))
        self._state, self._files = state, files
        if changes:
            place = max(len(self._steps) - 1, -1)
            if place >= 0:
                self._steps[place].changes.extend(changes)
            else:
                self._first = changes

    def _changed_variables(self, frame: types.FrameType) -> list[Change]:
        before, now = self._variables.get(id(frame), {}), _variables(frame)
        self._variables[id(frame)] = now
        return list(_changes("variable", before, now, self._numbers.get(id(frame), 0)))

    def _files_now(self) -> dict[str, str]:
        stamps = _stamps(self._folder)
        if stamps != self._stamps:
            self._stamps = stamps
            return _files(self._folder)
        return self._files

    def finished(self, cut: str) -> FilmedRun:
        """All of it."""
        if hasattr(self, "_context"):
            self._context._enqueue = self._enqueue
        self._close_last()
        return FilmedRun(
            before=sorted(self._before.items()),
            files=sorted(self._files_before.items()),
            sent=self._first,
            steps=self._steps,
            drawn=self._drawn,
            fragment=self._fragment,
            cut=self._cut or cut,
        )


def _changes(kind: str, before: dict[str, str], after: dict[str, str], frame: int = 0) -> Iterator[Change]:
    if before == after:
        return
    for name, value in after.items():
        if before.get(name) != value:
            yield Change(kind, name, value, frame)
    for name in before:
        if name not in after:
            yield Change(kind, name, None, frame)


def makes_a_class(code: types.CodeType) -> bool:
    """Whether this is the body of a class: what it sets are the class's attributes, and no variables of the run."""
    return code.co_name != "<module>" and not code.co_flags & inspect.CO_OPTIMIZED


def _variables(frame: types.FrameType) -> dict[str, str]:
    """The variables of a frame as texts: not what was imported, nor functions, classes and Streamlit's own objects."""
    found: dict[str, str] = {}
    for name, value in islice(list(frame.f_locals.items()), MAX_NAMES * 3):
        if len(found) < MAX_NAMES and not name.startswith(("_", ".")) and not _is_machinery(value):
            found[_text(name)] = _short(value)
    return found


def _is_machinery(value: object) -> bool:
    kind = type(value)
    return (
        kind.__name__ in {"module", "function", "builtin_function_or_method", "type", "method"}
        or str(getattr(kind, "__module__", "")).startswith("streamlit.")
        or isinstance(value, type)
    )


def _short(value: object) -> str:
    """A value as a short text, whatever its own class has to say to that."""
    try:
        return _text(_SHORT.repr(value))
    except BaseException:  # noqa: BLE001  # its __repr__ is the app's
        return f"<{type(value).__name__}>"


def _text(text: str, at_most: int = MAX_TEXT) -> str:
    """So much of a text, of which anything may be sent."""
    return text[:at_most].encode("utf-8", "backslashreplace").decode()


def _shown_exception(arg: Any) -> str:
    kind, problem = arg[0], arg[1]
    try:
        said = str(problem)
    except Exception:  # noqa: BLE001  # its __str__ is the app's
        said = ""
    return _text(f"{getattr(kind, '__name__', kind)}: {said}")


def _state() -> dict[str, str]:
    """The session's own keys and keyed widgets, as texts."""
    context = get_script_run_ctx()
    if context is None:
        return {}
    try:
        state = context.session_state._state.filtered_state
    except Exception:  # noqa: BLE001  # a widget that the app has forgotten
        return {}
    return {_text(str(key)): _short(value) for key, value in islice(sorted(state.items()), MAX_NAMES)}


def _stamps(folder: str) -> dict[str, tuple[int, int]]:
    """When each file in the app's folder was changed, and how large it is."""
    found: dict[str, tuple[int, int]] = {}
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in islice(entries, _FILES_LOOKED_AT):
            if entry.is_file(follow_symlinks=False) and not entry.name.endswith(".py"):
                with contextlib.suppress(OSError):
                    told = entry.stat(follow_symlinks=False)
                    found[entry.name] = told.st_mtime_ns, told.st_size
    return found


def _files(folder: str) -> dict[str, str]:
    """The files beside the app, the beginning of each as text."""
    found = {}
    for name in islice(sorted(_stamps(folder)), MAX_NAMES):
        with contextlib.suppress(OSError), open(folder + name, "rb") as file:  # noqa: PTH123  # at each line
            data = file.read(4 * MAX_FILE)
            found[_text(name)] = data.decode("utf-8", "backslashreplace")[:MAX_FILE]
    return found


def _told(delta: Any) -> tuple[str, str]:
    """What an element is called, and what it says, shortly."""
    if delta.WhichOneof("type") != "new_element":
        return str(delta.WhichOneof("type") and (delta.add_block.WhichOneof("type") or "container")), _words(
            getattr(delta.add_block, delta.add_block.WhichOneof("type") or "", None)
        )
    kind = delta.new_element.WhichOneof("type") or "empty"
    return kind, _words(getattr(delta.new_element, kind, None))


def _words(proto: Any) -> str:
    names = proto.DESCRIPTOR.fields_by_name if proto is not None else {}
    for name in _WORDS:
        if name in names and isinstance(text := getattr(proto, name), str) and text:
            more = getattr(proto, "body", "") if name == "label" and "body" in names else ""
            return _text(f"{text}: {more}" if more else text)
    return ""

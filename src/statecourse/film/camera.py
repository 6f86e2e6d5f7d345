"""Records a run line by line: what each line changed in variables, session state, files and the page.

It runs in the worker, in the script's own thread, and all that it keeps is short text with bounds, as what an app holds may
be of any size.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from statecourse.film.beside import MAX_FILE, Files, State
from statecourse.film.elements import told
from statecourse.film.reel import Change, Drawn, FilmedRun, FilmedStep
from statecourse.film.texts import MAX_TEXT, Watched, short, text

if sys.version_info >= (3, 12):
    from statecourse.film.monitoring import following
else:
    from statecourse.film.tracing import following

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import CodeType, FrameType

    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MAX_STEPS = 2_000
"""Steps of one run that are kept."""
MAX_ROUNDS = 100
"""Times that a line of one call is a step of its own. What a loop does after that is one step."""
MAX_PASSED = 10_000
"""Lines of such loops that are passed over; then the run goes on without being recorded."""
MAX_RUNS = 20
"""Runs in a row, as an app reruns itself, that are kept."""
MAX_DEPTH = 20
"""Calls within calls that are followed."""
MAX_DRAWN = 1_000
"""Elements of one run that are kept."""
_BUTTONS = {"button", "download_button"}
"""Elements that hold nothing from one run to the next."""
_WITHIN_A_LINE = {"<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>"}
"""What Python calls code of its own, before 3.12, and a reader takes for part of the line."""


class Camera:
    """Follows the thread that it is entered in; each run that starts meanwhile is one of ``runs``.

    ``printed`` gives what was printed since it was last asked; ``begins`` is called in each run before its first step.
    ``script`` is the name of code that is no file of the folder and the app's own all the same. The files of the folder
    are looked at unless they are none of the app's ``data``. One camera is for one session. ``labels``, by Streamlit's
    ids, are what widgets without a key are called; a session's next camera begins with those of the one before.
    """

    def __init__(
        self,
        folder: Path,
        printed: Callable[[], str],
        begins: Callable[[], object] = lambda: None,
        *,
        script: str = "",
        data: bool = True,
        labels: dict[str, str] | None = None,
    ) -> None:
        self._folder = os.path.realpath(folder) + os.sep
        self._printed = printed
        self._begins = begins
        self._script = script
        self._data = self._folder if data else ""
        self._left: State | None = None
        self._labels = {} if labels is None else labels
        self.runs: list[FilmedRun] = []
        self._run: _Run | None = None

    @contextlib.contextmanager
    def following(self, runner: Any) -> Iterator[None]:
        """Record what a script runner runs."""
        runner.on_event.connect(self._heard)
        try:
            with following(self._hear, self._folder, self._script) as self._followed:
                yield
        finally:
            runner.on_event.disconnect(self._heard)
            followed = self._followed
            self._end(
                "as Python stopped it: calls went too deep, or the app has turned it off"
                if followed.ended
                else ""
            )

    @contextlib.contextmanager
    def rolling(self, *, fragment: bool = False) -> Iterator[None]:
        """Record what runs in this block, where no runner tells of it; blocks are parts of one run until `finish`.

        Who follows the lines already goes on. Session state that has changed since the last run was sent by the browser.
        """
        with following(self._hear, self._folder, self._script) as self._followed:
            if self._run is None:
                with self._followed.unheard():
                    self._run = self._new_run(self._left)
            self._run.fragment = fragment
            yield

    @property
    def steps(self) -> int:
        """How many steps the run of `rolling` has so far."""
        return len(self._run._steps) if self._run else 0

    def finish(self) -> FilmedRun | None:
        """End the run of `rolling`; returns it."""
        self._end()
        return next(iter(self.taken()), None)

    def taken(self) -> list[FilmedRun]:
        """The runs since this was last asked."""
        runs, self.runs = self.runs, []
        return runs

    def _heard(
        self, _: object, event: ScriptRunnerEvent, fragment_ids_this_run: Any = None, **__: object
    ) -> None:
        if event == ScriptRunnerEvent.SCRIPT_STARTED:
            with self._followed.unheard():
                self._begin(fragment=bool(fragment_ids_this_run))
            self._followed.go_on()

    def _begin(self, *, fragment: bool) -> None:
        self._end()
        if len(self.runs) < MAX_RUNS:
            self._run = self._new_run(fragment=fragment)

    def _new_run(self, left: State | None = None, *, fragment: bool = False) -> _Run:
        state, files = State(self._labels, left), Files(self._data)
        return _Run(
            self._folder, state, files, printed=self._printed, unheard=self._unheard, fragment=fragment
        )

    def _unheard(self) -> AbstractContextManager[None]:
        return self._followed.unheard()

    def _end(self, cut: str = "") -> None:
        run, self._run = self._run, None
        if run is not None:
            self.runs.append(run.finished(cut))
            self._left = run.state

    def _hear(self, frame: FrameType, event: str, arg: Any) -> bool:
        run = self._run
        if run is None or run.cut:
            self._followed.rest()
            return False
        try:
            return run.follow(frame, event, arg) if event != "call" else self._enter(run, frame)
        except RecursionError:
            return event != "call"  # of what is called that deep, nothing is followed
        except Exception as problem:  # noqa: BLE001  # a film is no reason for an app to fail
            run.cut = f"as the recording failed ({type(problem).__name__})"
            return False

    def _enter(self, run: _Run, frame: FrameType) -> bool:
        if _makes_a_class(frame.f_code) or frame.f_code.co_name in _WITHIN_A_LINE:
            return False
        if not run.begun:
            run.begun = True
            self._begins()
        return run.enter(frame)


class _Call(NamedTuple):
    """A call that is followed: its number, its variables, and how often it came to each line."""

    frame: FrameType
    number: int
    watched: Watched
    rounds: dict[int, int]


class _Run:
    """One run that is being recorded."""

    def __init__(
        self,
        folder: str,
        state: State,
        files: Files,
        *,
        printed: Callable[[], str],
        unheard: Callable[[], AbstractContextManager[None]],
        fragment: bool,
    ) -> None:
        self._folder = folder
        self._printed = printed
        self._unheard = unheard
        self.fragment = fragment
        self.state = state
        self._files = files
        self._sent: list[Change] = []
        self._frames: list[_Call] = []
        """The calls that go on."""
        self._passed = 0
        self._passing = False
        self._calls = 0
        self._steps: list[FilmedStep] = []
        self._drawn: list[Drawn] = []
        self._by_drawing: list[Change] = []
        self._since = time.perf_counter_ns()
        self.cut = ""
        self.begun = False
        self._listen()

    def _listen(self) -> None:
        """Note what the run draws, on its way to the browser."""
        context = get_script_run_ctx()
        if context is None:
            return
        self._context, self._enqueue = context, context._enqueue

        def enqueue(message: ForwardMsg) -> None:
            with contextlib.suppress(Exception), self._unheard():  # a film is no reason for an app to fail
                self._draws(message)
            self._enqueue(message)

        context._enqueue = enqueue

    def _draws(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") != "delta" or len(self._drawn) >= MAX_DRAWN:
            return
        kind, said = told(message.delta)
        words = text(said)
        if (widget := _widget(message.delta)) and (value := self.state.widget(widget)):
            label = (
                words or getattr(message.delta.new_element, kind).placeholder
                if kind == "chat_input"
                else words
            )
            self._by_drawing += self.state.drawn(widget, label or kind.replace("_", " "))
            words = f"{words} = {value}"[:MAX_TEXT]
        self._drawn.append(Drawn(len(self._steps), list(message.metadata.delta_path), kind, words))

    # --- steps ---

    def enter(self, frame: FrameType) -> bool:
        """A function of the app's own was called; whether it is followed."""
        if self._passing or len(self._frames) >= MAX_DEPTH:
            return False
        self._frames.append(_Call(frame, self._calls, Watched(), {}))
        self._calls += 1
        return self._note(frame, "call", None)

    def follow(self, frame: FrameType, event: str, arg: Any) -> bool:
        """A line is about to run, an exception was raised, or a call returns; whether to go on."""
        while self._frames and self._frames[-1].frame is not frame:
            self._frames.pop()  # its end was not heard of
        if not self._frames:
            return False
        if event == "line":
            rounds, line = self._frames[-1].rounds, frame.f_lineno
            rounds[line] = number = rounds.get(line, 0) + 1
            if number > MAX_ROUNDS:
                return self._pass_over(frame)
        self._passing = False
        going = self._note(frame, event, arg)
        if event == "return":
            self._frames.pop()
        return going

    def _pass_over(self, frame: FrameType) -> bool:
        """One more round of a loop, which is no step of its own."""
        self._passed += 1
        if self._passed > MAX_PASSED:
            self.cut = f"after {MAX_PASSED:,} more lines of loops"
            return False
        passing, self._passing = self._passing, True
        return passing or self._note(frame, "rounds", None)

    def _note(self, frame: FrameType, event: str, arg: Any) -> bool:
        """What is so before a line is run: all that has changed since the step before was that step's doing."""
        if len(self._steps) >= MAX_STEPS:
            self.cut = f"after {MAX_STEPS:,} steps"
            return False
        self._close_last(frame)
        said = ""
        if event == "exception":
            said = _shown_exception(arg)
        elif event == "return" and arg is not None and frame.f_code.co_name != "<module>":
            said = short(arg)
        code, number = frame.f_code, self._frames[-1].number
        place = code.co_filename.removeprefix(self._folder), frame.f_lineno, len(self._frames), number
        self._steps.append(FilmedStep(event, *place, text(code.co_name), said, []))
        self._since = time.perf_counter_ns()
        return True

    def _close_last(self, frame: FrameType | None = None) -> None:
        """Write down what the last step has changed: variables, session state, files, and what was printed."""
        took = time.perf_counter_ns() - self._since
        changes = self.state.changes(took)
        if not self._steps:
            changes += self.state.widgets_changed()
        elif frame is not None:
            _, number, watched, _ = self._frames[-1]
            values = frame.f_locals
            changes += [
                Change("variable", name, self.state.of_variable(values.get(name), told), number)
                for name, told in watched.look(values, took)
            ]
        if self._by_drawing:
            changes += self._by_drawing
            self._by_drawing = []
        changes += self._files.changes(took)
        if printed := self._printed():
            changes.append(Change("printed", "", text(printed, MAX_FILE)))
        if changes:
            (self._steps[-1].changes if self._steps else self._sent).extend(changes)

    def finished(self, cut: str) -> FilmedRun:
        """All of it."""
        if hasattr(self, "_context"):
            self._context._enqueue = self._enqueue
        if self.cut and self._steps:
            last = self._steps[-1]
            self._steps.append(FilmedStep("rest", last.file, last.line, 1, 0, "<module>", "", []))
        self._close_last()
        if self._steps and not self.fragment:
            self._steps[-1].changes.extend(self.state.widgets_changed())
        return FilmedRun(
            before=self.state.before,
            files=self._files.before,
            sent=self._sent,
            widgets=self.state.widgets_before,
            steps=self._steps,
            drawn=self._drawn,
            fragment=self.fragment,
            cut=self.cut or cut,
        )


def _makes_a_class(code: CodeType) -> bool:
    """Whether this is the body of a class: what it sets are the class's attributes, and no variables of the run."""
    return code.co_name != "<module>" and not code.co_flags & inspect.CO_OPTIMIZED


def _shown_exception(arg: Any) -> str:
    kind, problem = arg[0], arg[1]
    try:
        said = str(problem)
    except Exception:  # noqa: BLE001  # its __str__ is the app's
        said = ""
    return text(f"{getattr(kind, '__name__', kind)}: {said}")


def _widget(delta: Any) -> str:
    """Streamlit's id of a widget that is drawn; nothing for a button, and for what is no widget."""
    kind = delta.new_element.WhichOneof("type") if delta.WhichOneof("type") == "new_element" else None
    return "" if kind is None or kind in _BUTTONS else getattr(getattr(delta.new_element, kind), "id", "")

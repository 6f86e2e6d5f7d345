"""What a hostile worker answers is a page, or a failure of the app: never the grader's error, never a hang.

Real answers are recorded, changed (bytes, MessagePack, Streamlit's messages field by field, their order), and
read as checks read them. A verdict on a changed page is held against what that page shows, read here by
other means.
"""

from __future__ import annotations

import contextlib
import copy
import importlib.util
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from statecourse.app.app import App
from statecourse.app.server import AppServer, Bench
from statecourse.apptest import messages
from statecourse.checks import Inputs, exception_of, expect, number_after, own_keys, page_text, widget
from statecourse.codec.encode import shown
from statecourse.course.limits import Limits
from statecourse.judge.outcome import failure_of
from statecourse.sandbox.channel import Channel, ProtocolError
from statecourse.sandbox.worker_handle import WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.sandbox.sandbox import Sandbox

pytestmark = pytest.mark.slow

relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

EVERYTHING = """
import datetime as dt
import enum
import pandas as pd
import streamlit as st

class Size(enum.Enum):
    SMALL = 1

class Own:
    n = 1

table = pd.DataFrame({"a": [1, 2], "b": ["x", None]})
st.session_state.setdefault("n", 0)
st.session_state["values"] = [Size.SMALL, Own(), {1, 2}, {"a": (1, b"x")}, table, len, dt.date(2026, 1, 2)]
st.title("Title"); st.header("Header"); st.caption("aside"); st.code("x = 1"); st.latex("x"); st.divider()
st.write("Likes: 3", table); st.table(table); st.json({"a": [1]}); st.html("<b>x</b>"); st.toast("up")
st.metric("Likes", 4, 1); st.progress(0.5, "half"); st.success("good"); st.exception(ValueError("shown"))
st.button("Go", key="go"); st.checkbox("Check", True); st.toggle("Toggle"); st.color_picker("Color")
st.date_input("Date", (dt.date(2026, 1, 1), dt.date(2026, 1, 2))); st.time_input("Time"); st.number_input("Number", 0, 9)
st.datetime_input("Moment"); st.text_input("Name", key="name"); st.text_area("Area"); st.chat_input("Chat")
st.selectbox("Pick", ["a", "b"], format_func=str.upper); st.multiselect("Many", ["a", "b"], ["b"])
st.radio("Radio", [1, 2], format_func=lambda n: f"no {n}"); st.pills("Pills", ["a", "b"]); st.feedback("stars")
st.segmented_control("Parts", ["a", "b"], selection_mode="multi"); st.slider("Slide", 0, 9, (1, 2))
st.select_slider("Steps", ["a", "b", "c"]); st.file_uploader("File"); st.download_button("Down", b"x")
st.camera_input("Camera"); st.link_button("Link", "https://example.org")
one, two = st.columns(2); one.text("one")
tab, _ = st.tabs(["A", "B"]); tab.text("in a tab")
with st.sidebar, st.expander("More"), st.chat_message("user"):
    st.text("deep")
with st.status("Status"), st.container(border=True), st.popover("Pop"):
    st.text("deeper")
with st.form("f"):
    st.number_input("Inside", 0, 10)
    st.form_submit_button("Send")
st.query_params["q"] = "1"
raise ValueError("at the end")
"""

LIKES = (Path(__file__).parents[1] / "minicourse" / "solutions" / "ex01a_likes" / "app.py").read_text()


@dataclass(repr=False)
class Recorded:
    """An app's folder, and the answers of its worker as they travelled."""

    folder: Path
    pages: list[bytes]


class Told(App):
    """An app whose worker gives these answers, one after another, and the last one for ever."""

    answers: list[bytes]

    def _request(self, *_: Any, **__: Any) -> messages.Run:
        if self.page is not None:
            self._tree.get_widget_states()
        return messages.Run(0, None, None, None, None, None, "", 1.0)

    def _send(self, run: messages.Run) -> messages.Page:
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        page = Channel.decode(answer, messages.Reply)
        if not isinstance(page, messages.Page):
            raise ProtocolError(type(page).__name__)
        return page

    def _call(self, handle: int, args: tuple[Any, ...]) -> Any:
        return str(args[0])


def told(folder: Path, sandbox: Sandbox, *answers: bytes) -> Told:
    """An app whose worker answers so."""
    server = AppServer(Bench(sandbox, Limits()), folder, live=False)
    app = Told(folder / "app.py", default_timeout=1, server=server)
    app.answers = list(answers)
    return app


def verdict(app: App, check: Callable[[], object]) -> str:
    """``passed`` or what was said; an error of the grader is raised."""
    try:
        check()
    except Exception as problem:
        # As the worker's own line has it, which `Told` does not have.
        problem = WorkerLostError("protocol", str(problem)) if isinstance(problem, ProtocolError) else problem
        failure = failure_of(problem, [app._server])
        if failure is None:
            raise
        assert failure.summary
        assert len(str(failure)) < 100_000
        return failure.summary
    return "passed"


# --- all that can be read and done -------------------------------------------------------------

LISTS = sorted(name for name, member in vars(AppTest).items() if isinstance(member, property))
GESTURES: dict[str, list[tuple[Any, ...]]] = {
    "click": [()], "check": [()], "uncheck": [()], "increment": [()], "decrement": [()],
    "input": [("Ada",)], "select": [("a",)], "unselect": [("b",)], "select_index": [(0,)],
    "set_value": [("a",), (1,), (None,), (["a"],)], "set_range": [("a", "b")],
}  # fmt: skip
MAX_NODES = 300


def read_all(app: App) -> Iterator[Callable[[], object]]:
    """Everything that a check may read of a page, each for itself."""
    yield lambda: exception_of(app)
    yield lambda: page_text(app)
    yield lambda: number_after(app, "Likes")
    yield lambda: own_keys(app)
    yield lambda: shown(app.session_state)
    yield lambda: [shown(app.session_state[key]) for key in own_keys(app)]
    yield lambda: [expect(app.session_state[key]).to_be(1) for key in own_keys(app)]
    yield lambda: [expect(app.session_state[key]).not_to_contain(1) for key in own_keys(app)]
    yield lambda: expect(app).to_run()
    yield lambda: widget(app, "Go").click()
    yield app._state.edits
    yield lambda: (app.steps, app.printed, shown(app))
    for name in LISTS:
        yield lambda name=name: read(getattr(app, name)[0], "value", "label")


def use_all(app: App) -> Iterator[Callable[[], object]]:
    """Everything that a check may do with a page, each for itself."""
    nodes = [node for _, node in zip(range(MAX_NODES), app._tree, strict=False)]
    for node in nodes:
        yield lambda node=node: (read(node, "value", "label", "options", "indices"), str(node))
        for name, arguments in GESTURES.items() if isinstance(node, Widget) else ():
            for given_ in arguments if hasattr(type(node), name) else ():
                yield lambda node=node, name=name, given_=given_: getattr(node, name)(*given_)


def read(node: Any, *names: str) -> list[Any]:
    """Attributes of an element, as far as its kind has them."""
    found = []
    for name in names:
        try:
            found.append(getattr(node, name))
        except AttributeError as problem:
            if problem.name != name:
                raise
    return found


def go_over(app: App) -> None:
    """Open the page, read all, do all, and see the next one; each step has a verdict of its own."""
    if verdict(app, app.run) != "passed":
        return
    for step in [*read_all(app), *use_all(app), lambda: [*app.pending_widgets()], app.run]:
        verdict(app, step)


@pytest.fixture(scope="module")
def everything(record: Any) -> Recorded:
    """An app that shows one of everything."""
    return Recorded(*record(EVERYTHING))


def test_the_honest_page_can_be_gone_over(everything: Recorded, sandbox: Sandbox) -> None:
    """So that the other tests show something: what can be read and done passes, with few exceptions."""
    app = told(everything.folder, sandbox, *everything.pages).run()
    found = [verdict(app, step) for step in read_all(app) if step]
    assert found.count("passed") > 50


# --- changes -----------------------------------------------------------------------------------

TEXTS = ["", "Likes: 7", "Go", "\0", "x" * 300, "\u202e", "<b>&", "-1", "1e999", "NaN", "a", "$$ID-x-y"]
NUMBERS = [0, 1, -1, 2, 63, 64, 65, 127, 2**31 - 1, -(2**31), 2**32 - 1, 2**63 - 1, -(2**63), 2**64 - 1]
FLOATS = [0.0, -1.0, math.nan, math.inf, 1e308, 5e-324, 0.5]
BYTES = [b"", b"\xff", b"\xff\xff\xff\xff" * 4, b"ARROW1\0\0"]

Change = tuple[int, int, int]
changes = st.lists(
    st.tuples(st.integers(0, 9_999), st.integers(0, 9_999), st.integers(0, 99)), min_size=1, max_size=6
)


def odd(kind: int, number: int) -> Any:
    """An odd value for a field of a type."""
    choices = {1: FLOATS, 2: FLOATS, 8: [True, False], 9: TEXTS, 12: BYTES}.get(kind, NUMBERS)
    return choices[number % len(choices)]


def parts_of(message: Any, depth: int = 0) -> Iterator[Any]:
    """A message with all messages in it."""
    yield message
    for field, value in message.ListFields() if depth < 20 else ():
        if field.type == field.TYPE_MESSAGE and not is_map(field):
            for inner in value if field.is_repeated else [value]:
                yield from parts_of(inner, depth + 1)


def is_map(field: Any) -> bool:
    """Whether a field is a table, which has its own ways."""
    return bool(field.message_type and field.message_type.GetOptions().map_entry)


def change(message: Any, where: int, what: int, number: int) -> None:
    """Change one field of a message, or of one in it: set, cleared, added, many times over."""
    parts = list(parts_of(message))
    part = parts[where % len(parts)]
    fields = [field for field in part.DESCRIPTOR.fields if not is_map(field)]
    if not fields:
        return
    field = fields[what % len(fields)]
    with contextlib.suppress(ValueError, TypeError):  # a number that the field's type does not hold
        if number % 10 == 0:
            part.ClearField(field.name)
        elif field.is_repeated and field.type == field.TYPE_MESSAGE:
            for _ in range([1, 2, 50][number % 3]):
                getattr(part, field.name).add()
        elif field.is_repeated:
            getattr(part, field.name).extend([odd(field.type, number)] * [1, 3, 80][number % 3])
        elif field.type == field.TYPE_MESSAGE:
            getattr(part, field.name).SetInParent()
        else:
            setattr(part, field.name, odd(field.type, number))


def changed(answer: bytes, steps: list[Change]) -> bytes:
    """A page whose messages are changed, moved, dropped, doubled or given other places."""
    page = msgspec.msgpack.decode(answer)
    messages = [ForwardMsg.FromString(body) for body in page["messages"]]
    for where, what, number in steps:
        if not messages:
            break
        chosen = messages[where % len(messages)]
        match number % 8:
            case 0:
                messages.remove(chosen)
            case 1:
                messages.insert(what % len(messages), chosen)
            case 2:
                path = [what % 5, number, NUMBERS[what % 6] % 2**32] * [1, 2, 30][number % 3]
                chosen.metadata.delta_path[:] = path[: what % 40]
            case 3:
                chosen.metadata.delta_path[:] = messages[what % len(messages)].metadata.delta_path
            case _:
                change(chosen.delta if number % 2 else chosen, what, where, number)
    return msgspec.msgpack.encode(page | {"messages": [m.SerializeToString() for m in messages]})


@relaxed
@given(steps=changes)
def test_a_page_whose_messages_are_changed(
    steps: list[Change], everything: Recorded, sandbox: Sandbox
) -> None:
    """Field by field, as Streamlit never makes them."""
    answer = everything.pages[0]
    go_over(told(everything.folder, sandbox, changed(answer, steps), answer))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to all parts of a nested value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(way for key, item in items for way in places(item, (*path, key)))]


def at(value: Any, path: tuple[Any, ...]) -> Any:
    """The part that a way leads to."""
    for key in path:
        value = value[key]
    return value


ODD_PARTS = [
    None, True, -1, 2**64 - 1, -(2**63), math.nan, math.inf, "", "x", "$$ID-x-y", b"", b"\xff", [], {},
    ["seq", "set", [1, 1]], ["seq", "deque", [], -1], ["map", "default", [], "eval"], ["blob", b"x", True],
    ["map", "dict", [[["seq", "list", []], 1]]], ["map", "counter", [["a", "b"]]], ["seq", "list", [[[]]]],
    ["text", "int", "9" * 5000], ["text", "decimal", "1e999999999"], ["text", "fraction", "1/0"],
    ["text", "range", "0 999999999999999999 1"], ["text", "complex", "nanj"], ["text", "Timestamp", "9999999"],
    ["text", "datetime", "2026-01-01T00:00 0 ../../etc/passwd"], ["text", "type", "repr"], ["text", "eval", "1"],
    ["text", "timedelta", "999999999999 0 0"], ["text", "path", "\0"], ["text", "uuid", "x"],
    ["array", "<f8", [10**9, 0], b""], ["array", "O", [1], b"x" * 8], ["array", "M8[999999999D]", [1], b"\1" * 8],
    ["array", "<U1", [2], b"\xff" * 8], ["array", "S0", [1], b""], ["array", "<f8", [], b"x" * 8, True],
    ["array", "<M8[ns]", [1], b"\xff" * 8], ["array", "V8", [1], b"x" * 8], ["array", "<c16", [-1], b"x" * 16],
    ["frame", "DataFrame", b""], ["frame", "Series", b"ARROW1"], ["upload", "", "\0", "x", b""],
    ["chat", "x", None, None, True], ["thing", "Own", "…", 0], ["thing", "x" * 9, "", 1, True, "label", "base"],
    ["thing", "int", "1", 2, False, None, 1, [["x", 1]], True], ["thing", "T", "T()", 3, False, None, 2**63],
    ["thing", "T", "", 4, False, None, ["seq", "tuple", [["thing", "T", "", 4]]], [["__class__", 1]]],
    ["thing", "T", "", 5, False, None, None, [["me", ["thing", "T", "", 5]]], True, True],
]  # fmt: skip


@relaxed
@given(steps=changes)
def test_a_page_with_odd_parts(steps: list[Change], everything: Recorded, sandbox: Sandbox) -> None:
    """Each fits its schema more or less, and none is what an honest worker sends."""
    page = msgspec.msgpack.decode(everything.pages[0])
    for where, what, number in steps:
        ways = [way for way in places(page) if len(way) > number % 3]
        *way, last = ways[where % len(ways)]
        at(page, tuple(way))[last] = copy.deepcopy(ODD_PARTS[what % len(ODD_PARTS)])
    go_over(told(everything.folder, sandbox, msgspec.msgpack.encode(page), everything.pages[0]))


# --- verdicts ----------------------------------------------------------------------------------


def shows(answer: bytes, label: str) -> float | None:
    """The number that a page shows after a label, read by other means: the last in page order; else None."""
    root: dict[int, Any] = {0: {}, 1: {}, 2: {}}
    for body in msgspec.msgpack.decode(answer)["messages"]:
        message = ForwardMsg.FromString(body)
        kind = message.delta.WhichOneof("type") if message.HasField("delta") else None
        if kind in {"new_element", "add_block"}:
            *way, last = message.metadata.delta_path
            block = root
            for step in way:
                block = block.setdefault(step, {})
            is_block, before = kind == "add_block", block.get(last)
            block[last] = (before if isinstance(before, dict) else {}) if is_block else said(message)
    found = re.findall(rf"(?<!\w){label}(?!\w)(\W*?)([-−]?\d+)(?!\w)", "\n".join(flat(root)), re.IGNORECASE)
    # Where a colon follows the label somewhere, only such places count.
    numbers = [number for signs, number in found if ":" in signs] or [number for _, number in found]
    return float(numbers[-1].replace("−", "-")) if numbers else None


def flat(block: Any) -> list[str]:
    """All texts in a tree."""
    return [text for part in block.values() for text in flat(part)] if isinstance(block, dict) else [block]


def said(message: ForwardMsg) -> str:
    """What an element says; a widget says nothing."""
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    if kind == "metric":
        return f"{element.metric.label}: {element.metric.body}"
    return str(getattr(getattr(element, kind), "body", "")) if kind in {"markdown", "text", "heading"} else ""


LIE = st.sampled_from(
    ["Likes: 0", "Likes: 3", "Likes 2", "likes: **3**", "Dislikes: 3", "Likes: 3x", "3", ""]
)
lies = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), LIE), max_size=4)


def lying(answer: bytes, told_lies: list[tuple[int, int, str]]) -> bytes:
    """A page with other texts in it, in other places: more of them, or in place of what was there."""
    page = msgspec.msgpack.decode(answer)
    for where, place, text in told_lies:
        message = ForwardMsg.FromString(page["messages"][where % len(page["messages"])])
        message.delta.new_element.markdown.body = text
        message.metadata.delta_path[:] = [place % 3, place] if place % 2 else [0, 1, place]
        page["messages"].insert(where % (len(page["messages"]) + 1), message.SerializeToString())
    return msgspec.msgpack.encode(page)


@pytest.fixture(scope="module")
def likes(record: Any) -> Recorded:
    """The pages of an honest app: opened, and after each of three clicks."""
    return Recorded(*record(LIKES, "Like", 3))


@pytest.fixture(scope="module")
def checks() -> Any:
    """The checks of an exercise of the small course."""
    path = Path(__file__).parents[1] / "minicourse" / "graders" / "ex01a_likes" / "test_checks.py"
    spec = importlib.util.spec_from_file_location("checks_of_likes", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class ThreeClicks(Inputs):
    """Inputs that are known beforehand."""

    def number(self, low: int, high: int) -> int:
        """Three, whatever is asked for."""
        return 3


@relaxed
@given(told_lies=lies, steps=st.just([]) | changes, doctored=st.sampled_from(["first", "last"]))
@example(told_lies=[], steps=[], doctored="last")
def test_a_verdict_follows_from_what_the_page_shows(
    told_lies: list[Any], steps: list[Change], doctored: str, likes: Recorded, checks: Any, sandbox: Sandbox
) -> None:
    """A check passes where the page shows the number that it asks for, and nowhere else."""
    place, expected = (0, 0) if doctored == "first" else (3, 3)
    pages = list(likes.pages)
    pages[place] = changed(lying(pages[place], told_lies), steps)
    alone, app = told(likes.folder, sandbox, pages[place]), told(likes.folder, sandbox, *pages)
    # Where there is no page, nothing may pass.
    number = shows(pages[place], "Likes") if verdict(alone, alone.run) == "passed" else None
    if doctored == "first":
        found = verdict(app, lambda: checks.test_starts_at_zero(app))
    else:
        found = verdict(app, lambda: checks.test_counts_likes(app, ThreeClicks(0)))
    assert (found == "passed") == (number == expected)


# --- pages that would keep the judge busy -------------------------------------------------------


def with_parts(answer: bytes, **parts: Any) -> bytes:
    """A page with other parts."""
    return msgspec.msgpack.encode(msgspec.msgpack.decode(answer) | parts)


def one(kind: str, **fields: Any) -> bytes:
    """A message with one element."""
    message = ForwardMsg()
    message.metadata.delta_path[:] = [0, 0]
    element = getattr(message.delta.new_element, kind)
    for name, value in fields.items():
        if isinstance(value, list):
            getattr(element, name).extend(value)
        else:
            setattr(element, name, value)
    return message.SerializeToString()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            {"query_params": ["map", "dict", [["q", ["text", "range", "0 999999999999999999 1"]]]]},
            "a range of more than 200,000 numbers",
        ),
        (
            {"query_params": ["map", "dict", [["q", 1]]]},
            "the page's address has something other than text in it",
        ),
        (
            {"messages": [one("markdown", body="Likes " * 1_000_000)]},
            "the page shows more than 5,000,000 characters",
        ),
        (
            {"messages": [one("exception", type="E", stack_trace=['File "' + "/check-x/app/" * 200_000])]},
            "the app stops with an exception",
        ),
        ({"messages": [one("button", label="x", id="$$ID-x-y")] * 20_001}, "the page has 20,001 parts"),
    ],
    ids=["range", "address", "text", "trace", "elements"],
)
def test_a_page_that_would_take_long_to_read(
    parts: dict[str, Any], said: str, likes: Recorded, sandbox: Sandbox
) -> None:
    """Is not read to its end, and that is said."""

    def check() -> None:
        app.run()
        expect(app).to_run()
        number_after(app, "Likes")
        app.query_params["other"] = "1"
        assert app._address()

    app = told(likes.folder, sandbox, with_parts(likes.pages[0], **parts))
    assert verdict(app, check).startswith(said)

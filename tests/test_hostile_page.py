"""A worker may send anything: what comes of it is the app's failure, and never the grader's."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statecourse.app.app import App
from statecourse.app.server import AppServer, Bench, bench
from statecourse.apptest import messages
from statecourse.checks import exception_of, expect, number_after, own_keys, page_text, texts_after, widget
from statecourse.codec.encode import shown
from statecourse.course.limits import Limits
from statecourse.judge.outcome import app_error, failure_of
from statecourse.sandbox.channel import Channel, ChannelError, ProtocolError
from statecourse.sandbox.messages import ServerReply, ServerRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from statecourse.sandbox.sandbox import Sandbox

pytestmark = pytest.mark.slow

SCRIPT = """
import streamlit as st
import pandas as pd
st.session_state.setdefault("n", 0)
st.session_state.setdefault("items", [{"a": (1, 2)}, "x"])
st.session_state.setdefault("table", pd.DataFrame({"a": [1, 2]}))
st.title("Title")
st.write("Clicks: 3")
st.metric("Clicks", 4)
st.text_input("Name", key="name")
st.selectbox("Pick", ["a", "b"], format_func=str.upper)
st.button("Go")
st.dataframe(pd.DataFrame({"a": [1, 2]}))
with st.form("f"):
    st.number_input("Number", 0, 10)
    st.form_submit_button("Send")
st.query_params["q"] = "1"
raise ValueError("at the end")
"""


@pytest.fixture(scope="module")
def real(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app with an honest page."""
    folder: Path = tmp_path_factory.mktemp("app")
    (folder / "app.py").write_text(SCRIPT)
    with bench(sandbox, Limits(run_seconds=10)):
        yield App(folder / "app.py", default_timeout=10).run()


class Told(App):
    """An app whose worker answers as it is told."""

    answer: bytes = b""

    def _request(self, *_: Any, **__: Any) -> messages.Run:
        return messages.Run(0, None, None, None, None, None, "", 1.0)

    def _send(self, run: messages.Run) -> messages.Page:
        page = Channel.decode(self.answer, messages.Reply)
        if not isinstance(page, messages.Page):
            raise ProtocolError(type(page).__name__)
        return page

    def _call(self, handle: int, args: tuple[Any, ...]) -> Any:
        return str(args[0]).upper()


def look_around(app: App) -> None:
    """Does with a page what checks do first."""
    app.run()
    assert exception_of(app) == "ValueError"
    error = app_error(app)
    assert error is not None
    assert (error.message, error.line) == ("at the end", 18)


def look_closely(app: App) -> None:
    """Reads everything that there is."""
    app.run()
    assert "Clicks: 3" in page_text(app)
    assert number_after(app, "Clicks") == 4
    assert texts_after(app, "Clicks") == ["3", "4"]
    assert own_keys(app) == ["items", "n", "table"]
    for key in own_keys(app):
        assert shown(app.session_state[key])
    assert app.query_params.get("q") == "1"
    assert app.metric[0].value == "4"
    assert app.printed == ""
    assert app.steps == []


def touch(app: App) -> None:
    """Uses the widgets."""
    app.run()
    app.selectbox[0].select("B")
    app.text_input(key="name").input("Ada")
    widget(app, "Go").click().run()
    assert app.dataframe[0].value["a"].tolist() == [1, 2]
    expect(app.session_state["table"]).to_be(pd.DataFrame({"a": [1, 2]}))


CHECKS = (look_around, look_closely, touch)


def told(real: App, answer: bytes) -> tuple[Told, Bench]:
    """An app whose worker gives this answer to everything."""
    made = Bench(real._server._bench.sandbox, real._server._bench.limits)
    app = Told(real._script_path, default_timeout=1, server=AppServer(made, real.folder, live=False))
    app.answer = answer
    return app, made


def judged(real: App, answer: bytes) -> None:
    """Run the checks against a page; each passes, or fails with something that can be told."""
    for check in CHECKS:
        app, made = told(real, answer)
        try:
            check(app)
        except Exception as problem:
            failure = failure_of(problem, made.servers)
            if failure is None:
                raise
            assert failure.summary


def encoded(page: Any) -> bytes:
    """A message as it travels."""
    return msgspec.msgpack.encode(page)


def test_the_honest_page_is_read(real: App) -> None:
    """So that the other tests show something."""
    for check in CHECKS:
        check(told(real, encoded(real.page))[0])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_are_no_message(data: bytes) -> None:
    """Of whatever type one was waited for."""
    for kind in (messages.Reply, ServerReply, messages.Request, ServerRequest):
        with contextlib.suppress(ProtocolError):
            Channel.decode(data, kind)


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=10)
    | st.binary(max_size=10)
    | st.sampled_from(
        ["seq", "map", "text", "thing", "frame", "array", "list", "dict", "int", "$$ID-x-y", "Page"]
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [field.name for field in msgspec.structs.fields(messages.Page)]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=st.sampled_from(FIELDS), value=ANY)
def test_a_page_with_anything_in_one_of_its_fields(field: str, value: Any, real: App) -> None:
    """Is refused, or read as an odd page."""
    page = msgspec.to_builtins(real.page, builtin_types=(bytes,))
    judged(real, encoded({**page, "type": "Page", field: value}))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to all parts of a nested value."""
    found = [path] if path else []
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        found += [way for key, item in items for way in places(item, (*path, key))]
    return found


def put(value: Any, path: tuple[Any, ...], part: Any) -> None:
    """Replace the part that a way leads to."""
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = part


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_page_with_anything_in_any_place(data: st.DataObject, real: App) -> None:
    """However deep it lies."""
    page = msgspec.msgpack.decode(encoded(real.page))
    ways = places(page)
    for _ in range(data.draw(st.integers(1, 3))):
        put_at = data.draw(st.sampled_from(ways))
        try:
            put(page, put_at, data.draw(ANY))
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    judged(real, encoded(page))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_page_whose_messages_are_damaged(data: st.DataObject, real: App) -> None:
    """Streamlit's own protobuf, with some of its bytes changed."""
    page = msgspec.msgpack.decode(encoded(real.page))
    number = data.draw(st.integers(0, len(page["messages"]) - 1))
    message = bytearray(page["messages"][number])
    for _ in range(data.draw(st.integers(1, 4))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    page["messages"][number] = bytes(message)
    judged(real, encoded(page))


def read_on(channel: Channel) -> None:
    """Read one message after another."""
    while True:
        channel.receive(messages.Reply)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=64))
def test_a_channel_that_is_fed_anything(data: bytes) -> None:
    """Ends in one of its own errors."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(data)
        theirs.shutdown(socket.SHUT_WR)
        with pytest.raises(ChannelError):
            read_on(Channel(ours))


def test_a_message_that_claims_to_be_huge() -> None:
    """Is refused before it is read."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"\xff\xff\xff\xff")
        with pytest.raises(
            ProtocolError, match="a message of 4,294,967,295 bytes is over the limit of 33,554,432"
        ):
            Channel(ours).receive(messages.Reply)

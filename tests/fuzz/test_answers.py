"""What comes over a worker's line: any bytes, in any pieces, as large as they claim to be or not.

The worker's side of a real `Worker` is played here. Whatever it sends, the judge gets a message of the
protocol or says that the worker is lost, in bounded time and memory.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import os
import socket
import struct
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pytest
from google.protobuf.message import DecodeError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from statecourse.apptest import messages
from statecourse.apptest.field_count import BadMessageError, count_fields
from statecourse.apptest.messages import Page
from statecourse.course.limits import Limits
from statecourse.sandbox.app_folder import Scratch
from statecourse.sandbox.channel import Channel
from statecourse.sandbox.messages import Ready, Reaped, Trouble
from statecourse.sandbox.part_count import packed_parts
from statecourse.sandbox.processes import SandboxError
from statecourse.sandbox.worker_handle import Worker, WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from statecourse.sandbox.processes import Forked

pytestmark = pytest.mark.slow


class Gone:
    """A worker's process that had already been killed."""

    pid = os.getpid()

    def reap(self) -> Reaped:
        """How it had exited."""
        return Reaped(signal=9)


relaxed = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

encode = msgspec.msgpack.encode
HONEST = [
    Ready(["seccomp"]),
    messages.Opened(),
    Page([b"\x0a\x00"], [("n", 1)], [], [], None, None, None, "", []),
    messages.Returned(1),
    messages.Parsed(),
    messages.Files({"app.py": b"x"}),
    Trouble("timeout", "late"),
]


def framed(body: bytes, claim: int | None = None) -> bytes:
    """A body with its length before it, or with another one."""
    return struct.pack("!I", len(body) if claim is None else claim) + body


bodies = st.sampled_from(HONEST).map(encode) | st.binary(max_size=40)
flipped = st.tuples(bodies, st.integers(0, 99), st.integers(0, 255)).map(
    lambda given_: given_[0][: given_[1]] + bytes([given_[2]]) + given_[0][given_[1] + 1 :]
)
frames = (
    bodies.map(framed)
    | flipped.map(framed)
    | st.tuples(bodies, st.sampled_from([0, 1, 5, 2**16, 2**25, 2**31, 2**32 - 1])).map(lambda g: framed(*g))
    | st.tuples(bodies, st.integers(0, 30)).map(lambda given_: framed(given_[0])[: given_[1]])
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """Where a worker's app would be."""
    root: Path = tmp_path_factory.mktemp("scratch")
    made = Scratch(root, tmp_path_factory.mktemp("app"), None)
    yield made
    made.remove()


@relaxed
@given(sent=st.lists(frames, max_size=5))
@example(sent=[framed(encode(HONEST[0])), framed(b"\xc0", 2**32 - 1)])
@example(sent=[framed(encode(HONEST[0])), framed(b"\x91" * 5_000 + b"\xc0")])
@example(sent=[framed(encode(HONEST[0])), framed(b"\xc7\xff\x01" + bytes(255))])
def test_a_worker_that_sends_anything(sent: list[bytes], folder: Scratch) -> None:
    """Is asked until it is lost; then it stays lost, and says how in a sentence."""
    ours, theirs = socket.socketpair()
    with theirs:
        theirs.sendall(b"".join(sent))
        theirs.shutdown(socket.SHUT_WR)
        limits = Limits(run_seconds=5, check_seconds=5)
        try:
            worker = Worker(Channel(ours), folder, limits, cast("Forked", Gone()), replies=messages.Reply)
        except SandboxError as problem:
            assert str(problem).startswith(("a worker did not start: ", "a worker could not be confined: "))
            return
        for _ in itertools.repeat(None, len(sent) + 40):
            try:
                assert type(worker.ask(messages.ReadFiles())) in {type(message) for message in HONEST}
            except WorkerLostError as problem:
                assert problem.kind in {"protocol", "crashed"}
                break
        with pytest.raises(WorkerLostError) as again:
            worker.ask(messages.ReadFiles())
        assert again.value.kind == "over"


def test_an_answer_that_comes_drop_by_drop_is_late(folder: Scratch) -> None:
    """The judge's clock runs on, however busy the line is."""
    ours, theirs = socket.socketpair()
    done = threading.Event()

    def drip() -> None:
        with contextlib.suppress(OSError):
            theirs.sendall(framed(encode(HONEST[0])) + framed(b"", 2**20))
            while not done.wait(0.02):
                theirs.sendall(b"\x91")

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        worker = Worker(Channel(ours), folder, Limits(), cast("Forked", Gone()), replies=messages.Reply)
        with pytest.raises(WorkerLostError, match="still running after 0.3 seconds"):
            worker.ask(messages.ReadFiles(), 0.3)
    finally:
        done.set()
        dripping.join()
        theirs.close()


# --- parts are counted -------------------------------------------------------------------------

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=40)
    | st.binary(max_size=300)
    | st.builds(msgspec.msgpack.Ext, st.integers(-128, 127), st.binary(max_size=40)),
    lambda inner: st.lists(inner, max_size=20) | st.dictionaries(st.text(max_size=40), inner, max_size=20),
    max_leaves=60,
)


def size(value: Any) -> int:
    """How many values this is, counted on the value itself."""
    if isinstance(value, dict):
        return 1 + sum(1 + size(item) for item in value.values())
    return 1 + sum(map(size, value)) if isinstance(value, list) else 1


@given(plain)
@example([0] * 70_000)
@example({str(number): math.pi for number in range(70_000)})
@example(["x" * 70_000, b"x" * 70_000, msgspec.msgpack.Ext(1, b"x" * 70_000), 2**40, -(2**40), 300, -300])
def test_the_parts_of_a_body_are_counted_as_they_are(value: Any) -> None:
    """Exactly, for what a MessagePack encoder makes."""
    assert packed_parts(encode(value), 10**9) == size(value)


@given(st.binary(max_size=200))
def test_whatever_can_be_decoded_was_counted_whole(data: bytes) -> None:
    """A body cannot have more parts than were counted."""
    counted = packed_parts(data, 10**9)
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError, TypeError):
        assert counted >= size(msgspec.msgpack.decode(data))


def fields_of(message: Any) -> int:
    """How many fields a message has that was made of bytes, counted on the message itself."""
    return sum(
        sum(1 + fields_of(part) for part in (value if field.is_repeated else [value]))
        if field.type == field.TYPE_MESSAGE and not field.message_type.GetOptions().map_entry
        else 1
        for field, value in message.ListFields()
    )


@given(
    st.binary(max_size=60), st.sampled_from(["selectbox", "button_group", "slider", "metric", "dataframe"])
)
def test_whatever_message_can_be_read_was_counted(data: bytes, kind: str) -> None:
    """At least its fields; and where the count fails, so does the reading."""
    message = ForwardMsg()
    getattr(message.delta.new_element, kind).SetInParent()
    inside = getattr(message.delta.new_element, kind).DESCRIPTOR
    try:
        read = type(getattr(message.delta.new_element, kind)).FromString(data)
    except DecodeError:
        return
    try:
        assert count_fields(data, inside, 10**9) >= fields_of(read)
    except BadMessageError:
        pytest.fail("what can be read must be countable")


# --- and bounded -------------------------------------------------------------------------------

MEASURE = """
import os, resource, sys
import msgspec
import pandas, pyarrow
from google.protobuf.internal.encoder import _VarintBytes as varint
from statecourse.apptest import messages
from statecourse.sandbox.channel import Channel, ProtocolError
from statecourse.course.limits import Limits
from statecourse.sandbox.messages import Ready, Reaped, Trouble
from statecourse.apptest.page_state import PageState
from statecourse.apptest.page_tree import BadPageError, parse
from statecourse.codec.forms import BadValueError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SIZE = 30 * 2**20
BARE = {"messages": [], "state": [], "widgets": [], "testing": [], "query_params": None,
    "secrets": None, "user": None, "page_hash": "", "pages": []}

def many(part):
    count = SIZE // len(part)
    return b"\\xdd" + count.to_bytes(4, "big") + part * count

def page(name, value):
    parts = {key: msgspec.msgpack.encode(part) for key, part in BARE.items()} | {name: value}
    body = b"".join(msgspec.msgpack.encode(key) + part for key, part in parts.items())
    return bytes([0x81 + len(parts)]) + b"\\xa4type\\xa4Page" + body

def element(name, field, part):
    delta = ForwardMsg.DESCRIPTOR.fields_by_name["delta"]
    new = delta.message_type.fields_by_name["new_element"]
    kind = new.message_type.fields_by_name[name]
    number = kind.message_type.fields_by_name[field].number
    if part:
        tag = varint(number << 3 | 2) + part
        body = tag * (SIZE // len(tag))
    else:
        body = varint(number << 3 | 2) + varint(SIZE) + bytes(SIZE)
    for outer in (kind, new, delta):
        body = varint(outer.number << 3 | 2) + varint(len(body)) + body
    metadata = ForwardMsg()
    metadata.metadata.delta_path.extend([0, 0])
    return metadata.SerializeToString() + body

BOMBS = {
    "keys": lambda: page("state", many(b"\\x92\\xa0\\xc0")),
    "widgets": lambda: page("widgets", many(b"\\x93\\xa0\\xc0\\xc0")),
    "messages": lambda: page("messages", many(b"\\xc4\\x00")),
    "nothing": lambda: page("user", b"\\x93\\xa3seq\\xa4list" + many(b"\\xc0")),
    "lists": lambda: page("user", b"\\x93\\xa3seq\\xa4list" + many(b"\\x93\\xa3seq\\xa4list\\x90")),
    "objects": lambda: page("user", b"\\x93\\xa3seq\\xa4list" + many(b"\\x94\\xa5thing\\xa0\\xa0\\x00")),
    "pairs": lambda: page("user", b"\\x93\\xa3map\\xa4dict" + many(b"\\x92\\xc0\\xc0")),
    "options": lambda: page("messages", msgspec.msgpack.encode([element("button_group", "options", b"\\0")])),
    "texts": lambda: page("messages", msgspec.msgpack.encode([element("selectbox", "options", b"\\0")])),
    "numbers": lambda: page("messages", msgspec.msgpack.encode([element("multiselect", "default", b"")])),
}

def read(body):
    try:
        answer = Channel.decode(body, messages.Reply)
        parse(answer)
        state = PageState(None, dict)
        state.load(answer)
        state.decode(answer.user)
    except (ProtocolError, BadPageError, BadValueError) as problem:
        return f"refused: {problem}"
    return "read"

for name, make in BOMBS.items():
    sys.stdout.flush()
    if os.fork() == 0:  # each with memory of its own
        body = make()
        used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + 300 * 2**20,) * 2)
        print(name, read(body), flush=True)
        os._exit(0)
    os.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of a process's memory is Linux's")
def test_a_page_that_stands_for_far_more_than_its_bytes() -> None:
    """Is refused without as much memory: each part of a page takes up to a hundred times its bytes."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", MEASURE],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    assert dict(line.split(" ", 1) for line in done.stdout.splitlines()) == {
        **dict.fromkeys(
            ["keys", "widgets", "messages", "nothing", "lists", "objects", "pairs"],
            "refused: a message of more than 1,000,000 parts",
        ),
        **dict.fromkeys(["options", "texts", "numbers"], "refused: the page has more than 1,000,000 parts"),
    }

"""Parses the messages of a page into Streamlit's tree of elements, within limits: a hostile worker may have made them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import msgspec
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1.element_tree import parse_tree_from_messages

from statecourse.apptest.field_count import count_fields
from statecourse.report.report import TOO_MUCH

if TYPE_CHECKING:
    from streamlit.testing.v1.element_tree import ElementTree

    from statecourse.apptest.messages import Page

MAX_MESSAGES = 20_000
"""Messages that one page may have: about one for each element."""
MAX_FIELDS = 1_000_000
"""Fields that the messages of a page may have together, such as the options of its widgets."""
MAX_DEPTH = 64
"""Blocks within blocks."""
_SMALL = 2**20
"""Bytes of a page whose fields are not counted: so few cannot stand for too much."""


class BadPageError(Exception):
    """The worker's page is not one that Streamlit makes, or is too large to be one."""


def parse(page: Page) -> ElementTree:
    """The page's tree of elements.

    Raises `BadPageError` for messages that Streamlit cannot have made, and for too many of them.
    """
    if len(page.messages) > MAX_MESSAGES:
        raise BadPageError(f"the page has {len(page.messages):,} parts; at most {MAX_MESSAGES:,} are graded")
    try:
        _count_fields(page.messages)
        messages = [ForwardMsg.FromString(body) for body in page.messages]
        _check_depth(messages)
        tree = _tree_of(messages)
        # Walk it once here, where a tree that cannot be walked is the page's fault.
        for node in itertools.islice(tree, MAX_MESSAGES):
            _check_tables(getattr(node, "proto", None))
    except BadPageError:
        raise
    except MemoryError as problem:
        raise BadPageError(TOO_MUCH) from problem
    except Exception as problem:
        raise BadPageError(f"the page cannot be read: {type(problem).__name__}: {problem}") from problem
    return tree


def _count_fields(messages: list[bytes]) -> None:
    left = MAX_FIELDS
    for body in messages if sum(map(len, messages)) > _SMALL else []:
        left -= count_fields(body, ForwardMsg.DESCRIPTOR, left)
        if left < 0:
            raise BadPageError(f"the page has more than {MAX_FIELDS:,} parts")


def _check_depth(messages: list[ForwardMsg]) -> None:
    deepest = max((len(message.metadata.delta_path) for message in messages), default=0)
    if deepest > MAX_DEPTH:
        raise BadPageError(f"the page has blocks within blocks, {deepest:,} deep")


def _tree_of(messages: list[ForwardMsg]) -> ElementTree:
    try:
        return parse_tree_from_messages(messages)
    except AssertionError as problem:  # something lies in an element, where a browser gives up, too
        raise BadPageError(
            "the app draws into a container that is not on the page any more, which Streamlit cannot show: it was "
            "kept from an earlier run (in st.session_state, a cache or a module), or something else has taken its "
            "place; make containers anew in each run"
        ) from problem


def _check_tables(proto: Any) -> None:
    """Read an element's table once, before Streamlit does, which trusts what it reads."""
    for place in ("arrow_data", "lazy_data"):
        part = getattr(proto, place, None)
        data = getattr(getattr(part, "initial_chunk", part), "data", b"")
        if isinstance(data, bytes) and data:
            from statecourse.codec.arrow_guard import read_table  # noqa: PLC0415  # Arrow and pandas

            read_table(data)


def without_traces(page: Page) -> Page:
    """The page without the stack traces on it, which show lines of the script."""
    if not any(b'File "' in body for body in page.messages):
        return page
    messages = [ForwardMsg.FromString(body) for body in page.messages]
    for message in messages:
        if message.delta.new_element.HasField("exception"):
            message.delta.new_element.exception.ClearField("stack_trace")
    return msgspec.structs.replace(page, messages=[message.SerializeToString() for message in messages])

"""The page as a browser keeps it: Streamlit sends only changes, and when each run begins and ends.

It treats the messages as ``AppRoot`` and ``ClearStaleNodeVisitor`` of Streamlit's frontend do. Apart from `live`, as it
needs no server.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from streamlit.proto.Element_pb2 import Element

_ROOTS = range(4)
"""Main part, sidebar, events (toasts, dialogs), and bottom."""
_CLEARED_BY = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


@dataclass
class _Node:
    """An element, or a block with its children; ``run`` is the last one that drew it, or drew in it."""

    run: str = ""
    message: ForwardMsg | None = None
    children: dict[int, _Node] = field(default_factory=dict)
    closed: bool = False
    """Whether the visitor has closed this dialog; one that is drawn again is a new node, and open."""

    @property
    def kind(self) -> str:
        """The kind of block or element; empty for a place that no message has filled."""
        delta = self.message.delta if self.message else None
        return (
            str((delta.add_block if self.is_block else delta.new_element).WhichOneof("type")) if delta else ""
        )

    @property
    def is_block(self) -> bool:
        """Whether it can have children."""
        return self.message is None or self.message.delta.HasField("add_block")

    @property
    def fragment(self) -> str:
        """The fragment that drew it, if one did."""
        return self.message.delta.fragment_id if self.message else ""


class BrowserPage:
    """What a visitor sees."""

    def __init__(self) -> None:
        self._root = _new_root()
        self._run = ""

    def begin(self, run: str) -> None:
        """A run of the script, or of fragments of it, begins."""
        self._run = run

    def forget(self) -> None:
        """Show nothing, as after a syntax error of the script."""
        self._root = _new_root()

    def forget_toasts(self) -> None:
        """Remove the toasts of earlier steps, which have disappeared by now."""
        for node in self._root.children.values():
            node.children = {place: child for place, child in node.children.items() if child.kind != "toast"}

    def take_over(self) -> None:
        """Clear the flags ``set_value``: the fields have taken over these values, and keep what is typed from now on."""
        for message in self.messages():
            element = message.delta.new_element
            kind = element.WhichOneof("type")
            if kind and getattr(getattr(element, kind), "set_value", False):
                getattr(element, kind).set_value = False

    def close_dialog(self) -> tuple[str, str]:
        """Click the ✕ of the dialog; returns the ids of the widget that reports it, if any, and of its fragment."""
        for node in [child for root in self._root.children.values() for child in root.children.values()]:
            if node.kind == "dialog" and not node.closed and node.message is not None:
                node.closed = True
                return node.message.delta.add_block.dialog.id, node.fragment
        return "", ""

    def draw(self, message: ForwardMsg) -> None:
        """Put an element or a block where the message says, and replace what is there."""
        *path, place = message.metadata.delta_path
        node = _Node(self._run, message)
        parent = self._root
        for index in path:
            parent = parent.children.setdefault(index, _Node(self._run))
            # Even if it is an element: the judge reports that something was drawn into one.
            parent.run = self._run
        before = parent.children.get(place)
        if before is not None and _keeps_children(before, node):
            node.children = before.children
        parent.children[place] = node

    def finish(self, status: int, run: str, fragments: Sequence[str]) -> None:
        """A run has ended: remove what it should have drawn again and did not."""
        if status in _CLEARED_BY and (fragments or run == self._run):
            for node in self._root.children.values():
                _clear(node, run, fragments, within=False)

    def widgets_of(self, script: str) -> set[str]:
        """The ids of the widgets that one script has drawn: the main script, or a page's; ``script`` is its hash."""
        drawn = (message for message in self.messages() if message.metadata.active_script_hash == script)
        return {_widget_id(message.delta.new_element) for message in drawn} - {""}

    def messages(self) -> list[ForwardMsg]:
        """The messages that would draw the page as it is now, in page order."""
        return list(_messages(self._root))


def _new_root() -> _Node:
    return _Node(children={place: _Node() for place in _ROOTS})


def _keeps_children(before: _Node, after: _Node) -> bool:
    """Whether a new block takes over the children of the one that it replaces, as one of the same kind does."""
    if not (before.is_block and after.is_block) or before.message is None or after.message is None:
        return before.message is None and after.is_block
    same = before.message.delta.add_block.id == after.message.delta.add_block.id
    return before.kind == after.kind and (before.kind != "dialog" or same)


def _clear(block: _Node, run: str, fragments: Sequence[str], *, within: bool) -> None:
    """Remove what is stale in a block. ``within``: the block lies in a fragment that has just run."""
    within = within or (block.fragment in fragments and block.run == run)
    block.children = {
        place: node
        for place, node in block.children.items()
        if not _is_stale(node, run, fragments, within=within)
    }
    for node in block.children.values():
        _clear(node, run, fragments, within=within)


def _is_stale(node: _Node, run: str, fragments: Sequence[str], *, within: bool) -> bool:
    if node.run == run or node.kind == "toast":
        return False
    return not fragments or (within and (node.is_block or bool(node.fragment)))


def _messages(node: _Node) -> Iterator[ForwardMsg]:
    if node.closed:
        return
    if node.message is not None:
        yield node.message
    for _, child in sorted(node.children.items()):
        yield from _messages(child)


def fragment_of(messages: Iterable[bytes], widgets: set[str]) -> str:
    """The fragment that a browser asks for when these widgets of a page are used; empty for the whole script.

    A browser sends each change at once; a check may change several widgets before it runs the app.
    """
    deltas = (ForwardMsg.FromString(message).delta for message in messages)
    found = {delta.fragment_id for delta in deltas if _widget_id(delta.new_element) in widgets}
    return found.pop() if len(found) == 1 else ""


def _widget_id(element: Element) -> str:
    kind = element.WhichOneof("type")
    return str(getattr(getattr(element, kind), "id", "")) if kind else ""

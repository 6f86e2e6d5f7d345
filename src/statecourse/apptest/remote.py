"""What stands in the judge for a running app: an AppTest whose runs happen in a worker."""

from __future__ import annotations

import functools
import itertools
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

import msgspec
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.state import SCRIPT_RUN_WITHOUT_ERRORS_KEY
from streamlit.runtime.state.common import TESTING_KEY
from streamlit.runtime.state.session_state import _missing_key_error_message
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1 import app_test as stock
from streamlit.testing.v1.element_tree import ElementTree, Widget, parse_tree_from_messages

from statecourse.apptest.fields import (
    by_label,
    cleared_fields,
    fields_of,
    kept_fields,
    open_options,
    staged,
    wait_again,
)
from statecourse.apptest.messages import Edit, Left, Page, Run
from statecourse.apptest.older import has_pending_value, submitted_form_ids, widget_form_id
from statecourse.codec.arrow_guard import read_table
from statecourse.codec.stand_in import Unreadable
from statecourse.codec.values import BadValueError, NotPlainError, Value, form, judges_decoder, plain
from statecourse.report.report import TOO_MUCH
from statecourse.sandbox.part_count import message_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.proto.WidgetStates_pb2 import WidgetStates
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec

MAX_MESSAGES = 20_000
"""Messages that one page may have: about one for each element."""
MAX_FIELDS = 1_000_000
"""Fields that the messages of a page may have together, such as the options of its widgets."""
_SMALL = 2**20
"""Bytes that are not worth counting: whatever they stand for is not much."""
MAX_PATH = 64
"""How deep blocks may lie within blocks."""


# The judge makes stock AppTests outside of any script run; that is no news to anyone.
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel("ERROR")


class BadPageError(Exception):
    """The worker's page is not one that Streamlit makes, or is too large to be one."""


class MissingStateError(KeyError):
    """The app's session state does not have the key that was read."""

    def __init__(self, key: str, present: list[str]) -> None:
        super().__init__(_missing_key_error_message(key))
        self.key = key
        self.present = present


class PageState:
    """Session state as the last run left it, and what the check has changed since.

    It stands where a stock AppTest has its SafeSessionState. A value is put together when it is
    first read; one that was read and then changed in place is noticed and sent along with the next
    run, as the stock class, which hands out the app's own objects, would have it.
    """

    def __init__(
        self, call: Callable[[int, tuple[Any, ...]], Any], labels: Callable[[], dict[str, list[str]]]
    ) -> None:
        self._decoder = judges_decoder(call)
        self._labels = labels
        self._plain: dict[str, Value] = {}
        self._testing: list[tuple[str, Value]] = []
        self._notes: dict[str, Any] | None = None
        self._key_of: dict[str, str] = {}
        self._visible: list[str] = []
        self._read: dict[str, tuple[Any, bytes]] = {}
        self._set: dict[str, Any] = {}
        self._deleted: set[str] = set()
        self._kept: dict[str, Any] = {}

    def load(self, page: Page | Left) -> None:
        """Take over what a run left; everything before is forgotten."""
        self._plain = dict(page.state)
        self._visible = list(self._plain)
        self._key_of = {widget.id: widget.key for widget in page.widgets if widget.key}
        self._plain |= {widget.id: widget.value for widget in page.widgets if not widget.key}
        self._plain |= {key: value for key, value in page.testing if key == SCRIPT_RUN_WITHOUT_ERRORS_KEY}
        self._testing, self._notes = page.testing, None
        self._read, self._set, self._deleted, self._kept = {}, {}, set(), {}

    def keep(self, fields: dict[str, Any]) -> None:
        """Have widgets, by id, hold what the browser's fields hold, whatever the server thinks."""
        self._kept = fields

    def edits(self) -> list[Edit]:
        """What the check has set, deleted, or changed in place since the last run."""
        changed = [
            Edit(key, plain(value), in_place=True)
            for key, (value, before) in self._read.items()
            if key in self._visible and key not in self._set and form(value) != before
        ]
        return [
            *(Edit(key, None, deleted=True) for key in sorted(self._deleted)),
            *(Edit(key, plain(value)) for key, value in self._set.items()),
            *changed,
        ]

    @property
    def filtered_state(self) -> dict[str, Any]:
        """The user's own keys and the keyed widgets, with their values.

        One that cannot be put together is `Unreadable`: it is of no harm to the others.
        """
        keys = [key for key in self._visible if key not in self._deleted]
        return {key: self._listed(key) for key in dict.fromkeys([*keys, *self._set])}

    def _listed(self, key: str) -> Any:
        try:
            return self[key]
        except BadValueError as problem:
            return Unreadable(str(problem))

    def __contains__(self, key: str) -> bool:
        key = self._key_of.get(key, key)
        return key in self._set or (key in self._plain and key not in self._deleted)

    def __getitem__(self, key: str) -> Any:
        if key == TESTING_KEY:
            return self._notes_of_apptest()
        if key in self._kept and self._key_of.get(key) not in self._set:
            return self._kept[key]
        key = self._key_of.get(key, key)
        if key in self._set:
            return self._set[key]
        if key not in self:
            raise MissingStateError(key, sorted(self.filtered_keys()))
        if key not in self._read:
            self._read[key] = self._decoded(self._plain[key])
        return self._read[key][0]

    def _decoded(self, plain_form: Value) -> tuple[Any, bytes]:
        value = self._decoder.decode(plain_form)
        try:
            # What stands for a thing is no change, nor is a value that looks other once rebuilt.
            return value, form(value)
        except NotPlainError as problem:  # more than an honest worker sends
            raise BadValueError(str(problem)) from problem

    def _notes_of_apptest(self) -> dict[str, Any]:
        if self._notes is None:
            labels, decode = self._labels(), self._decoder.decode
            self._notes = {
                name: by_label(decode(value), labels.get(name, [])) for name, value in self._testing
            }
        return self._notes

    def filtered_keys(self) -> set[str]:
        """The keys of `filtered_state`."""
        return {key for key in self._visible if key not in self._deleted} | set(self._set)

    def own_keys(self) -> list[str]:
        """The keys of `filtered_state` that are no widget's."""
        return sorted(self.filtered_keys() - set(self._key_of.values()))

    def __setitem__(self, key: str, value: Any) -> None:
        self._set[key] = value
        self._deleted.discard(key)

    def __repr__(self) -> str:
        return repr(self.filtered_state)

    def __delitem__(self, key: str) -> None:
        key = self._key_of.get(key, key)
        if key not in self:
            raise MissingStateError(key, sorted(self.filtered_keys()))
        self._set.pop(key, None)
        if key in self._plain:
            self._deleted.add(key)


class RemoteAppTest(AppTest):
    """An AppTest that sends its runs away and shows the page that comes back.

    A subclass says where they go: `_send` and `_call`.
    """

    def __init__(
        self,
        script_path: str | Path,
        *,
        default_timeout: float,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
        folder: Path | None = None,  # noqa: ARG002  # for those who run it
    ) -> None:
        super().__init__(script_path, default_timeout=default_timeout, args=args, kwargs=kwargs)
        self._state = PageState(self._call, self._labels)
        self._session_state = self._state  # type: ignore[assignment]
        self.session_state = stock._AppTestSessionState(self._session_state)
        self.page: Page | None = None
        self._waiting: dict[str, Any] = {}

    @property
    def _cleared_form_ids(self) -> set[str]:
        """None: what a form that cleared itself holds waits in its fields, see `fields`."""
        return set()

    @_cleared_form_ids.setter
    def _cleared_form_ids(self, forms: set[str]) -> None: ...

    @classmethod
    def from_file(
        cls, script_path: str | Path, *, default_timeout: float = 3, folder: Path | None = None
    ) -> Self:
        """As `AppTest.from_file`. ``folder`` is the project's, which a copy is made of, see `project_of`."""
        path = Path(script_path)
        if not path.is_absolute():
            path = Path(sys._getframe(1).f_code.co_filename).parent / path
        if not path.is_file():
            text = (
                f"AppTest script not found at {path.resolve()}. Relative paths are "
                "resolved against the file that calls AppTest.from_file()."
            )
            raise FileNotFoundError(text)
        return cls(path, default_timeout=default_timeout, folder=folder)

    @classmethod
    def _from_string(
        cls,
        script: str,
        *,
        default_timeout: float = 3,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> Self:
        written = Path(AppTest._from_string(script)._script_path)
        # A folder of its own: the app's folder is copied whole, and its siblings are not the app's.
        folder = written.with_name(f"{written.name}.app")
        folder.mkdir(exist_ok=True)
        path = folder / "app.py"
        path.write_bytes(written.read_bytes())
        return cls(path, default_timeout=default_timeout, args=args, kwargs=kwargs)

    def _labels(self) -> dict[str, list[str]]:
        """What widgets with options call them, by the widgets' ids."""
        return {
            node.id: node.options
            for node in self._tree
            if isinstance(node, Widget) and hasattr(node, "options")
        }

    def _send(self, run: Run) -> Page:
        """Have the script run, and return the page that it left."""
        raise NotImplementedError

    def _call(self, handle: int, args: tuple[Any, ...]) -> Any:
        """Have a function of the app called, and return what it returned."""
        raise NotImplementedError

    def _run(self, widget_state: WidgetStates | None = None, timeout: float | None = None) -> Self:
        self._take(self._send(self._request(widget_state, timeout)))
        return self

    def _request(self, widget_state: WidgetStates | None, timeout: float | None) -> Run:
        if not Path(self._script_path).is_file():
            text = f"File not found at {self._script_path}"
            raise FileNotFoundError(text)
        # Stock raises AppTestError for a bad user or context before anything runs; so must this.
        stock._context_info_from_dict(self.context)
        stock._user_info_for_run(self.user)
        return Run(
            session=self._session,
            widgets=None if widget_state is None else widget_state.SerializeToString(),
            query_params=plain(self.query_params),
            secrets=plain(self.secrets),
            user=plain(self.user),
            context=plain(self.context),
            page_hash=self._page_hash,
            timeout=self.default_timeout if timeout is None else timeout,
            edits=self._state.edits(),
            files=self._uploads(),
            clears=cleared_fields(self._tree),
        )

    _session = 0

    def _take(self, page: Page) -> None:
        before = fields_of(self._tree)
        self._tree = _parse(page)
        self._tree._runner = self
        open_options(self._tree)
        self._state.load(page)
        self._state.keep(kept_fields(before, self._tree))
        cleared = {field.id: self._state._decoder.decode(field.value) for field in page.cleared}
        self._waiting = wait_again(before.waiting | cleared, self._tree)
        self.page = page
        self.query_params = self._params(page.query_params)
        self.user = self._table(page.user)
        self.secrets = self._table(page.secrets)
        self._registered_pages = {
            info.hash: self._page_info(info.hash, info.script, info.name, info.url) for info in page.pages
        }

    def _table(self, value: Value) -> dict[str, Any]:
        found = self._state._decoder.decode(value)
        if not isinstance(found, dict) or not all(type(key) is str for key in found):
            raise BadPageError("the page has no table where Streamlit has one")
        return found

    def _params(self, value: Value) -> dict[str, Any]:
        params = self._table(value)
        if not all(isinstance(text, str) for given in params.values() for text in _listed(given)):
            raise BadPageError("the page's address has something other than text in it")
        return params

    def __repr__(self) -> str:
        """As the stock class shows itself; the page is in it as the tree that it is parsed to."""
        shown = AppTest.__new__(AppTest)
        vars(shown).update({name: getattr(self, name) for name in _STOCK_FIELDS})
        return repr(shown)

    def _page_info(self, page_hash: str, script: str, name: str, url: str | None) -> Any:
        path = str(Path(self._script_path).parent / script) if script else ""
        known = {"page_script_hash": page_hash, "script_path": path, "page_name": name}
        return known if url is None else known | {"url_pathname": url}

    def _uploads(self) -> list[tuple[str, str, str, bytes]]:
        collector = _Uploads()
        self._register_uploaded_files(collector)  # type: ignore[arg-type]
        return collector.files

    def staged(self) -> Iterator[tuple[Widget, bool]]:
        """The widgets that the check has touched since the last run, in page order.

        With each: whether it has an effect now. What is typed into a form waits for its button.
        """
        submitted = submitted_form_ids(self._tree)
        for node in self._tree:
            if isinstance(node, Widget) and has_pending_value(node) and not self._waits_still(node):
                form = widget_form_id(node)
                yield node, not form or form in submitted

    def _waits_still(self, node: Widget) -> bool:
        """Whether a widget of a form has what it had when the last run began."""
        return node.id in self._waiting and staged(node) == self._waiting[node.id]


@functools.cache
def _listing(kind: Any, name: str) -> type:
    """The stock class of a list, which also knows what it lists, for a message to a student."""
    return type(kind.__name__, (kind,), {"kind": name})


def _tagged(name: str, stock_property: property) -> property:
    def get(self: RemoteAppTest) -> Any:
        elements = stock_property.__get__(self)
        kind: Any = _listing(cast("Any", type(elements)), name)
        if type(elements) is list:  # some of them, before 1.66
            return kind(elements)
        elements.__class__ = kind
        return elements

    return property(get, doc=stock_property.__doc__)


for _name, _member in vars(AppTest).items():
    if isinstance(_member, property) and _name not in {"main", "sidebar"}:
        setattr(RemoteAppTest, _name, _tagged(_name, _member))


_STOCK_FIELDS = list(vars(AppTest("", default_timeout=3)))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class _Uploads:
    """Gathers the files that a stock AppTest would hand to its script runner."""

    def __init__(self) -> None:
        self.files: list[tuple[str, str, str, bytes]] = []

    def register_file(self, record: UploadedFileRec) -> None:
        self.files.append((record.file_id, record.name, record.type, record.data))


def _parse(page: Page) -> ElementTree:
    """The page's tree of elements.

    Raises `BadPageError` for messages that Streamlit cannot have made, and for too many of them.
    """
    if len(page.messages) > MAX_MESSAGES:
        text = f"the page has {len(page.messages):,} parts; at most {MAX_MESSAGES:,} are graded"
        raise BadPageError(text)
    try:
        _count_fields(page.messages)
        messages = [ForwardMsg.FromString(body) for body in page.messages]
        deepest = max(map(len, (m.metadata.delta_path for m in messages)), default=0)
        if deepest > MAX_PATH:
            text = f"the page has blocks within blocks, {deepest:,} deep"
            raise BadPageError(text)  # noqa: TRY301
        tree = _tree_of(messages)
        # Walk it once here, where a tree that cannot be walked is the page's fault.
        for node in itertools.islice(tree, MAX_MESSAGES):
            _check_tables(getattr(node, "proto", None))
    except BadPageError:
        raise
    except MemoryError as problem:
        raise BadPageError(TOO_MUCH) from problem
    except Exception as problem:
        text = f"the page cannot be read: {type(problem).__name__}: {problem}"
        raise BadPageError(text) from problem
    return tree


def without_traces(page: Page) -> Page:
    """The page without what an exception on it tells of the script's text: the lines that led there."""
    if not any(b'File "' in body for body in page.messages):
        return page
    messages = [ForwardMsg.FromString(body) for body in page.messages]
    for message in messages:
        if message.delta.new_element.HasField("exception"):
            message.delta.new_element.exception.ClearField("stack_trace")
    return msgspec.structs.replace(page, messages=[message.SerializeToString() for message in messages])


def _tree_of(messages: list[ForwardMsg]) -> ElementTree:
    try:
        return parse_tree_from_messages(messages)
    except AssertionError as problem:  # something lies in an element, where a browser gives up, too
        text = (
            "the app draws into a container that is not on the page any more, which Streamlit cannot show: it was "
            "kept from an earlier run (in st.session_state, a cache or a module), or something else has taken its "
            "place; make containers anew in each run"
        )
        raise BadPageError(text) from problem


def _count_fields(messages: list[bytes]) -> None:
    left = MAX_FIELDS
    for body in messages if sum(map(len, messages)) > _SMALL else []:
        left -= message_parts(body, ForwardMsg.DESCRIPTOR, left)
        if left < 0:
            text = f"the page has more than {MAX_FIELDS:,} parts"
            raise BadPageError(text)


def _check_tables(proto: Any) -> None:
    """Read an element's table once, before Streamlit does, which trusts what it reads."""
    for place in ("arrow_data", "lazy_data"):
        part = getattr(proto, place, None)
        data = getattr(getattr(part, "initial_chunk", part), "data", b"")
        if isinstance(data, bytes) and data:
            read_table(data)

"""The judge's AppTest: its runs happen in a worker."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self, cast

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1 import app_test as stock
from streamlit.testing.v1.element_tree import Widget

from statecourse.apptest.fields import (
    cleared_fields,
    fields_of,
    kept_fields,
    open_options,
    pending_value,
    restore_waiting,
)
from statecourse.apptest.messages import Page, PageInfo, Run
from statecourse.apptest.page_state import PageState
from statecourse.apptest.page_tree import BadPageError, parse
from statecourse.codec.values import plain
from statecourse.seam.older import has_pending_value, submitted_form_ids, widget_form_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.proto.WidgetStates_pb2 import WidgetStates
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec

    from statecourse.codec.forms import Value

# The judge makes stock AppTests outside of any script run, which Streamlit would warn of.
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel("ERROR")

_STOCK_FIELDS = list(vars(AppTest("", default_timeout=3)))


class RemoteAppTest(AppTest):
    """An AppTest that sends its runs away and shows the page that comes back.

    A subclass says where they go: `_send` and `_call`.
    """

    _session = 0

    def __init__(
        self,
        script_path: str | Path,
        *,
        default_timeout: float,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
        folder: Path | None = None,  # noqa: ARG002  # for subclasses
    ) -> None:
        super().__init__(script_path, default_timeout=default_timeout, args=args, kwargs=kwargs)
        self._state = PageState(self._call, self._labels)
        self._session_state = self._state  # type: ignore[assignment]
        self.session_state = stock._AppTestSessionState(self._session_state)
        self.page: Page | None = None
        self._waiting: dict[str, Any] = {}

    @property
    def _cleared_form_ids(self) -> set[str]:
        """Always empty. AppTest would skip the fields of such forms; here they wait with their values (`fields`)."""
        return set()

    @_cleared_form_ids.setter
    def _cleared_form_ids(self, forms: set[str]) -> None: ...

    @classmethod
    def from_file(
        cls, script_path: str | Path, *, default_timeout: float = 3, folder: Path | None = None
    ) -> Self:
        """As `AppTest.from_file`. ``folder`` is the project's, of which a copy runs; see `project_of`."""
        path = Path(script_path)
        if not path.is_absolute():
            path = Path(sys._getframe(1).f_code.co_filename).parent / path
        if not path.is_file():
            raise FileNotFoundError(
                f"AppTest script not found at {path.resolve()}. Relative paths are "
                "resolved against the file that calls AppTest.from_file()."
            )
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
            raise FileNotFoundError(f"File not found at {self._script_path}")
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

    def _uploads(self) -> list[tuple[str, str, str, bytes]]:
        """The files that a stock AppTest would hand to its script runner."""
        records: list[UploadedFileRec] = []
        self._register_uploaded_files(cast("Any", SimpleNamespace(register_file=records.append)))
        return [(record.file_id, record.name, record.type, record.data) for record in records]

    def _take(self, page: Page) -> None:
        before = fields_of(self._tree)
        self._tree = parse(page)
        self._tree._runner = self
        open_options(self._tree)
        self._state.load(page)
        self._state.keep(kept_fields(before, self._tree))
        cleared = {field.id: self._state.decode(field.value) for field in page.cleared}
        self._waiting = restore_waiting(before.waiting | cleared, self._tree)
        self.page = page
        self.query_params = self._params(page.query_params)
        self.user = self._table(page.user)
        self.secrets = self._table(page.secrets)
        self._registered_pages = {info.hash: self._page_info(info) for info in page.pages}

    def _table(self, value: Value) -> dict[str, Any]:
        found = self._state.decode(value)
        if not isinstance(found, dict) or not all(type(key) is str for key in found):
            raise BadPageError("the page has no table where Streamlit has one")
        return found

    def _params(self, value: Value) -> dict[str, Any]:
        params = self._table(value)
        texts = [given if isinstance(given, list) else [given] for given in params.values()]
        if not all(isinstance(text, str) for given in texts for text in given):
            raise BadPageError("the page's address has something other than text in it")
        return params

    def _page_info(self, info: PageInfo) -> Any:
        path = str(Path(self._script_path).parent / info.script) if info.script else ""
        known = {"page_script_hash": info.hash, "script_path": path, "page_name": info.name}
        return known if info.url is None else known | {"url_pathname": info.url}

    def __repr__(self) -> str:
        """As the stock class shows itself; the page is in it as the tree that it is parsed to."""
        stock_app = AppTest.__new__(AppTest)
        vars(stock_app).update({name: getattr(self, name) for name in _STOCK_FIELDS})
        return repr(stock_app)

    def pending_widgets(self) -> Iterator[tuple[Widget, bool]]:
        """The widgets that the check has set since the last run, in page order.

        With each: whether the next run sends it. What is typed into a form waits for its button.
        """
        submitted = submitted_form_ids(self._tree)
        for node in self._tree:
            if not isinstance(node, Widget) or not has_pending_value(node):
                continue
            # What has waited in its form since before the last run is not new.
            if node.id not in self._waiting or pending_value(node) != self._waiting[node.id]:
                form = widget_form_id(node)
                yield node, not form or form in submitted

    def _labels(self) -> dict[str, list[str]]:
        """What widgets with options call them, by the widgets' ids."""
        return {
            node.id: node.options
            for node in self._tree
            if isinstance(node, Widget) and hasattr(node, "options")
        }


class _Elements(list[Any]):
    """Elements of a page, with the name that AppTest has for their kind: an empty list would not tell it."""

    def __init__(self, elements: list[Any], kind: str) -> None:
        super().__init__(elements)
        self.kind = kind


def listed_kind(elements: Any) -> str:
    """AppTest's name for the kind of elements in a list, such as ``text_input``; ``element`` for a slice of a list."""
    return getattr(getattr(elements, "_list", elements), "kind", "element")


def _with_kind(kind: str, stock_property: property) -> property:
    def get(self: RemoteAppTest) -> Any:
        elements = stock_property.__get__(self)
        if isinstance(elements, list):  # some of them, before 1.66
            return _Elements(elements, kind)
        elements._list = _Elements(elements._list, kind)
        return elements

    return property(get, doc=stock_property.__doc__)


for _name, _member in vars(AppTest).items():
    if isinstance(_member, property) and _name not in {"main", "sidebar"}:
        setattr(RemoteAppTest, _name, _with_kind(_name, _member))

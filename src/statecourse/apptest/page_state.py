"""Session state in the judge, as a run left it: what a check reads from it, and what a check changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamlit.runtime.state import SCRIPT_RUN_WITHOUT_ERRORS_KEY
from streamlit.runtime.state.common import TESTING_KEY
from streamlit.runtime.state.session_state import _missing_key_error_message

from statecourse.apptest.fields import by_label
from statecourse.apptest.messages import Edit, Page, StateLeft
from statecourse.codec.forms import BadValueError, NotPlainError, Value
from statecourse.codec.values import form_bytes, judges_decoder, plain

if TYPE_CHECKING:
    from collections.abc import Callable


class Unreadable:
    """Stands for a value that cannot be decoded, so that the others can be read."""

    def __init__(self, why: str) -> None:
        self._why = why

    def __repr__(self) -> str:
        return f"<a value that cannot be read: {self._why}>"


class MissingStateError(KeyError):
    """The app's session state does not have the key that was read."""

    def __init__(self, key: str, present: list[str]) -> None:
        super().__init__(_missing_key_error_message(key))
        self.key = key
        self.present = present


class PageState:
    """Session state as the last run left it, and what the check has changed since.

    It takes the place of a stock AppTest's SafeSessionState. A value is decoded when it is first read. If a check then changes it
    in place, it is sent with the next run. (The stock class hands out the app's own objects, so a change is in the app at once.)
    """

    def __init__(
        self, call: Callable[[int, tuple[Any, ...]], Any], labels: Callable[[], dict[str, list[str]]]
    ) -> None:
        self.decode = judges_decoder(call).decode
        self._labels = labels
        self.load(StateLeft([], [], []))

    def load(self, page: Page | StateLeft) -> None:
        """Replace everything by what a run left."""
        self._plain: dict[str, Value] = dict(page.state)
        self._visible = list(self._plain)
        self._key_of: dict[str, str] = {widget.id: widget.key for widget in page.widgets if widget.key}
        self._plain |= {widget.id: widget.value for widget in page.widgets if not widget.key}
        self._plain |= {key: value for key, value in page.testing if key == SCRIPT_RUN_WITHOUT_ERRORS_KEY}
        self._testing = page.testing
        self._notes: dict[str, Any] | None = None
        self._read: dict[str, tuple[Any, bytes]] = {}
        self._set: dict[str, Any] = {}
        self._deleted: set[str] = set()
        self._kept: dict[str, Any] = {}

    def keep(self, fields: dict[str, Any]) -> None:
        """Override the values of widgets, by id, with what their fields in a browser hold."""
        self._kept = fields

    def edits(self) -> list[Edit]:
        """What the check has set, deleted, or changed in place since the last run."""
        changed = [
            Edit(key, plain(value), in_place=True)
            for key, (value, before) in self._read.items()
            if key in self._visible and key not in self._set and form_bytes(value) != before
        ]
        return [
            *(Edit(key, None, deleted=True) for key in sorted(self._deleted)),
            *(Edit(key, plain(value)) for key, value in self._set.items()),
            *changed,
        ]

    @property
    def filtered_state(self) -> dict[str, Any]:
        """The user's own keys and the keyed widgets, with their values.

        A value that cannot be decoded is `Unreadable`, and does not keep the others from being read.
        """
        return {key: self._readable(key) for key in self._filtered_keys()}

    def _readable(self, key: str) -> Any:
        try:
            return self[key]
        except BadValueError as problem:
            return Unreadable(str(problem))

    def __contains__(self, key: str) -> bool:
        key = self._key_of.get(key, key)
        return key in self._set or (key in self._plain and key not in self._deleted)

    def __getitem__(self, key: str) -> Any:
        if key == TESTING_KEY:
            return self._testing_notes()
        if key in self._kept and self._key_of.get(key) not in self._set:
            return self._kept[key]
        key = self._key_of.get(key, key)
        if key in self._set:
            return self._set[key]
        if key not in self:
            raise MissingStateError(key, sorted(self._filtered_keys()))
        if key not in self._read:
            self._read[key] = self._decoded(self._plain[key])
        return self._read[key][0]

    def _decoded(self, plain_form: Value) -> tuple[Any, bytes]:
        value = self.decode(plain_form)
        try:
            # Encoded anew: ``plain_form`` may differ from that although nobody changed the value.
            return value, form_bytes(value)
        except NotPlainError as problem:  # more than an honest worker sends
            raise BadValueError(str(problem)) from problem

    def _testing_notes(self) -> dict[str, Any]:
        if self._notes is None:
            labels = self._labels()
            self._notes = {
                name: by_label(self.decode(value), labels.get(name, [])) for name, value in self._testing
            }
        return self._notes

    def _filtered_keys(self) -> dict[str, None]:
        keys = [key for key in self._visible if key not in self._deleted]
        return dict.fromkeys([*keys, *self._set])

    def own_keys(self) -> list[str]:
        """The keys of `filtered_state` that are no widget's."""
        return sorted(self._filtered_keys().keys() - self._key_of.values())

    def __setitem__(self, key: str, value: Any) -> None:
        self._set[key] = value
        self._deleted.discard(key)

    def __repr__(self) -> str:
        return repr(self.filtered_state)

    def __delitem__(self, key: str) -> None:
        key = self._key_of.get(key, key)
        if key not in self:
            raise MissingStateError(key, sorted(self._filtered_keys()))
        self._set.pop(key, None)
        if key in self._plain:
            self._deleted.add(key)

"""What a check is written with: `expect`, `needs`, and a few ways to read a page.

::

    @needs("test_opens")
    def test_count_survives_a_rerun(app: App) -> None:
        \"\"\"The count is kept when another widget reruns the app.\"\"\"
        app.run()
        app.button(key="add").click().run()
        app.text_input(key="name").input("Ada").run()
        expect(app.metric[0].value, "the count").to_be("1")
"""

from __future__ import annotations

import ast
import contextlib
import math
import random
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import category

import pytest
from streamlit.testing.v1.element_tree import Widget

from statecourse import steps, trace
from statecourse.app import App, run_together
from statecourse.codec.values import shown
from statecourse.damages import Damage, damages
from statecourse.locks import why_lost
from statecourse.race import race
from statecourse.reading import (
    dialog_title,
    in_page_order,
    number_after,
    page_text,
    text_after,
    texts_after,
    values,
)
from statecourse.trace import exception_of

if TYPE_CHECKING:
    from types import EllipsisType

_MAX_LABEL = 200
_MAX_LISTED = 30
_PICTURES = {"So", "Sk", "Cf", "Mn", "Cn"}
"""The Unicode categories of what emoji are made of."""

Misconceptions = str | Mapping[Any, str]
"""A misconception for any wrong value, or one for each wrong value; ``...`` is every other one."""


class CheckFailed(Exception):  # noqa: N818  # a verdict on the app, not an error
    """The app does not do what the check expects; carries data, which renderers lay out."""

    def __init__(
        self,
        what: str,
        *,
        expected: str = "",
        seen: str = "",
        misconception: str = "",
    ) -> None:
        super().__init__(f"{what}: expected {expected}, seen {seen}" if expected else what)
        self.what = what
        self.expected = expected
        self.seen = seen
        self.misconception = misconception


class Expectation:
    """Something seen in the app, about to be held against what is expected."""

    def __init__(self, seen: Any, what: str) -> None:
        self._seen = seen
        self._what = what

    def to_be(self, expected: object, *, misconception: Misconceptions = "") -> None:
        """Pass where the value equals the expected one. ``True`` is not 1."""
        self._require(same(self._seen, expected), _in_words(expected), misconception)

    def not_to_be(self, unwanted: object, *, misconception: Misconceptions = "") -> None:
        """Pass where the value is any other than this one."""
        wanted = f"anything but {_in_words(unwanted)}"
        self._require(not same(self._seen, unwanted), wanted, misconception)

    def to_be_near(self, expected: float, within: float, *, misconception: Misconceptions = "") -> None:
        """Pass where the value is a number at most ``within`` away from the expected one."""
        is_number = isinstance(self._seen, int | float) and not isinstance(self._seen, bool)
        near = is_number and math.isclose(self._seen, expected, rel_tol=0, abs_tol=within)
        self._require(near, f"{expected:g}, give or take {within:g}", misconception)

    def to_be_one_of(self, allowed: Collection[object], *, misconception: Misconceptions = "") -> None:
        """Pass where the value equals one of these."""
        wanted = "one of " + ", ".join(_in_words(value) for value in allowed)
        self._require(any(same(self._seen, value) for value in allowed), wanted, misconception)

    def to_contain(self, part: object, *, misconception: Misconceptions = "") -> None:
        """Pass where the text, list or dictionary has this in it."""
        self._require(has(self._seen, part), f"{_in_words(part)} in it", misconception)

    def not_to_contain(self, part: object, *, misconception: Misconceptions = "") -> None:
        """Pass where the text, list or dictionary does not have this in it."""
        self._require(not has(self._seen, part), f"no {_in_words(part)} in it", misconception)

    def to_run(self, *, misconception: Misconceptions = "") -> None:
        """Pass where this is an app whose last run ended without an exception.

        ``misconception`` may tell exceptions apart by the name of their type.
        """
        problem = exception_of(self._seen)
        if problem is not None:
            raise CheckFailed(
                "the app stops with an exception",
                misconception=_choose(misconception, problem),
            )

    def _require(self, holds: object, wanted: str, misconception: Misconceptions) -> None:
        if holds or trace.record_wrong():
            return
        raise CheckFailed(
            self._what,
            expected=wanted,
            seen=_in_words(self._seen),
            misconception=_choose(misconception, self._seen),
        )


def expect(seen: Any, what: str = "the app") -> Expectation:
    """Begin an expectation of something seen; ``what`` is what a student would call it."""
    if not isinstance(seen, App):  # what its runs come to is noted anyway
        trace.record(what, seen)
    return Expectation(seen, what)


def note(seen: Any, what: str) -> None:
    """See something that tells misconceptions apart; no verdict rests on it."""
    trace.record(what, seen)


def same(seen: Any, expected: Any) -> bool:
    """Whether what an app sent equals something. ``True`` is not 1, and nothing is raised, as tables do at ``==``."""
    if isinstance(seen, bool) != isinstance(expected, bool):
        return False
    try:
        return bool(seen == expected)
    except Exception:  # noqa: BLE001  # tables and arrays refuse to be one truth value
        # Of the type: what stands for an object of the app has attributes, and functions, that the app chose.
        equals = getattr(type(seen), "equals", None)
        with contextlib.suppress(Exception):  # one that takes only its like
            return equals is not None and bool(equals(seen, expected))
        return False


def has(whole: Any, part: Any) -> bool:
    """Whether something that an app sent has this in it; nothing is raised, whatever it is."""
    try:
        return part in whole
    except TypeError:
        return False
    except Exception:  # noqa: BLE001  # a table or array among the items refuses to be one truth value
        return any(same(item, part) for item in whole)


def _choose(misconception: Misconceptions, seen: Any) -> str:
    if isinstance(misconception, str):
        return misconception
    default: dict[EllipsisType, str] = {}
    for value, name in misconception.items():
        if value is ...:
            default[...] = name
        elif same(seen, value):
            return name
    return default.get(..., "")


def _in_words(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, str) and not value:
        return "an empty text"
    return f"“{value}”" if isinstance(value, str) else shown(value)


C = TypeVar("C", bound=Callable[..., object])


def needs(*checks: str) -> Callable[[C], C]:
    """Say which checks this one builds on: where one of them does not pass, this is *not run*."""
    if not checks or not all(isinstance(check, str) for check in checks):
        raise TypeError('needs("test_opens", …) takes the names of checks')
    return pytest.mark.statecourse_needs(*checks)


# --- reading a page ----------------------------------------------------------------------------


def widgets(app: App, label: str) -> list[Any]:
    """The widgets with this label, of whatever kind, in page order; none is fine.

    Labels are compared as they are read: Markdown, icons, emoji, a colon at the end and letter case make
    no difference, unless one of them is just as asked for.
    """
    found = [node for node in app._tree if isinstance(node, Widget)]
    asked = label.strip().casefold()
    exact = [node for node in found if asked in {steps.label_of(node).casefold(), _raw_label(node)}]
    return exact or [node for node in found if words_of(steps.label_of(node)) == words_of(label)]


def widget(app: App, label: str, *, in_form: bool = False) -> Any:
    """The widget with this label, of whatever kind; its key and place are the app's own business.

    Fails the check where there is none, and names the widgets that are there; where there are several
    that can be used (`widgets` gives them all); and where a change of it does not run the app at once, as in
    a form or with ``on_change="ignore"`` (both are fine with ``in_form``).
    """
    found = widgets(app, label)
    usable = [node for node in found if not getattr(node, "disabled", False)] or found
    if not found:
        trace.record("no widget", label)
        raise _no_widget(app, label)
    if len(usable) > 1:
        trace.record("widgets with one label", len(usable))
        raise CheckFailed(
            f"the page has {len(usable)} widgets with the label “{label}”, so it is open which one is meant",
            expected=f"one widget labelled “{label}”",
            seen=", ".join(f"{steps.name_of(node)} ({steps.kind_of(node)})" for node in usable[:_MAX_LISTED]),
        )
    trace.record("another widget than before", app.is_new(label, usable[0]))
    return counting(usable[0], in_form=in_form)


def counting(node: Any, *, in_form: bool = False) -> Any:
    """A widget whose change counts at once. Fails the check where it waits in a form (not with ``in_form``)."""
    if not in_form and (waits := _waits(node)):
        raise CheckFailed(f"{steps.name_of(node)} {waits}")
    return node


def _waits(node: Any) -> str:
    """Why a change of a widget does not run the app; empty where it does."""
    if getattr(node, "form_id", None) and not getattr(node.proto, "is_form_submitter", False):
        return "is in a form, so nothing happens before it is sent"
    if getattr(node.proto, "ignore_rerun", False):
        return "does not run the app when it is used (“ignore”), so nothing happens"
    return ""


def press_enter(app: App, label: str, text: str) -> None:
    """Type a text into the widget with this label, press Enter, and see the page.

    In a form, Enter presses its first button, unless the form was made otherwise. Where Enter does not
    run the app, the text stays in the widget, and the page stays as it is.
    Fails the check as `widget` does.
    """
    field = widget(app, label, in_form=True)
    field.set_value(text)
    button = _pressed_by_enter(app, field)
    if button is not None:
        button.pressed_in = field
        button.click()
    if button is not None or not _waits(field):
        app.run()


def close_dialog(app: App) -> None:
    """Close the dialog with its ✕, as Escape and a click beside it do, and see the page.

    Fails the check where none is open, or the app has made it one that cannot be closed so.
    """
    found = app.get("dialog")
    if not found:
        raise CheckFailed("no dialog is open")
    if not found[0].proto.dialog.dismissible:
        raise CheckFailed("the dialog has no ✕, so nobody can leave it that way (“dismissible=False”)")
    app.close_dialog()


def _pressed_by_enter(app: App, field: Any) -> Any:
    """The button that Enter presses; None where it presses none."""
    form = getattr(field, "form_id", None)
    blocks = [node.proto.form for node in app.get("form")] if form else []
    if not any(block.form_id == form and block.enter_to_submit for block in blocks):
        return None
    button = next((button for button in app.button if button.form_id == form), None)
    return None if button is None or button.disabled else button


def _no_widget(app: App, label: str) -> CheckFailed:
    found = [node for node in app._tree if isinstance(node, Widget)]
    there = ", ".join(steps.name_of(node) for node in found[:_MAX_LISTED])
    return CheckFailed(
        f"there is no widget with the label “{label}” on the page",
        expected=f"a widget labelled “{label}”",
        seen=f"these widgets: {there}" if there else "no widgets",
    )


def _raw_label(node: Widget) -> str:
    return str(getattr(node, "label", "")).strip().casefold()


def words_of(label: str) -> str:
    """A label without emoji and colons at its ends: “Name:” is “Name”, and “Wave!” is no “Wave”."""
    kept = "".join(" " if category(sign) in _PICTURES else sign for sign in label[:_MAX_LABEL])
    return kept.strip(" :").casefold() or label


def own_keys(app: App) -> list[str]:
    """The keys that the app itself has put into session state; those of its widgets are left out."""
    return app._state.own_keys()


def names_in(source: ast.AST) -> set[str]:
    """All names that an app, or a part of it, speaks of: variables, attributes, what it imports."""
    nodes = list(ast.walk(source))
    names = [getattr(node, "id", "") or getattr(node, "attr", "") for node in nodes]
    return {*names, *(node.name for node in nodes if isinstance(node, ast.alias))} - {""}


# --- random inputs -----------------------------------------------------------------------------

_NAMES = (
    "Ada", "Alan", "Barbara", "Claude", "Dorothy", "Edsger", "Frances", "Grace", "Hedy", "Ivan",
    "Jean", "Katherine", "Linus", "Margaret", "Niklaus", "Ole", "Radia", "Sofia", "Tim", "Yukihiro",
)  # fmt: skip
_WORDS = (
    "apple", "bread", "candle", "drum", "engine", "feather", "garden", "hammer", "island", "jacket",
    "kettle", "lantern", "mirror", "needle", "orange", "pencil", "river", "saddle", "tunnel", "violin",
)  # fmt: skip


class Inputs(random.Random):
    """Random inputs of one check, drawn from a seed that depends on the submission alone.

    Student and teacher see the same inputs for the same app; an app that has the inputs it was
    shown written into it is another app, and sees others.
    """

    def number(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return self.randint(low, high)

    def name(self) -> str:
        """A person's name that no app has written into it."""
        return f"{self.choice(_NAMES)} {self.choice(_WORDS).title()}{self.randint(10, 99)}"

    def names(self, count: int) -> list[str]:
        """Different names."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[self.name()] = None
        return list(found)

    def word(self) -> str:
        """An ordinary word with a number, such as ``lantern 47``."""
        return f"{self.choice(_WORDS)} {self.randint(10, 99)}"

    def words(self, count: int) -> list[str]:
        """Different words."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[self.word()] = None
        return list(found)


__all__ = [
    "App",
    "CheckFailed",
    "Damage",
    "Inputs",
    "close_dialog",
    "damages",
    "dialog_title",
    "exception_of",
    "expect",
    "has",
    "in_page_order",
    "names_in",
    "needs",
    "note",
    "number_after",
    "own_keys",
    "page_text",
    "press_enter",
    "race",
    "run_together",
    "same",
    "text_after",
    "texts_after",
    "values",
    "why_lost",
    "widget",
    "widgets",
]

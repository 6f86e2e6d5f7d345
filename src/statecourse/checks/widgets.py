"""Finds widgets by their labels, and uses them in ways that AppTest does not have."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any
from unicodedata import category

from streamlit.testing.v1.element_tree import Widget

from statecourse.app import steps, trace
from statecourse.checks.expect import CheckFailed

if TYPE_CHECKING:
    from statecourse.app.app import App

_MAX_LABEL = 200
_MAX_LISTED = 30
_PICTURES = {"So", "Sk", "Cf", "Mn", "Cn"}
"""The Unicode categories of what emoji are made of."""


def widgets(app: App, label: str) -> list[Any]:
    """The widgets with this label, of whatever kind, in page order; may be empty.

    Labels are compared as they are read: Markdown, icons, emoji, a colon at the end and letter case make
    no difference, unless some label is exactly the one asked for.
    """
    found = [node for node in app._tree if isinstance(node, Widget)]
    asked = label.strip().casefold()
    exact = [node for node in found if asked in {steps.label_of(node).casefold(), _raw_label(node)}]
    return exact or [node for node in found if words_of(steps.label_of(node)) == words_of(label)]


def widget(app: App, label: str, *, in_form: bool = False) -> Any:
    """The widget with this label, of whatever kind; its key and place are the app's own business.

    Fails the check if there is none, and names the widgets that are there; if there are several
    that can be used (`widgets` gives them all); and if a change of it does not run the app at once, as in
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
    return ensure_reruns(usable[0], in_form=in_form)


def ensure_reruns(node: Any, *, in_form: bool) -> Any:
    """The widget. Fails the check if a change of it does not run the app at once; ``in_form`` allows that."""
    if not in_form and (waits := _waits(node)):
        raise CheckFailed(f"{steps.name_of(node)} {waits}")
    return node


def _waits(node: Any) -> str:
    """Why a change of a widget does not run the app; empty if it does."""
    if getattr(node, "form_id", None) and not getattr(node.proto, "is_form_submitter", False):
        return "is in a form, so nothing happens before it is sent"
    if getattr(node.proto, "ignore_rerun", False):
        return "does not run the app when it is used (“ignore”), so nothing happens"
    return ""


def fill(app: App, label: str, value: Any) -> None:
    """Set the widget with this label, as a visitor does before a click: the app runs, unless the widget waits in a form.

    A value that is there already is no change, and runs nothing. Fails the check as `widget` does with ``in_form``.
    """
    field = widget(app, label, in_form=True)
    if _waits(field):
        field.set_value(value)
    elif field.value != value:
        field.set_value(value).run()


def press_enter(app: App, label: str, text: str) -> None:
    """Type a text into the widget with this label, press Enter, and see the page.

    In a form, Enter presses its first button, unless the form was made otherwise. If Enter does not
    run the app, the text stays in the widget, and the page stays as it is.
    Fails the check as `widget` does.
    """
    field = widget(app, label, in_form=True)
    field.set_value(text)
    button = pressed_by_enter(app, field)
    if button is not None:
        button.pressed_in = field
        button.click()
    if button is not None or not _waits(field):
        app.run()


def close_dialog(app: App) -> None:
    """Close the dialog with its ✕, as Escape and a click beside it do, and see the page.

    Fails the check if none is open, or the app has made it one that cannot be closed so.
    """
    found = app.get("dialog")
    if not found:
        raise CheckFailed("no dialog is open")
    if not found[0].proto.dialog.dismissible:
        raise CheckFailed("the dialog has no ✕, so nobody can leave it that way (“dismissible=False”)")
    app.close_dialog()


def pressed_by_enter(app: App, field: Any) -> Any:
    """The button that Enter presses; None if it presses none."""
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
    """The keys that the app itself has put into session state, without those of widgets."""
    return app._state.own_keys()


def names_in(source: ast.AST) -> set[str]:
    """All names in an app's syntax tree: variables, attributes, what it imports."""
    nodes = list(ast.walk(source))
    names = [getattr(node, "id", "") or getattr(node, "attr", "") for node in nodes]
    return {*names, *(node.name for node in nodes if isinstance(node, ast.alias))} - {""}

"""The actions that an author lists for walks, and how walks are drawn from them at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from statecourse.app import steps
from statecourse.checks.expect import CheckFailed
from statecourse.checks.inputs import Inputs
from statecourse.checks.widgets import ensure_reruns, widget, widgets

if TYPE_CHECKING:
    from statecourse.app.app import App

Values = Sequence[Any] | Callable[[Inputs], Any]


class DisabledError(CheckFailed):
    """The widget is disabled. That is right, too, if using it would change nothing."""


@dataclass(frozen=True)
class Action:
    """Something that the task lets a visitor do; made by `click`, `enter`, `choose` or `action`.

    ``possible`` tells whether it can be done on an app's page, with a value.
    """

    name: str
    do: Callable[[App, Any], object]
    values: Values
    possible: Callable[[App, Any], bool]


def click(label: str, *, rows: int = 1, in_form: bool = False) -> Action:
    """A click on the button with this label; if there are several, on one of the first ``rows``."""

    def do(app: App, row: int) -> None:
        _enabled(app, label, row, rows, in_form=in_form).click().run()

    return Action(f"click {steps.quoted(label)}", do, range(rows), lambda app, row: _can(app, label, row))


def enter(
    label: str, draw: Callable[[Inputs], Any] = Inputs.word, *, empty: bool = True, in_form: bool = False
) -> Action:
    """Typing into the widget with this label: something new, what was typed before, or nothing.

    ``draw`` gives something new, such as ``Inputs.name``; with ``empty`` False, nothing is never typed.
    """

    def some(inputs: Inputs) -> Any:
        return "" if empty and inputs.random() < 0.15 else draw(inputs)  # noqa: PLR2004

    return _set(label, some, in_form=in_form)


def choose(label: str, values: Sequence[Any], *, in_form: bool = False) -> Action:
    """Choosing one of some values for the widget with this label, the first and the last of them more often."""
    return _set(label, values, in_form=in_form)


def action(
    name: str,
    do: Callable[..., object],
    values: Values = (),
    *,
    possible: Callable[..., bool] = lambda *_: True,
) -> Action:
    """An action of an author's own: ``do(app)``, or with ``values`` ``do(app, value)``, which runs the app.

    It is left out if ``possible(app)``, or ``possible(app, value)``, is False for the reference.
    """
    if callable(values) or len(values):
        return Action(name, do, values, possible)
    return Action(name, lambda app, _: do(app), (None,), lambda app, _: possible(app))


def _set(label: str, values: Values, *, in_form: bool) -> Action:
    def do(app: App, value: Any) -> None:
        _enabled(app, label, 0, 1, in_form=in_form).set_value(value).run()

    def possible(app: App, value: Any) -> bool:
        # What is there already is no change: a browser does not even tell the app.
        return _can(app, label, 0) and widgets(app, label)[0].value != value

    return Action(f"set {steps.quoted(label)}", do, values, possible)


def _can(app: App, label: str, row: int) -> bool:
    found = widgets(app, label)[row:]
    return bool(found) and not found[0].disabled


def _enabled(app: App, label: str, row: int, rows: int, *, in_form: bool) -> Any:
    """The widget with this label, or the one in a row if there may be several. Fails if it cannot be used."""
    found = widgets(app, label)
    if rows == 1 or not found:
        node = widget(app, label, in_form=in_form)
    elif row >= len(found):
        which = f"{steps.ordinal(row)} {steps.quoted(label)}"
        raise CheckFailed(f"there is no {which} on the page", expected=which, seen=f"{len(found)} of them")
    else:
        node = ensure_reruns(found[row], in_form=in_form)
    if node.disabled:
        raise DisabledError(f"{steps.quoted(label)} is disabled")
    return node


# --- drawing -----------------------------------------------------------------------------------


# Probabilities, and numbers to choose from.
_IN_A_ROW, _TIMES = 0.3, (4, 7, 10)
"""A burst is of this kind: one action so many times in a row, and then another one."""
_EVERYBODY = 0.4
"""A burst is of this kind: each visitor does each action once, to show faults that need two who do the same."""
_OFTEN = (0, 0, 1, 2, 3)
"""How many times each action is done in any other burst."""
_RESTARTS, _COMES = 0.3, 0.5
"""Before a burst: the server restarts; a visitor comes."""
_AGAIN, _OTHER_CASE, _LONGER = 0.4, 0.3, 0.5
"""An earlier text is typed again; then its case is swapped, or else words are added: to most apps that is another text."""
_PASSES_BY = 0.12
"""After an action: a new visitor opens the app and does nothing. Such a page shows what leaks from the others."""


class Move(NamedTuple):
    """A step of a walk. ``what`` is an action, or one of the two below."""

    visitor: int
    what: Action | str
    value: Any = None


VISIT, RESTART = "visit", "restart"


class Drawing:
    """Draws walks in bursts: one action many times in a row, or some of the actions by some of the visitors.

    Actions in a row, and the values of a choice, are dealt like cards, so that each comes up soon. A whole walk is
    drawn before anything runs; moves that are not possible are skipped when it is taken.
    """

    def __init__(self, inputs: Inputs, actions: Sequence[Action], sessions: int, *, restarts: bool) -> None:
        self._inputs = inputs
        self._actions = actions
        self._sessions = sessions
        self._restarts = restarts
        self._leading: list[Action] = []
        self._dealt: dict[str, list[Any]] = {}
        self._earlier: dict[str, list[Any]] = {}

    def walk(self, length: int) -> list[Move]:
        """The next walk, of at least ``length`` moves."""
        self._present, self._came = [0], 1
        moves = [Move(0, VISIT)]
        while len(moves) < length:
            moves += self._changes()
            moves += self._burst()
        return moves

    def _burst(self) -> list[Move]:
        """Two actions many times in a row by one visitor, or several actions by several visitors."""
        inputs, chance = self._inputs, self._inputs.random()
        if chance < _IN_A_ROW:
            return self._in_a_row(inputs.choice(self._present))
        if chance < _IN_A_ROW + _EVERYBODY:
            some = [(who, what) for who in self._present for what in self._actions]
        else:
            some_of_them = inputs.sample(self._present, inputs.choice((1, len(self._present))))
            often = [what for what in self._actions for _ in range(inputs.choice(_OFTEN))]
            some = [(inputs.choice(some_of_them), what) for what in often]
        moves = []
        for who, what in inputs.sample(some, len(some)):
            moves.append(Move(who, what, self._value(what)))
            if self._sessions > 1 and inputs.random() < _PASSES_BY:
                moves.append(self._somebody_new())
        return moves

    def _in_a_row(self, who: int) -> list[Move]:
        """One action again and again, and then another: shows what is counted, taken back, or grows too long."""
        moves = []
        for _ in range(2):
            self._leading = self._leading or self._inputs.sample(self._actions, len(self._actions))
            what = self._leading.pop()
            moves += [Move(who, what, self._value(what)) for _ in range(self._inputs.choice(_TIMES))]
        return moves

    def _somebody_new(self) -> Move:
        self._came += 1
        return Move(self._came - 1, VISIT)

    def _changes(self) -> list[Move]:
        """What may happen before a burst: the server restarts; a visitor comes, perhaps in place of another."""
        moves = []
        if self._restarts and self._inputs.random() < _RESTARTS:
            moves.append(Move(0, RESTART))
        if self._sessions > 1 and self._inputs.random() < _COMES:
            if len(self._present) == self._sessions:
                self._present.remove(self._inputs.choice(self._present))
            self._present.append(self._came)
            moves.append(self._somebody_new())
        return moves

    def _value(self, what: Action) -> Any:
        if not callable(what.values):
            return self._dealt_value(what.name, what.values)
        earlier = self._earlier.setdefault(what.name, [])
        if not earlier or self._inputs.random() > _AGAIN:
            earlier.append(what.values(self._inputs))
            return earlier[-1]
        again = self._inputs.choice(earlier)
        return self._nearly(again, what) if isinstance(again, str) else again

    def _nearly(self, text: str, what: Action) -> str:
        """A text, perhaps in other letters, or if it is made of words, perhaps with more of them."""
        assert callable(what.values)
        if self._inputs.random() < _OTHER_CASE:
            return text.swapcase()
        if text.replace(" ", "").isalnum() and self._inputs.random() < _LONGER:
            return f"{text} {what.values(self._inputs)}".strip()
        return text

    def _dealt_value(self, name: str, values: Sequence[Any]) -> Any:
        """The next of a deal: both ends and two others, in any order."""
        dealt = self._dealt.setdefault(name, [])
        if not dealt:
            dealt += [values[0], values[-1], *self._inputs.choices(values, k=min(2, len(values) - 1))]
            self._inputs.shuffle(dealt)
        return dealt.pop()

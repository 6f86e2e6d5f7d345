"""Checks of ex01b: first values are given once, and every choice stays, also 0, "" and False."""

import ast
import re

from statecourse import walks
from statecourse.checks import (
    App,
    CheckFailed,
    Inputs,
    expect,
    names_in,
    needs,
    note,
    number_after,
    texts_after,
    widget,
)
from statecourse.walks import Walk, click, enter

LABELS = ("Volume", "Nickname", "Show tips", "Tips")


def choose(app: App, label: str, value: object) -> None:
    """Set a widget, which runs the app."""
    widget(app, label).set_value(value).run()
    expect(app).to_run()


def say_hello(app: App) -> None:
    """Have something else run the app."""
    widget(app, "Say hello").click().run()
    expect(app).to_run()


def texts_shown(app: App, label: str) -> list[str]:
    """What the summary shows after a label, at each place that has it."""
    return texts_after(app, label, others=LABELS)


def shown(app: App, label: str, like: str = "") -> str:
    """What the summary shows after a label; where it is there twice, rather what is ``like`` a value.

    Fails the check where the label is nowhere.
    """
    texts = texts_shown(app, label)
    if not texts:
        text = f"there is no “{label}:” with a value on the page"
        raise CheckFailed(text)
    return ([text for text in texts if re.match(like, text, re.IGNORECASE)] or texts)[-1]


def volume_shown(app: App) -> float | str:
    """The volume in the summary, as a number if it is one: “5”, “5.0” and “5 of 10” are 5."""
    number = number_after(app, "Volume")
    return shown(app, "Volume") if number is None else number


def tips_shown(app: App) -> str:
    """The first word after “Tips” in the summary, in small letters."""
    return shown(app, "Tips", r"(?:on|off)\b").casefold().partition(" ")[0]


def lowest_volume(app: App) -> float:
    """The lowest volume that can be chosen; 0 where it can be lower."""
    return max(0, getattr(widget(app, "Volume"), "min", None) or 0)


def test_opens(app: App) -> None:
    """The app opens without an exception."""
    app.run()
    expect(app).to_run()


def switch(app: App) -> str:
    """“on” or “off”, as “Show tips” is."""
    return "on" if widget(app, "Show tips").value else "off"


def gives_first_values(source: ast.Module) -> bool:
    """Whether a line puts “Guest” into session state; where it comes too late, the page does not show it."""
    lines = [ast.unparse(node) for node in ast.walk(source) if isinstance(node, ast.Assign | ast.Expr)]
    return any("session_state" in line.partition("Guest")[0] and "Guest" in line for line in lines)


@needs("test_opens")
def test_starts_with_the_first_values(app: App, source: ast.Module) -> None:
    """When the page is opened, the volume is 5, the nickname is “Guest”, and the tips are on."""
    app.run()
    expect(widget(app, "Volume").value, "the volume").to_be(5)
    expect(widget(app, "Nickname").value, "the nickname").to_be("Guest")
    expect(switch(app), "“Show tips”").to_be("on")
    expect(volume_shown(app), "the volume in the summary").to_be(5)
    expect(shown(app, "Nickname"), "the nickname in the summary").to_be("Guest")
    expect(tips_shown(app), "the tips in the summary").to_be("on")
    note(gives_first_values(source), "whether session state is given first values")


@needs("test_opens")
def test_choices_stay(app: App, inputs: Inputs, source: ast.Module) -> None:
    """What was chosen is still there after a click on “Say hello”."""
    volume, name = inputs.number(6, 9), inputs.name()
    app.run()
    choose(app, "Volume", volume)
    choose(app, "Nickname", name)
    say_hello(app)
    expect(widget(app, "Volume").value, "the volume").to_be(volume)
    expect(widget(app, "Nickname").value, "the nickname").to_be(name)
    expect(volume_shown(app), "the volume in the summary").to_be(volume)
    expect(shown(app, "Nickname"), "the nickname in the summary").to_be(name)
    note("cache_data" in names_in(source), "whether values are cached")


@needs("test_choices_stay")
def test_follows_every_change(app: App, inputs: Inputs) -> None:
    """One change after another counts, and the summary shows each at once."""
    one, two, name = inputs.number(6, 9), inputs.number(1, 4), inputs.name()
    app.run()
    choose(app, "Volume", one)
    choose(app, "Volume", two)
    expect(widget(app, "Volume").value, "the volume").to_be(two)
    expect(volume_shown(app), "the volume in the summary").to_be(two)
    choose(app, "Nickname", name)
    expect(shown(app, "Nickname"), "the nickname in the summary").to_be(name)


@needs("test_choices_stay")
def test_volume_may_be_zero(app: App) -> None:
    """A volume of 0 stays 0."""
    app.run()
    expect(lowest_volume(app), "the lowest volume that can be chosen").to_be(0)
    choose(app, "Volume", 0)
    say_hello(app)
    expect(widget(app, "Volume").value, "the volume").to_be(0)
    expect(volume_shown(app), "the volume in the summary").to_be(0)


@needs("test_choices_stay")
def test_nickname_may_be_empty(app: App) -> None:
    """An emptied nickname stays empty."""
    app.run()
    choose(app, "Nickname", "")
    say_hello(app)
    expect(widget(app, "Nickname").value, "the nickname").to_be("")
    in_summary = (texts_shown(app, "Nickname") or [""])[-1]
    expect(in_summary, "the nickname in the summary").not_to_be("Guest")


@needs("test_choices_stay")
def test_tips_may_be_off(app: App) -> None:
    """Tips that were switched off stay off, until they are switched on again."""
    app.run()
    choose(app, "Show tips", False)
    say_hello(app)
    expect(switch(app), "“Show tips”").to_be("off")
    expect(tips_shown(app), "the tips in the summary").to_be("off")
    choose(app, "Show tips", True)
    expect(tips_shown(app), "the tips in the summary").to_be("on")


@needs("test_starts_with_the_first_values", "test_choices_stay")
def test_each_visitor_begins_anew(app: App, inputs: Inputs) -> None:
    """Another visitor begins with the first values, whatever the first one chose."""
    volume, name = inputs.number(6, 9), inputs.name()
    app.run()
    choose(app, "Volume", volume)
    choose(app, "Nickname", name)
    other = app.new_session().run()
    expect(volume_shown(other), "the second visitor’s volume").to_be(5)
    expect(shown(other, "Nickname"), "the second visitor’s nickname").to_be("Guest")


def preferences(app: App) -> dict[str, object]:
    """The three preferences, in their widgets and in the summary, which may leave out an empty nickname."""
    nickname = widget(app, "Nickname").value
    seen: dict[str, object] = {
        "the volume": widget(app, "Volume").value,
        "the nickname": nickname,
        "“Show tips”": switch(app),
        "the volume in the summary": volume_shown(app),
        "the tips in the summary": tips_shown(app),
    }
    return seen | ({"the nickname in the summary": shown(app, "Nickname")} if nickname else {})


@needs("test_follows_every_change", "test_each_visitor_begins_anew")
@needs("test_volume_may_be_zero", "test_nickname_may_be_empty", "test_tips_may_be_off")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever visitors change, in any order, each sees what they chose last."""
    actions = [
        walks.choose("Volume", range(11)),
        enter("Nickname", Inputs.name),
        walks.choose("Show tips", [True, False]),
        click("Say hello"),
    ]
    walk(actions, preferences)

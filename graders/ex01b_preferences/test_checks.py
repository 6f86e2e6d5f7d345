"""Checks of ex01b: initial values are given once, and every choice stays, also 0, "" and False."""

import ast
import re

from statecourse.checks import (
    App,
    CheckFailed,
    Inputs,
    Walk,
    action,
    click,
    expect,
    fill,
    names_in,
    needs,
    note,
    number_after,
    own_keys,
    texts_after,
    widget,
)

LABELS = ("Volume", "Nickname", "Tips")
BUTTONS = ("Louder", "Mute", "Rename", "Tips on/off")


def press(app: App, label: str, times: int = 1) -> None:
    """Click on a button so many times."""
    for _ in range(times):
        widget(app, label).click().run()
        expect(app).to_run()


def enter_name(app: App, name: str) -> None:
    """Type a new nickname, and do not click on “Rename”."""
    fill(app, "New nickname", name)
    expect(app).to_run()


def rename(app: App, name: str) -> None:
    """Type a new nickname, and click on “Rename”; in a form, both are sent together."""
    enter_name(app, name)
    press(app, "Rename")


def texts_shown(app: App, label: str) -> list[str]:
    """What the page says after a label, at each place that has it."""
    return texts_after(app, label, others=LABELS)


def shown(app: App, label: str, like: str = "") -> str:
    """What the page says after a label; where it is there twice, rather what is ``like`` a value.

    Fails the check where the label is nowhere.
    """
    texts = texts_shown(app, label)
    if not texts:
        text = f"there is no “{label}:” with a value on the page"
        raise CheckFailed(text)
    return ([text for text in texts if re.match(like, text, re.IGNORECASE)] or texts)[-1]


def volume(app: App) -> float | str:
    """The volume, as a number if it is one: “5”, “5.0” and “5 of 10” are 5."""
    number = number_after(app, "Volume")
    return shown(app, "Volume") if number is None else number


def nickname(app: App) -> str:
    """The nickname; empty where nothing is shown for it."""
    return (texts_shown(app, "Nickname") or [""])[-1]


def tips(app: App) -> str:
    """The first word after “Tips”, in small letters."""
    return shown(app, "Tips", r"(?:on|off)\b").casefold().partition(" ")[0]


def own_values(app: App) -> dict[str, object]:
    """What the app itself keeps in session state."""
    return {key: app.session_state[key] for key in own_keys(app)}


def keeps_a_button(source: ast.Module) -> bool:
    """Whether a line puts into session state what a button gives."""
    lines = [ast.unparse(node).partition(" = ") for node in ast.walk(source) if isinstance(node, ast.Assign)]
    return any("session_state" in kept and ".button(" in given for kept, _, given in lines)


def test_opens(app: App) -> None:
    """The app opens with its four buttons and the text input."""
    app.run()
    expect(app).to_run()
    for label in (*BUTTONS, "New nickname"):
        widget(app, label, in_form=True)


@needs("test_opens")
def test_starts_with_the_initial_values(app: App) -> None:
    """When the page is opened, the volume is 5, the nickname is “Guest”, and the tips are on."""
    app.run()
    expect(volume(app), "the volume").to_be(5)
    expect(shown(app, "Nickname"), "the nickname").to_be("Guest")
    expect(tips(app), "the tips").to_be("on")


@needs("test_starts_with_the_initial_values")
def test_shows_each_change(app: App, inputs: Inputs) -> None:
    """The page shows at once what a click has changed."""
    name = inputs.name()
    app.run()
    press(app, "Louder")
    expect(volume(app), "the volume").to_be(6)
    press(app, "Mute")
    expect(volume(app), "the volume").to_be(0)
    rename(app, name)
    expect(shown(app, "Nickname"), "the nickname").to_be(name)
    press(app, "Tips on/off")
    expect(tips(app), "the tips").to_be("off")


@needs("test_shows_each_change")
def test_choices_stay(app: App, inputs: Inputs, source: ast.Module) -> None:
    """What was chosen is still there after the next clicks, and they go on from it."""
    times, name = inputs.number(3, 4), inputs.name()
    app.run()
    press(app, "Louder")
    note(bool(own_keys(app)), "whether session state keeps anything")
    note(6 in own_values(app).values(), "whether session state has the new volume")
    press(app, "Louder", times - 1)
    expect(volume(app), "the volume").to_be(5 + times)
    rename(app, name)
    expect(volume(app), "the volume").to_be(5 + times)
    press(app, "Louder")
    expect(volume(app), "the volume").to_be(6 + times)
    expect(shown(app, "Nickname"), "the nickname").to_be(name)
    note("cache_data" in names_in(source), "whether values are cached")


@needs("test_choices_stay")
def test_volume_may_be_zero(app: App) -> None:
    """A volume of 0 stays 0, and goes on from there."""
    app.run()
    press(app, "Mute")
    press(app, "Tips on/off")
    expect(volume(app), "the volume").to_be(0)
    press(app, "Louder")
    expect(volume(app), "the volume").to_be(1)


@needs("test_choices_stay")
def test_nickname_may_be_empty(app: App, inputs: Inputs) -> None:
    """An empty nickname is one, and stays, until there is another one."""
    name = inputs.name()
    app.run()
    rename(app, name)
    rename(app, "")
    expect(nickname(app), "the nickname").not_to_be(name)
    expect(nickname(app), "the nickname").not_to_be("Guest")
    press(app, "Louder")
    expect(nickname(app), "the nickname").not_to_be("Guest")
    enter_name(app, name)
    expect(nickname(app), "the nickname, as another one is typed").not_to_be(name)


@needs("test_choices_stay")
def test_tips_may_be_off(app: App, source: ast.Module) -> None:
    """Tips that were switched off stay off, until they are switched on again."""
    app.run()
    before = own_values(app)
    press(app, "Tips on/off")
    note(own_values(app) != before, "whether the click changed session state")
    note(keeps_a_button(source), "whether what a button gives is kept")
    press(app, "Louder")
    expect(tips(app), "the tips").to_be("off")
    press(app, "Tips on/off")
    expect(tips(app), "the tips").to_be("on")


@needs("test_starts_with_the_initial_values")
def test_waits_for_rename(app: App, inputs: Inputs) -> None:
    """What is typed becomes the nickname with the click on “Rename”, and not earlier."""
    name = inputs.name()
    app.run()
    enter_name(app, name)
    expect(shown(app, "Nickname"), "the nickname").to_be("Guest")
    rename(app, name)
    expect(shown(app, "Nickname"), "the nickname").to_be(name)
    enter_name(app, name[::-1])
    expect(shown(app, "Nickname"), "the nickname, as another one is typed").to_be(name)


@needs("test_starts_with_the_initial_values", "test_choices_stay")
def test_each_visitor_begins_anew(app: App, inputs: Inputs) -> None:
    """Another visitor begins with the initial values, whatever the first one chose."""
    name = inputs.name()
    app.run()
    press(app, "Mute")
    rename(app, name)
    other = app.new_session().run()
    expect(volume(other), "the second visitor’s volume").to_be(5)
    expect(shown(other, "Nickname"), "the second visitor’s nickname").to_be("Guest")
    press(app, "Tips on/off")
    expect(volume(app), "the first visitor’s volume").to_be(0)


def preferences(app: App) -> dict[str, object]:
    """The three preferences; an empty nickname need not be shown."""
    name = nickname(app)
    return {
        "the volume": volume(app),
        **({"the nickname": name} if name not in {"", "–", "-"} else {}),
        "the tips": tips(app),
    }


@needs("test_waits_for_rename", "test_each_visitor_begins_anew")
@needs("test_volume_may_be_zero", "test_nickname_may_be_empty", "test_tips_may_be_off")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever is chosen, in any order, is there and stays."""
    actions = [
        # A volume above 10 is nobody's business: there may be a loudest one.
        action("click “Louder”", press_louder, possible=lambda app, *_: number_after(app, "Volume") != 10),
        click("Mute"),
        action("rename", rename, Inputs.name),
        click("Tips on/off"),
    ]
    walk(actions, preferences)


def press_louder(app: App) -> None:
    """Click on “Louder” once."""
    press(app, "Louder")

"""Checks of ex04b: what was chosen in a panel stays when the panel is closed."""

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    choose,
    click,
    enter,
    expect,
    needs,
    number_after,
    values,
    widget,
    widgets,
)

SETTINGS = ("Player", "Rounds", "Sound")
LABELS = (*SETTINGS, "Show settings")
INITIAL = {"Player": "Guest", "Rounds": 3, "Sound": "on"}


def set_to(app: App, label: str, value: object) -> None:
    """Set a widget, which runs the app."""
    widget(app, label).set_value(value).run()
    expect(app).to_run()


def go_on(app: App, times: int = 1) -> None:
    """Click on “Next question”."""
    for _ in range(times):
        widget(app, "Next question").click().run()
        expect(app).to_run()


def summary(app: App) -> dict[str, object]:
    """What the page says: the player as text, the rounds as a number, the sound as “on” or “off”."""
    said = values(app, LABELS)
    rounds, sound = number_after(app, "Rounds"), said["Sound"] or ""
    return {
        "Player": said["Player"],
        "Rounds": said["Rounds"] if rounds is None else rounds,
        "Sound": sound.casefold().partition(" ")[0] or None,
    }


def panel(app: App) -> dict[str, object]:
    """What the three settings hold; a checkbox is “on” or “off”."""
    held = {label: widget(app, label).value for label in SETTINGS}
    return held | {"Sound": "on" if held["Sound"] else "off"}


def chosen(player: str, rounds: int, sound: str) -> dict[str, object]:
    """Settings as the page should tell them."""
    return {"Player": player, "Rounds": rounds, "Sound": sound}


def set_all(app: App, wanted: dict[str, object]) -> None:
    """Choose all three settings; the panel is open."""
    for label, value in wanted.items():
        set_to(app, label, value == "on" if label == "Sound" else value)


def some(inputs: Inputs) -> dict[str, object]:
    """Settings that differ from the initial ones."""
    return chosen(inputs.name(), inputs.number(4, 10), "off")


def expect_summary(app: App, wanted: dict[str, object], where: str = "in the summary") -> None:
    """Have the summary say this."""
    seen = summary(app)
    for label, value in wanted.items():
        expect(seen[label], f"“{label}” {where}").to_be(value)


def expect_panel(app: App, wanted: dict[str, object], where: str = "in the panel") -> None:
    """Have the open panel hold this."""
    seen = panel(app)
    for label, value in wanted.items():
        expect(seen[label], f"“{label}” {where}").to_be(value)


def test_opens(app: App) -> None:
    """The page opens with an open panel, and with the initial settings in it and in the summary."""
    app.run()
    expect(app).to_run()
    widget(app, "Next question")
    expect(bool(widget(app, "Show settings").value), "whether “Show settings” is on").to_be(True)
    expect_panel(app, INITIAL)
    expect_summary(app, INITIAL)


@needs("test_opens")
def test_follows_every_change(app: App, inputs: Inputs) -> None:
    """While the panel is open, each change counts, and the summary shows it at once and from then on."""
    app.run()
    for _ in range(2):
        wanted = chosen(inputs.name(), inputs.number(1, 10), inputs.choice(["on", "off"]))
        set_all(app, wanted)
        expect_summary(app, wanted)
        expect_panel(app, wanted)
        go_on(app)
        expect_summary(app, wanted)


@needs("test_opens")
def test_panel_closes(app: App) -> None:
    """When “Show settings” is off, no setting is on the page, and the summary still is."""
    app.run()
    set_to(app, "Show settings", False)
    there = [label for label in SETTINGS if widgets(app, label)]
    expect(", ".join(there), "the settings on the page").to_be("")
    expect_summary(app, INITIAL)


@needs("test_follows_every_change", "test_panel_closes")
def test_remembers_while_closed(app: App, inputs: Inputs) -> None:
    """What was chosen stays in the summary while the panel is closed, however often the quiz goes on."""
    wanted = some(inputs)
    app.run()
    set_all(app, wanted)
    set_to(app, "Show settings", False)
    expect_summary(app, wanted)
    go_on(app, inputs.number(2, 4))
    expect_summary(app, wanted)


@needs("test_remembers_while_closed")
def test_opens_as_it_was_left(app: App, inputs: Inputs) -> None:
    """When the panel is opened again, it holds what was chosen."""
    wanted = some(inputs)
    app.run()
    set_all(app, wanted)
    set_to(app, "Show settings", False)
    go_on(app)
    set_to(app, "Show settings", True)
    expect_panel(app, wanted)
    expect_summary(app, wanted)


@needs("test_opens_as_it_was_left")
def test_can_be_changed_again(app: App, inputs: Inputs) -> None:
    """Settings can be changed after the panel was opened again, and that stays, too."""
    one, two = some(inputs), chosen(inputs.name(), inputs.number(1, 2), "on")
    app.run()
    for wanted in (one, two):
        set_all(app, wanted)
        expect_summary(app, wanted)
        set_to(app, "Show settings", False)
        go_on(app)
        set_to(app, "Show settings", True)
        expect_panel(app, wanted)


@needs("test_remembers_while_closed")
def test_player_may_be_empty(app: App) -> None:
    """An emptied player stays empty, also behind a closed panel."""
    app.run()
    set_to(app, "Player", "")
    for shown in (False, True):
        set_to(app, "Show settings", shown)
        go_on(app)
        expect(summary(app)["Player"] == "Guest", "whether the player is “Guest” again").to_be(False)
    expect(widget(app, "Player").value or "", "“Player” in the panel").to_be("")


@needs("test_opens")
def test_each_visitor_has_settings(app: App, inputs: Inputs) -> None:
    """Another visitor begins with the initial settings, whatever the first one chose."""
    wanted = some(inputs)
    app.run()
    set_all(app, wanted)
    other = app.new_session().run()
    expect_summary(other, INITIAL, "in the summary of another tab")
    expect_panel(other, INITIAL, "in the panel of another tab")


def page(app: App) -> dict[str, object]:
    """The summary, and the panel where it is open; an empty player need not be shown."""
    shown = bool(widget(app, "Show settings").value)
    there = [label for label in SETTINGS if widgets(app, label)]
    seen: dict[str, object] = {f"“{label}” in the summary": value for label, value in summary(app).items()}
    seen["the settings on the page"] = ", ".join(there)
    if shown:
        seen |= {f"“{label}” in the panel": value for label, value in panel(app).items()}
        player_is_empty = not seen["“Player” in the panel"]
    else:
        player_is_empty = not seen["“Player” in the summary"]
    if player_is_empty:
        del seen["“Player” in the summary"]
    return seen


@needs("test_can_be_changed_again", "test_player_may_be_empty", "test_each_visitor_has_settings")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever visitors choose, open and close, in any order, nothing is forgotten."""
    actions = [
        choose("Show settings", [True, False]),
        enter("Player", Inputs.name),
        choose("Rounds", range(1, 11)),
        choose("Sound", [True, False]),
        click("Next question"),
    ]
    walk(actions, page)

"""Checks of ex02c: undo and redo, of as many steps as were made."""

import re

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    click,
    enter,
    expect,
    needs,
    note,
    number_after,
    own_keys,
    page_text,
    widget,
)

STEPS = ("Add red", "Add blue", "Flip")
BUTTONS = (*STEPS, "Undo", "Redo")


def count(app: App) -> int | float | None:
    """The number after “Beads”."""
    return number_after(app, "Beads")


def beads(app: App) -> list[str]:
    """The colours after “Bracelet:”, on that line or below, as where a list is shown."""
    return re.findall("red|blue", page_text(app).casefold().rpartition("bracelet:")[2])


def press(app: App, *labels: str) -> None:
    """Click on one button after the other; on one that is disabled, a click does nothing."""
    for label in labels:
        if not widget(app, label).disabled:
            widget(app, label).click().run()


def expect_bracelet(app: App, *colors: str) -> None:
    """Expect the number of beads and, unless there are none, their colours."""
    expect(app).to_run()
    expect(count(app), "the number of beads").to_be(len(colors))
    if colors:
        expect(beads(app), "the beads").to_be(list(colors))


def kept(app: App) -> list[int]:
    """How long the lists are that the app itself keeps in session state."""
    values = [app.session_state[key] for key in own_keys(app)]
    return sorted(len(value) for value in values if isinstance(value, list))


def some(inputs: Inputs, number: int) -> list[str]:
    """Colours that are not the same from behind."""
    return ["red", *inputs.choices(["red", "blue"], k=number - 2), "blue"]


def test_opens(app: App) -> None:
    """The page opens with no beads, and with all buttons."""
    app.run()
    expect(app).to_run()
    for label in (*BUTTONS, "For"):
        widget(app, label)
    expect(count(app), "the number of beads").to_be(0)


@needs("test_opens")
def test_adds_a_bead(app: App) -> None:
    """A click on “Add red” or “Add blue” puts a bead on the bracelet, and the page shows it at once."""
    app.run()
    press(app, "Add red")
    expect_bracelet(app, "red")
    app.restart()
    app.run()
    press(app, "Add blue")
    expect_bracelet(app, "blue")


@needs("test_adds_a_bead")
def test_adds_at_the_end(app: App, inputs: Inputs) -> None:
    """Each further bead comes at the end, and all stay when a name is typed."""
    colors = some(inputs, 5)
    app.run()
    press(app, f"Add {colors[0]}")
    note(kept(app), "the lists in session state")
    press(app, *(f"Add {color}" for color in colors[1:]))
    expect_bracelet(app, *colors)
    widget(app, "For").input(inputs.name()).run()
    expect_bracelet(app, *colors)


@needs("test_adds_at_the_end")
def test_flips(app: App) -> None:
    """“Flip” turns the bracelet around, and it stays like that."""
    app.run()
    press(app, "Add red", "Add red", "Add blue", "Flip")
    expect_bracelet(app, "blue", "red", "red")
    press(app, "Add blue")
    expect_bracelet(app, "blue", "red", "red", "blue")


@needs("test_adds_at_the_end")
def test_undo_takes_back_a_step(app: App) -> None:
    """“Undo” takes back the last step, and one can go on from there."""
    app.run()
    press(app, "Add red", "Add blue", "Add red")
    note(kept(app), "the lists in session state")
    press(app, "Undo")
    expect_bracelet(app, "red", "blue")
    widget(app, "For").input("Bo").run()
    expect_bracelet(app, "red", "blue")
    press(app, "Add blue")
    expect_bracelet(app, "red", "blue", "blue")


@needs("test_undo_takes_back_a_step", "test_flips")
def test_undo_takes_back_a_flip(app: App) -> None:
    """A “Flip” is a step like any other, also where it changes nothing that one sees."""
    app.run()
    press(app, "Add red", "Add blue", "Flip", "Undo")
    expect_bracelet(app, "red", "blue")
    press(app, "Undo", "Flip", "Undo")
    expect_bracelet(app, "red")


@needs("test_undo_takes_back_a_step")
def test_undo_goes_back_to_the_beginning(app: App, inputs: Inputs) -> None:
    """Each “Undo” takes back one step more, and the last ones do nothing."""
    colors = some(inputs, 7)
    app.run()
    press(app, *(f"Add {color}" for color in colors))
    for left in (6, 5, 4, 3, 2, 1, 0, 0):
        press(app, "Undo")
        expect_bracelet(app, *colors[:left])
    press(app, "Add red")
    expect_bracelet(app, "red")
    many = inputs.number(60, 70)
    press(app, *["Add blue"] * many)
    expect(count(app), "the number of beads").to_be(many + 1)
    press(app, *["Undo"] * many)
    expect(count(app), f"the number of beads after {many} steps and as many times “Undo”").to_be(1)


@needs("test_undo_takes_back_a_step")
def test_redo_does_it_again(app: App, inputs: Inputs) -> None:
    """Each “Redo” does again what an “Undo” took back, and that can be undone again."""
    colors = some(inputs, 4)
    app.run()
    press(app, *(f"Add {color}" for color in colors), "Undo", "Undo")
    widget(app, "For").input(inputs.name()).run()
    press(app, "Redo")
    expect_bracelet(app, *colors[:3])
    press(app, "Redo", "Redo")
    expect_bracelet(app, *colors)
    press(app, "Undo")
    expect_bracelet(app, *colors[:3])
    press(app, "Undo", "Undo", "Undo", "Redo")
    expect_bracelet(app, *colors[:1])
    press(app, "Undo")
    expect(count(app), "the number of beads, after “Redo” and right after it “Undo”").to_be(0)


@needs("test_redo_does_it_again")
def test_new_step_ends_redo(app: App) -> None:
    """After a new step there is nothing to do again."""
    app.run()
    press(app, "Add red", "Add red", "Undo", "Add blue", "Redo")
    expect_bracelet(app, "red", "blue")
    press(app, "Undo", "Undo", "Undo", "Redo", "Redo")
    expect_bracelet(app, "red", "blue")


@needs("test_adds_at_the_end")
def test_each_tab_has_its_own_bracelet(app: App) -> None:
    """A second tab begins with no beads, and what is done there changes no other."""
    app.run()
    press(app, "Add red", "Add blue")
    second = app.new_session().run()
    expect_bracelet(second)
    press(second, "Undo", "Add red")
    widget(app, "For").input("Bo").run()
    expect_bracelet(app, "red", "blue")


@needs(
    "test_undo_takes_back_a_flip",
    "test_undo_goes_back_to_the_beginning",
    "test_new_step_ends_redo",
    "test_each_tab_has_its_own_bracelet",
)
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever is done, undone and done again, in any order, each has the right bracelet."""

    def look(app: App) -> dict[str, object]:
        seen: dict[str, object] = {"the number of beads": count(app)}
        return seen | ({"the beads": beads(app)} if count(app) else {})

    walk([*(click(label) for label in BUTTONS), enter("For", Inputs.name)], look, sessions=2)

"""Checks of ex11a: nothing is deleted before the question is answered, and the question stays until then."""

import re

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    action,
    choose,
    click,
    expect,
    needs,
    note,
    number_after,
    own_keys,
    page_text,
    widget,
    widgets,
)

RECIPES = ["Curry", "Dumplings", "Lasagne", "Ratatouille"]


def press(app: App, label: str) -> None:
    """Click on a button."""
    widget(app, label, in_form=True).click().run()
    expect(app).to_run()


def search(app: App, text: str) -> None:
    """Enter a text into “Search”."""
    widget(app, "Search").set_value(text).run()
    expect(app).to_run()


def shown(app: App) -> list[str]:
    """The recipes that are shown, each by its button."""
    return [name for name in RECIPES if widgets(app, f"Delete {name}")]


def questions(app: App) -> list[str]:
    """The recipes that the page asks about."""
    return re.findall(r"Really delete (.{1,40}?)\?", page_text(app))


def buttons(app: App) -> list[str]:
    """Which of the buttons for an answer can be clicked."""
    return [label for label in ("Yes", "No") for button in widgets(app, label) if not button.disabled]


def expect_question(app: App, *names: str) -> None:
    """The page asks about this recipe, or about none; and nothing is deleted by that."""
    expect(questions(app), "the recipes that the page asks about").to_be(list(names))
    expect(buttons(app), "the buttons for an answer").to_be(["Yes", "No"] if names else [])


def expect_recipes(app: App, names: list[str]) -> None:
    """These recipes are there, and counted."""
    expect(shown(app), "the recipes with a button").to_be(names)
    expect(number_after(app, "Recipes"), "the number of recipes").to_be(len(names))


def test_opens(app: App) -> None:
    """The page opens with four recipes, and asks nothing."""
    app.run()
    expect(app).to_run()
    widget(app, "Search")
    expect_recipes(app, RECIPES)
    expect_question(app)


@needs("test_opens")
def test_asks_first(app: App, inputs: Inputs) -> None:
    """A click on “Delete …” deletes nothing, and the page asks at once."""
    name = inputs.choice(RECIPES[:-1])  # who forgets which asks about the last one
    app.run()
    press(app, f"Delete {name}")
    expect_recipes(app, RECIPES)
    expect_question(app, name)
    note(len(own_keys(app)), "how many keys the app has of its own")


@needs("test_asks_first")
def test_no_keeps_it(app: App, inputs: Inputs) -> None:
    """“No” deletes nothing, and the question is gone at once."""
    app.run()
    for name in inputs.sample(RECIPES, 2):
        press(app, f"Delete {name}")
        press(app, "No")
        expect_recipes(app, RECIPES)
        expect_question(app)


@needs("test_asks_first")
def test_yes_deletes_it(app: App, inputs: Inputs) -> None:
    """“Yes” deletes the recipe and no other, and the question is gone at once."""
    left = list(RECIPES)
    app.run()
    for name in inputs.sample(RECIPES, 4):
        press(app, f"Delete {name}")
        press(app, "Yes")
        left.remove(name)
        expect_recipes(app, left)
        expect_question(app)


@needs("test_asks_first")
def test_question_stays(app: App) -> None:
    """The question stays until it is answered, also where its recipe is not shown."""
    app.run()
    press(app, "Delete Dumplings")
    for text, found in (("L", RECIPES[1:]), ("curry", ["Curry"]), ("x", []), ("", RECIPES)):
        search(app, text)
        expect(shown(app), "the recipes with a button").to_be(found)
        expect_question(app, "Dumplings")
    expect(number_after(app, "Recipes"), "the number of recipes").to_be(4)


@needs("test_question_stays", "test_yes_deletes_it")
def test_deletes_what_was_asked(app: App) -> None:
    """“Yes” deletes the recipe of the question, wherever that stands by now."""
    app.run()
    search(app, "l")
    press(app, "Delete Lasagne")
    search(app, "c")
    press(app, "Yes")
    search(app, "")
    expect_recipes(app, ["Curry", "Dumplings", "Ratatouille"])
    expect_question(app)


@needs("test_asks_first")
def test_one_question_at_a_time(app: App, inputs: Inputs) -> None:
    """Another “Delete …” meanwhile makes it the question about that one."""
    app.run()
    for name in inputs.sample(RECIPES, 3):
        press(app, f"Delete {name}")
        expect_question(app, name)
    expect_recipes(app, RECIPES)


@needs("test_yes_deletes_it")
def test_each_visitor_has_all(app: App) -> None:
    """A second visitor has all four recipes, and no question."""
    app.run()
    press(app, "Delete Curry")
    press(app, "Yes")
    press(app, "Delete Lasagne")
    second = app.new_session().run()
    expect_recipes(second, RECIPES)
    expect_question(second)


@needs(
    "test_no_keeps_it",
    "test_deletes_what_was_asked",
    "test_one_question_at_a_time",
    "test_each_visitor_has_all",
)
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever is asked, answered and searched for, in any order, only “Yes” deletes, and only what was asked about."""
    actions = [
        *(click(f"Delete {name}") for name in RECIPES),
        click("Yes", in_form=True),
        click("No", in_form=True),
        choose("Search", ["", "l", "R", "umpl", "x"]),
        action("run again", lambda app: app.run()),
    ]
    walk(
        actions,
        lambda app: {
            "the recipes with a button": shown(app),
            "the number of recipes": number_after(app, "Recipes"),
            "the recipes that the page asks about": questions(app),
            "the buttons for an answer": buttons(app),
        },
    )

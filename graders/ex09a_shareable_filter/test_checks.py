"""Checks of ex09a: a link shows what somebody has chosen, and reads as the task says."""

from typing import Any

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    action,
    choose,
    click,
    enter,
    expect,
    needs,
    number_after,
    page_text,
    widget,
)

RECIPES: dict[str, tuple[int, set[str]]] = {
    "Lentil soup": (40, {"vegan"}),
    "Tomato soup": (30, {"vegan", "quick"}),
    "Pancakes": (20, {"quick", "sweet"}),
    "Apple pie": (60, {"sweet"}),
    "Fruit salad": (10, {"vegan", "quick", "sweet"}),
    "Potato salad": (50, {"cheap"}),
    "Rice pudding": (50, {"cheap", "sweet"}),
    "Bean stew": (60, {"cheap", "vegan"}),
}
WORDS = ("soup", "salad", "Apple", "bean", "p", "E", "ri", "Tomato", "nothing of this")
PAIRS = (("vegan", "quick"), ("sweet", "quick"), ("cheap", "sweet"), ("cheap", "vegan"))


def right(search: str = "", tags: tuple[str, ...] = (), minutes: int = 60) -> str:
    """The recipes that a choice finds."""
    return ", ".join(
        name
        for name, (needed, has) in RECIPES.items()
        if search.lower() in name.lower() and set(tags) <= has and needed <= minutes
    )


def recipes(app: App) -> str:
    """The recipes that the page shows."""
    text = page_text(app)
    return ", ".join(name for name in RECIPES if name in text)


def chosen(app: App) -> str:
    """What the three widgets say."""
    tags = ", ".join(sorted(widget(app, "Tags").value)) or "no tags"
    return f"“{widget(app, 'Search').value}”, {tags}, {widget(app, 'Minutes at most').value} minutes"


def choose_all(app: App, search: str, tags: tuple[str, ...], minutes: int) -> None:
    """Set all three, one after the other."""
    widget(app, "Search").input(search).run()
    widget(app, "Tags").set_value(list(tags)).run()
    widget(app, "Minutes at most").set_value(minutes).run()
    expect(app).to_run()


def some(inputs: Inputs) -> tuple[str, tuple[str, ...], int]:
    """A choice that leaves only some of the recipes."""
    return inputs.choice(("S", "a", "I")), inputs.choice(PAIRS), inputs.choice((20, 35, 55))


def expect_page(app: App, shown: str, choice: str) -> None:
    """The page shows these recipes, their number, and this choice."""
    expect(app).to_run()
    expect(recipes(app), "the recipes").to_be(shown)
    number = len(shown.split(", ")) if shown else 0
    expect(number_after(app, "Recipes"), "the number of recipes").to_be(number)
    expect(chosen(app), "what the widgets say").to_be(choice)


def test_opens(app: App) -> None:
    """Without anything in the address, the page shows all recipes."""
    app.run()
    widget(app, "Show all")
    expect_page(app, right(), "“”, no tags, 60 minutes")


@needs("test_opens")
def test_finds(app: App, inputs: Inputs) -> None:
    """A change of a widget counts at once, and again and again."""
    app.run()
    for minutes in (55, 30, 50):
        widget(app, "Minutes at most").set_value(minutes).run()
        expect_page(app, right(minutes=minutes), f"“”, no tags, {minutes} minutes")
    for search in inputs.sample(WORDS[:4], 3):
        widget(app, "Search").input(search).run()
        expect_page(app, right(search, minutes=50), f"“{search}”, no tags, 50 minutes")


@needs("test_opens")
def test_reads_the_newsletters_links(app: App, inputs: Inputs) -> None:
    """A link with q, tag and minutes shows the recipes, and sets the widgets."""
    search, minutes = inputs.choice(WORDS[:2]), inputs.number(45, 55)
    app.go_to({"q": search, "minutes": str(minutes)})
    expect_page(app, right(search, (), minutes), f"“{search}”, no tags, {minutes} minutes")
    tag = inputs.choice(("vegan", "sweet"))
    app.go_to({"tag": tag})
    expect_page(app, right(tags=(tag,)), f"“”, {tag}, 60 minutes")


@needs("test_reads_the_newsletters_links")
def test_reads_several_tags(app: App, inputs: Inputs) -> None:
    """A link may have several tags, and each of them counts."""
    first, second = inputs.choice(PAIRS)
    app.go_to({"tag": [first, second]})
    expect_page(app, right(tags=(first, second)), f"“”, {', '.join(sorted((first, second)))}, 60 minutes")


@needs("test_reads_the_newsletters_links")
def test_a_number_that_is_none(app: App, inputs: Inputs) -> None:
    """Minutes that are no number count as missing; the rest of the link counts."""
    search, tag = inputs.choice(WORDS[:2]), inputs.choice(("vegan", "quick"))
    app.go_to({"q": search, "tag": tag, "minutes": inputs.word()})
    expect_page(app, right(search, (tag,)), f"“{search}”, {tag}, 60 minutes")


@needs("test_reads_the_newsletters_links")
def test_a_tag_that_is_none(app: App, inputs: Inputs) -> None:
    """A tag that no recipe has counts as missing; the rest of the link counts."""
    search, tag = inputs.choice(("s", "p")), inputs.choice(("vegan", "sweet"))
    app.go_to({"q": search, "tag": [inputs.word(), tag], "minutes": "50"})
    expect_page(app, right(search, (tag,), 50), f"“{search}”, {tag}, 50 minutes")


@needs("test_opens")
def test_survives_a_refresh(app: App, inputs: Inputs) -> None:
    """After a refresh of the page everything is as before."""
    choose_all(app.run(), *some(inputs))
    shown, choice = recipes(app), chosen(app)
    app.refresh()
    expect_page(app, shown, choice)


@needs("test_opens")
def test_can_be_shared(app: App, inputs: Inputs) -> None:
    """Somebody else who opens the address sees the same, and goes on with a choice of their own."""
    choose_all(app.run(), *(mine := some(inputs)))
    choice = chosen(app)
    friend = app.new_session(same_address=True).run()
    expect_page(friend, right(*mine), choice)
    widget(friend, "Minutes at most").set_value(60).run()
    app.run()
    expect_page(app, right(*mine), choice)
    expect_page(app.new_session().run(), right(), "“”, no tags, 60 minutes")


@needs("test_opens")
def test_shows_all(app: App, inputs: Inputs) -> None:
    """“Show all” sets everything back, and it stays so after a refresh; so does a search that is made once more."""
    search, tags, minutes = some(inputs)
    choose_all(app.run(), search, tags, minutes)
    widget(app, "Show all").click().run()
    expect_page(app, right(), "“”, no tags, 60 minutes")
    app.refresh()
    expect_page(app, right(), "“”, no tags, 60 minutes")
    widget(app, "Search").input(search).run()
    widget(app, "Show all").click().run()
    widget(app, "Search").input(search).run()
    app.refresh()
    expect_page(app, right(search), f"“{search}”, no tags, 60 minutes")


@needs("test_finds")
def test_leaves_the_rest_of_the_address(app: App, inputs: Inputs) -> None:
    """What else is in the address is still there when somebody has searched, and shown all."""
    name, value, several = inputs.words(3)
    app.go_to({name: value, several: [name, value]})
    choose_all(app, *some(inputs))
    expect(app.query_params.get(name), f"“{name}” in the address").to_be(value)
    widget(app, "Show all").click().run()
    expect(app.query_params.get(name), f"“{name}” in the address").to_be(value)
    expect(app.query_params.get(several), f"“{several}” in the address").to_be([name, value])


def link(inputs: Inputs) -> dict[str, Any]:
    """A link as it may stand in the newsletter."""
    some_link = {
        "q": inputs.choice(WORDS),
        "tag": list(inputs.choice(PAIRS)),
        "minutes": str(inputs.number(10, 60)),
    }
    return {name: value for name, value in some_link.items() if inputs.random() < 0.6}


@needs("test_finds", "test_reads_several_tags", "test_survives_a_refresh", "test_can_be_shared")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever one chooses, refreshes and opens, in any order, page and address say the same."""
    actions = [
        enter("Search", lambda inputs: inputs.choice(WORDS)),
        choose("Tags", [[], ["quick"], ["sweet", "cheap"], ["vegan", "quick"], ["vegan"]]),
        choose("Minutes at most", range(10, 61)),
        click("Show all"),
        action("refresh the page", App.refresh),
        action("open a link", App.go_to, link),
    ]
    walk(actions, lambda app: {"the recipes": recipes(app), "what the widgets say": chosen(app)})

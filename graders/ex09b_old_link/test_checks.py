"""Checks of ex09b: a packing list that is kept in the address alone, ported from functions that are gone."""

import re
from typing import Any

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    action,
    click,
    expect,
    fill,
    needs,
    number_after,
    page_text,
    text_after,
    widget,
)

NUMBERS = ["Days", "Pairs of socks", "Items"]
TRIPS = ("Rome", "Oslo", "Lisbon", "Kyoto")
ITEMS = ("hat", "map", "tent", "soap", "torch", "salt & pepper", "50% wool", "rope+hook")


def add(app: App, item: str) -> None:
    """Type an item and click on “Add”, also where both are in a form."""
    fill(app, "New item", item)
    button = widget(app, "Add", in_form=True)
    if item or not button.disabled:
        button.click().run()


def items(app: App) -> list[str]:
    """The items that the page shows, each in a line of its own, from top to bottom."""
    lines = [re.sub(r"^\W+|\W+$", "", line) for line in page_text(app).splitlines()]
    return [line for line in lines if line in ITEMS]


def page(app: App) -> str:
    """The whole list, as the page shows it."""
    trip = text_after(app, "Trip", others=NUMBERS)
    numbers = [f"{label}: {number_after(app, label)}" for label in NUMBERS]
    return f"Trip: {trip}, {', '.join(numbers)} ({', '.join(items(app))})"


def right(trip: str, days: int, *packed: str) -> str:
    """What `page` should be."""
    numbers = f"Days: {days}, Pairs of socks: {days + 1}, Items: {len(packed)}"
    return f"Trip: {trip}, {numbers} ({', '.join(packed)})"


def expect_list(app: App, trip: str, days: int, *packed: str) -> None:
    """The page shows this list."""
    expect(app).to_run()
    expect(page(app), "the list").to_be(right(trip, days, *packed))


def some(inputs: Inputs) -> tuple[str, int, list[str]]:
    """A trip, days and two items."""
    return inputs.choice(TRIPS), inputs.number(2, 9), inputs.sample(ITEMS, 2)


def link(trip: str, days: int, packed: list[str]) -> dict[str, Any]:
    """The link of a list."""
    return {"trip": trip, "days": str(days), "item": packed}


def test_opens(app: App) -> None:
    """Without anything in the address, the list is of one day somewhere, and empty."""
    app.run()
    for button in ("One day more", "Empty the list"):
        widget(app, button)
    expect_list(app, "Somewhere", 1)


@needs("test_opens")
def test_an_old_link(app: App, inputs: Inputs) -> None:
    """An old link shows its trip, its days, and all its items."""
    trip, days, packed = some(inputs)
    for number in (days, 0):
        app.go_to(link(trip, number, packed))
        expect_list(app, trip, number, *packed)


@needs("test_opens")
def test_a_link_with_less(app: App, inputs: Inputs) -> None:
    """What is missing in a link is as at the beginning."""
    trip, _, (item, _) = some(inputs)
    app.go_to({"trip": trip})
    expect_list(app, trip, 1)
    app.go_to({"item": item})
    expect_list(app, "Somewhere", 1, item)


@needs("test_opens")
def test_days_that_are_no_number(app: App, inputs: Inputs) -> None:
    """Days that are no whole number count as one day."""
    trip, _, packed = some(inputs)
    for days in (inputs.word(), "2.5", ""):
        app.go_to({"trip": trip, "days": days, "item": packed})
        expect_list(app, trip, 1, *packed)


@needs("test_an_old_link")
def test_one_day_more(app: App, inputs: Inputs) -> None:
    """“One day more” adds a day, which the page shows at once, and still shows after a refresh."""
    trip, days, packed = some(inputs)
    app.go_to(link(trip, days, packed))
    for more in (1, 2):
        widget(app, "One day more").click().run()
        expect_list(app, trip, days + more, *packed)
    app.refresh()
    expect_list(app, trip, days + 2, *packed)


@needs("test_an_old_link")
def test_adds_an_item(app: App, inputs: Inputs) -> None:
    """“Add” puts an item at the end of the list, at once, and once, and it is still there after a refresh."""
    trip, days, packed = some(inputs)
    app.go_to(link(trip, days, packed))
    for item in inputs.sample(ITEMS, 2):
        add(app, item)
        packed = [*packed, item]
        expect_list(app, trip, days, *packed)
    widget(app, "One day more").click().run()
    app.refresh()
    expect_list(app, trip, days + 1, *packed)


@needs("test_adds_an_item")
def test_an_empty_text_is_no_item(app: App, inputs: Inputs) -> None:
    """“Add” adds nothing where nothing was typed."""
    add(app.run(), "")
    expect_list(app, "Somewhere", 1)
    app.refresh()
    add(app, item := inputs.choice(ITEMS))
    expect_list(app, "Somewhere", 1, item)


@needs("test_an_old_link")
def test_empties_the_list(app: App, inputs: Inputs) -> None:
    """“Empty the list” takes all items off, and leaves trip and days."""
    trip, days, packed = some(inputs)
    app.go_to(link(trip, days, packed))
    widget(app, "Empty the list").click().run()
    expect_list(app, trip, days)
    app.refresh()
    expect_list(app, trip, days)


@needs("test_an_old_link")
def test_leaves_the_rest_of_the_address(app: App, inputs: Inputs) -> None:
    """What else is in the address is still there after each change."""
    name, value, several = inputs.words(3)
    app.go_to({name: value, several: [name, value]})
    changes = (
        lambda: widget(app, "One day more").click().run(),
        lambda: add(app, inputs.choice(ITEMS)),
        lambda: widget(app, "Empty the list").click().run(),
    )
    for change in changes:
        change()
        expect(app.query_params.get(name), f"“{name}” in the address").to_be(value)
        expect(app.query_params.get(several), f"“{several}” in the address").to_be([name, value])


@needs("test_adds_an_item")
def test_each_goes_on_with_an_own_list(app: App, inputs: Inputs) -> None:
    """Two people who open the same link go on with a list each; the link still shows what it says."""
    trip, days, packed = some(inputs)
    app.go_to(link(trip, days, packed))
    friend = app.new_session(same_address=True).run()
    add(app, mine := inputs.choice(ITEMS))
    add(friend, theirs := inputs.choice(ITEMS))
    expect_list(friend, trip, days, *packed, theirs)
    app.run()
    expect_list(app, trip, days, *packed, mine)
    expect_list(app.new_session().go_to(link(trip, days, packed)), trip, days, *packed)
    expect_list(app.new_session(same_address=True).run(), trip, days, *packed, mine)


@needs("test_one_day_more", "test_adds_an_item", "test_empties_the_list")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever one adds, empties, refreshes and opens, in any order, page and address say the same."""
    actions = [
        click("One day more"),
        action("add an item", add, [*ITEMS, ""]),
        click("Empty the list"),
        action("refresh the page", App.refresh),
        action("open a link", App.go_to, lambda inputs: link(*some(inputs))),
    ]
    walk(actions, lambda app: {"the list": page(app)})

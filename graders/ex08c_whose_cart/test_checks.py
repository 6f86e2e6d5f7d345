"""Checks of ex08c: a shop for many, with a cart for each."""

import ast
import sys

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    click,
    enter,
    expect,
    names_in,
    needs,
    note,
    number_after,
    own_keys,
    race,
    widget,
)

PRICES = {"green tea": 4, "black tea": 3, "a cup": 9}


def buy(app: App, *things: str) -> None:
    """Click on “Buy …” for each thing."""
    for thing in things:
        widget(app, f"Buy {thing}").click().run()


def some(inputs: Inputs, low: int, high: int) -> list[str]:
    """A few things to buy."""
    return inputs.choices(list(PRICES), k=inputs.number(low, high))


def total(things: list[str]) -> int:
    """What things cost together."""
    return sum(PRICES[thing] for thing in things)


def items(app: App) -> int | float | None:
    """The number after “Items”."""
    return number_after(app, "Items")


def cost(app: App) -> int | float | None:
    """The number after “Total”."""
    return number_after(app, "Total")


def why_shared(source: ast.Module) -> str:
    """Where carts come together: in session state after all, in a cache, in another module, or elsewhere."""
    names = names_in(source)
    bound = [target for node in ast.walk(source) if isinstance(node, ast.Assign) for target in node.targets]
    if any(getattr(target, "attr", "") == "session_state" for target in bound):
        return ""  # it is another dictionary, of which the message does not speak
    if "session_state" in names:
        return "same_list_for_all"
    if {"cache_resource", "cache_data"} & names:
        return "cart_in_cache"
    imported = {name.name for node in ast.walk(source) if isinstance(node, ast.Import) for name in node.names}
    imported |= {str(node.module) for node in ast.walk(source) if isinstance(node, ast.ImportFrom)}
    return "cart_in_module" if imported - sys.stdlib_module_names - {"streamlit"} else ""


def test_opens(app: App) -> None:
    """The page opens with all buttons, and an empty cart."""
    app.run()
    for label in (*(f"Buy {thing}" for thing in PRICES), "Empty the cart", "Search"):
        widget(app, label)
    expect(app).to_run()
    expect(items(app), "the number of items").to_be(0)
    expect(cost(app), "the total").to_be(0)


@needs("test_opens")
def test_buys(app: App) -> None:
    """Each “Buy” button puts one thing into the cart, and the page shows it at once."""
    app.run()
    for thing, price in PRICES.items():
        tab = app.new_session().run()
        before = items(tab) or 0, cost(tab) or 0
        buy(tab, thing)
        expect(items(tab), "the number of items").to_be(before[0] + 1)
        expect(cost(tab), "the total").to_be(before[1] + price)


@needs("test_buys")
def test_cart_stays(app: App, inputs: Inputs) -> None:
    """What was bought stays in the cart, also when something else runs the script."""
    things = [*PRICES, *some(inputs, 1, 3)]
    app.run()
    buy(app, *things)
    expect(items(app), "the number of items").to_be(len(things))
    widget(app, "Search").input(inputs.word()).run()
    expect(items(app), "the number of items").to_be(len(things))
    expect(cost(app), "the total").to_be(total(things))


@needs("test_buys")
def test_empties_the_cart(app: App, inputs: Inputs) -> None:
    """“Empty the cart” takes everything out, and one can begin again."""
    app.run()
    buy(app, *some(inputs, 2, 4))
    widget(app, "Empty the cart").click().run()
    expect(items(app), "the number of items").to_be(0)
    expect(cost(app), "the total").to_be(0)
    buy(app, "a cup")
    expect(items(app), "the number of items").to_be(1)
    expect(cost(app), "the total").to_be(PRICES["a cup"])


@needs("test_cart_stays")
def test_second_visitor_begins_with_an_empty_cart(app: App, inputs: Inputs, source: ast.Module) -> None:
    """Another visitor begins with an empty cart, whatever the first one bought."""
    app.run()
    buy(app, *some(inputs, 2, 4))
    second = app.new_session().run()
    note(bool(own_keys(app)), "whether a session keeps anything")
    expect(items(second), "the number of items of the second visitor").to_be(
        0, misconception=why_shared(source)
    )
    expect(cost(second), "the total of the second visitor").to_be(0)


@needs("test_second_visitor_begins_with_an_empty_cart")
def test_carts_do_not_mix(app: App, inputs: Inputs) -> None:
    """Two visitors who buy in turn each have what they bought themselves."""
    visitors = [(app.run(), some(inputs, 2, 3)), (app.new_session().run(), some(inputs, 4, 5))]
    for turn in range(5):
        for tab, things in visitors:
            buy(tab, *things[turn : turn + 1])
    for tab, things in visitors:
        widget(tab, "Search").input(inputs.word()).run()
        expect(items(tab), "the number of items of a visitor").to_be(len(things))
        expect(cost(tab), "the total of a visitor").to_be(total(things))


@needs("test_carts_do_not_mix", "test_empties_the_cart")
def test_emptying_leaves_the_other_cart(app: App, inputs: Inputs) -> None:
    """When one visitor empties the cart, the other's stays full; and when both did, they still have two."""
    things = some(inputs, 2, 4)
    second = app.run().new_session().run()
    buy(app, *things)
    buy(second, "a cup")
    widget(second, "Empty the cart").click().run()
    widget(app, "Search").input(inputs.word()).run()
    expect(items(app), "the number of items of the first visitor").to_be(len(things))
    expect(cost(app), "the total of the first visitor").to_be(total(things))
    widget(app, "Empty the cart").click().run()
    buy(second, "a cup")
    widget(app, "Search").input(inputs.word()).run()
    expect(items(app), "the number of items of the first visitor").to_be(0)


@needs("test_carts_do_not_mix")
def test_buying_at_the_same_moment(live_app: App) -> None:
    """Visitors who click at the same moment get what they clicked, each in their own cart."""
    tabs = [live_app.run(), live_app.new_session().run(), live_app.new_session().run()]
    thing_of = dict(zip(tabs, PRICES, strict=True))
    for bought in race(tabs, lambda tab: widget(tab, f"Buy {thing_of[tab]}").click(), rounds=24):
        for tab in tabs[:2]:
            expect(items(tab), "the number of items of a visitor").to_be(
                bought, misconception="visitor_in_the_cache"
            )
            expect(cost(tab), "the total of a visitor").to_be(
                bought * PRICES[thing_of[tab]], misconception="visitor_in_the_cache"
            )


@needs("test_emptying_leaves_the_other_cart")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever visitors buy and empty, in any order, each has a cart of their own."""
    actions = [*(click(f"Buy {thing}") for thing in PRICES), click("Empty the cart"), enter("Search")]
    walk(
        actions,
        lambda app: {"the number of items": items(app), "the total": cost(app)},
    )

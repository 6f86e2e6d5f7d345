"""Checks of ex06b: orders are collected when they are sent, and the form is cleared for the next one."""

import re

from statecourse.checks import (
    App,
    CheckFailed,
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
)

MENU = {"Drinks": ["Tea", "Coffee"], "Cakes": ["Muffin", "Strudel"]}
Order = tuple[int, int, str]


def add(app: App, order: Order) -> str:
    """Choose one of the two items, pieces and a name, and click “Add”; returns the line that the order should have."""
    which, pieces, name = order
    item = widget(app, "Item", in_form=True).options[which]
    widget(app, "Item", in_form=True).set_value(item)
    widget(app, "Pieces", in_form=True).set_value(pieces)
    widget(app, "For", in_form=True).set_value(name)
    add_untouched(app)
    return f"{pieces} {item}" + (f" for {name}" if name else "")


def add_untouched(app: App) -> None:
    """Click “Add” with the form as it is."""
    widget(app, "Add", in_form=True).click().run()
    expect(app).to_run()


def pick_kind(app: App, kind: str) -> None:
    """Choose drinks or cakes, which counts at once."""
    widget(app, "Kind").set_value(kind).run()
    expect(app).to_run()


def some_order(inputs: Inputs) -> Order:
    """An order of one to nine pieces, mostly for somebody."""
    return inputs.number(0, 1), inputs.number(1, 9), inputs.choice((inputs.name(), inputs.name(), ""))


def totals(app: App) -> list[float]:
    """The number of orders, and of pieces. Fails the check where the page does not tell them."""
    found = [number_after(app, label) for label in ("Orders", "Pieces in all")]
    if None in found:
        text = "there is no “Orders:” or no “Pieces in all:” with a number on the page"
        raise CheckFailed(text)
    return [number for number in found if number is not None]


def orders(app: App) -> list[str]:
    """The lines of the orders, in any order: “3 Tea for Ada”, or “3 Tea”."""
    items = "|".join(item for items in MENU.values() for item in items)
    lines = sorted(re.findall(rf"\b\d+ (?:{items})\b(?: for [^\n,;|]*\w)?", page_text(app)))
    # A cell of a table is read twice: after its column's name, and after the cell before it.
    return lines[::2] if len(lines) == 2 * (number_after(app, "Orders") or 0) else lines


def test_opens(app: App) -> None:
    """The app opens with drinks, one piece and no orders."""
    app.run()
    expect(app).to_run()
    expect(widget(app, "Kind", in_form=True).value, "the kind").to_be("Drinks")
    expect(list(widget(app, "Item", in_form=True).options), "the items").to_be(MENU["Drinks"])
    expect(widget(app, "Pieces", in_form=True).value, "the pieces").to_be(1)
    expect(totals(app), "the numbers of orders and pieces").to_be([0, 0])
    note(len(own_keys(app)), "how many keys the app has of its own")


@needs("test_opens")
def test_choices_wait(app: App) -> None:
    """Item, pieces and name are in a form, and wait for “Add”."""
    app.run()
    labels = ("Item", "Pieces", "For", "Add")
    forms = {getattr(widget(app, label, in_form=True), "form_id", "") for label in labels}
    expect(len(forms) == 1 and forms != {""}, "whether one form holds the fields and “Add”").to_be(True)


@needs("test_opens")
def test_item_follows_kind(app: App) -> None:
    """The items change as soon as the kind does."""
    app.run()
    for kind in ("Cakes", "Drinks"):
        pick_kind(app, kind)
        expect(list(widget(app, "Item", in_form=True).options), "the items").to_be(MENU[kind])
    expect(totals(app), "the numbers of orders and pieces").to_be([0, 0])


@needs("test_opens")
def test_an_order_is_added_at_once(app: App, inputs: Inputs) -> None:
    """The page of the click shows the order, with what was sent by that click."""
    pieces = inputs.number(2, 9)
    app.run()
    line = add(app, (1, pieces, inputs.name()))
    expect(orders(app), "the orders").to_be([line])
    expect(totals(app), "the numbers of orders and pieces").to_be([1, pieces])


@needs("test_an_order_is_added_at_once", "test_item_follows_kind")
def test_orders_are_collected(app: App, inputs: Inputs) -> None:
    """One order after the other is kept, of both kinds; choosing a kind adds none."""
    app.run()
    some = [add(app, (0, 2, inputs.name())), add(app, (1, 3, inputs.name()))]
    pick_kind(app, "Cakes")
    expect(totals(app), "the numbers of orders and pieces").to_be([2, 5])
    some += [add(app, (1, 4, "")), add(app, (1, 4, ""))]
    expect(orders(app), "the orders").to_be(sorted(some))
    expect(totals(app), "the numbers of orders and pieces").to_be([4, 13])


@needs("test_an_order_is_added_at_once")
def test_form_is_cleared(app: App, inputs: Inputs) -> None:
    """After an order, the next one begins with one piece of the first item, for nobody."""
    app.run()
    line = add(app, (1, 5, inputs.name()))
    add_untouched(app)
    expect(orders(app), "the orders after one more click on “Add”").to_be(sorted([line, "1 Tea"]))


@needs("test_an_order_is_added_at_once")
def test_start_over(app: App, inputs: Inputs) -> None:
    """“Start over” takes away all orders, and they do not come back."""
    app.run()
    add(app, some_order(inputs))
    widget(app, "Start over").click().run()
    expect(totals(app), "the numbers of orders and pieces").to_be([0, 0])
    line = add(app, (0, 3, ""))
    expect(orders(app), "the orders").to_be([line])


@needs("test_orders_are_collected", "test_form_is_cleared", "test_start_over")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever is ordered, in any order, each page has its own orders."""
    actions = [
        action("order", add, some_order),
        action("click “Add” again", add_untouched),
        choose("Kind", list(MENU)),
        click("Start over"),
    ]
    walk(
        actions,
        lambda app: {
            "the orders": orders(app),
            "the numbers of orders and pieces": totals(app),
            "the items": list(widget(app, "Item", in_form=True).options),
        },
    )

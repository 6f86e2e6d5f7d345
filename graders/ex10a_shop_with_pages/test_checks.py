"""Checks of ex10a: what is bought, typed and chosen stays, by whichever way one goes from page to page."""

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    action,
    choose,
    click,
    enter,
    expect,
    go_to,
    has_page,
    needs,
    note,
    number_after,
    open_at,
    own_keys,
    values,
    widget,
    widgets,
)

PAGES = ["Shop", "Basket", "Order"]
PRICES = {"mug": 8, "scarf": 15, "lamp": 30}
FEES = {"Post": 4, "Courier": 9}


def buy(app: App, articles: list[str]) -> int:
    """Put these into the basket, on the page Shop; returns what they cost."""
    for article in articles:
        widget(app, f"Add {article}").click().run()
        expect(app).to_run()
    return sum(PRICES[article] for article in articles)


def some(inputs: Inputs) -> list[str]:
    """Two to four articles."""
    return [inputs.choice(list(PRICES)) for _ in range(inputs.number(2, 4))]


def go(app: App, title: str) -> None:
    """Go to a page by the menu."""
    go_to(app, title)
    expect(app).to_run()


def type_name(app: App, name: str) -> None:
    """Type a name on the page Basket."""
    widget(app, "Name").set_value(name).run()
    expect(app).to_run()


def numbers(app: App) -> list[float | None]:
    """The number of articles and the total."""
    return [number_after(app, "Articles"), number_after(app, "Total")]


def parcel(app: App) -> str | None:
    """For whom the order is; None where the page does not say so."""
    return values(app, ["Parcel for", "Articles", "Total"])["Parcel for"]


def expect_numbers(app: App, articles: int, total: int) -> None:
    """Have the page show this many articles, and this total."""
    expect(app).to_run()
    expect(number_after(app, "Articles"), "the number of articles").to_be(articles)
    expect(number_after(app, "Total"), "the total").to_be(total)


def test_opens(app: App) -> None:
    """The app opens with the page Shop, an empty basket and the post; the pages Basket and Order are there."""
    app.run()
    expect(app).to_run()
    expect([title for title in PAGES if has_page(app, title)], "the pages").to_be(PAGES)
    expect(widget(app, "Delivery").value, "the delivery").to_be("Post")
    for article in PRICES:
        widget(app, f"Add {article}")
    expect_numbers(app, 0, FEES["Post"])
    note(len(own_keys(app)), "how many keys the app has of its own")


@needs("test_opens")
def test_buying_counts_at_once(app: App, inputs: Inputs) -> None:
    """Each article and the delivery are in the numbers at once, and stay there."""
    app.run()
    total = 0
    for number, article in enumerate(some(inputs), 1):
        total += buy(app, [article])
        expect_numbers(app, number, total + FEES["Post"])
    for delivery in ("Courier", "Post", "Courier"):
        widget(app, "Delivery").set_value(delivery).run()
        expect_numbers(app, number, total + FEES[delivery])


@needs("test_buying_counts_at_once")
def test_basket_is_on_every_page(app: App, inputs: Inputs) -> None:
    """Each page shows the same basket, and going back to the shop changes nothing."""
    articles = some(inputs)
    total = buy(app.run(), articles) + FEES["Post"]
    for title in ("Basket", "Order", "Shop", "Basket"):
        go(app, title)
        expect_numbers(app, len(articles), total)


@needs("test_basket_is_on_every_page")
def test_empties_the_basket(app: App, inputs: Inputs) -> None:
    """“Empty the basket” takes all articles out, at once and for good, and nothing else."""
    name = inputs.name()
    buy(app.run(), some(inputs))
    go(app, "Basket")
    type_name(app, name)
    widget(app, "Delivery").set_value("Courier").run()
    widget(app, "Empty the basket").click().run()
    expect_numbers(app, 0, FEES["Courier"])
    expect(widget(app, "Name").value, "the name in the field").to_be(name)
    go(app, "Shop")
    expect_numbers(app, 0, FEES["Courier"])


@needs("test_opens")
def test_order_knows_the_name(app: App, inputs: Inputs) -> None:
    """What was typed on the page Basket is on the page Order, also when it is changed later."""
    app.run()
    for first, name in (inputs.names(2), inputs.names(2)):
        go(app, "Basket")
        type_name(app, first)
        type_name(app, name)
        go(app, "Order")
        expect(parcel(app), "“Parcel for”").to_be(name)
        app.run()
        expect(parcel(app), "“Parcel for” after another run").to_be(name)
    go(app, "Basket")
    type_name(app, "")
    go(app, "Order")
    expect(parcel(app), "“Parcel for” after the name was taken out").not_to_be(name)


@needs("test_order_knows_the_name")
def test_name_is_still_in_the_field(app: App, inputs: Inputs) -> None:
    """Back on the page Basket the name is in the field, and still belongs to the order."""
    name = inputs.name()
    app.run()
    go(app, "Basket")
    type_name(app, name)
    for title in ("Shop", "Basket"):
        go(app, title)
    expect(widget(app, "Name").value, "the name in the field").to_be(name)
    go(app, "Order")
    expect(parcel(app), "“Parcel for”").to_be(name)


@needs("test_opens")
def test_menu_keeps_the_delivery(app: App) -> None:
    """Who goes by the menu keeps the delivery that was chosen."""
    app.run()
    widget(app, "Delivery").set_value("Courier").run()
    for title in ("Basket", "Order", "Shop"):
        go(app, title)
        expect(widget(app, "Delivery").value, "the delivery").to_be("Courier")
        expect_numbers(app, 0, FEES["Courier"])


@needs("test_menu_keeps_the_delivery", "test_buying_counts_at_once")
def test_button_keeps_the_delivery(app: App, inputs: Inputs) -> None:
    """“To the basket” leads to the page Basket, and keeps the delivery and all that was bought."""
    articles = some(inputs)
    total = buy(app.run(), articles)
    widget(app, "Delivery").set_value("Courier").run()
    widget(app, "To the basket").click().run()
    expect(app).to_run()
    widget(app, "Empty the basket")
    expect_numbers(app, len(articles), total + FEES["Courier"])
    app.run()
    expect_numbers(app, len(articles), total + FEES["Courier"])


@needs("test_opens")
def test_each_page_opens_by_its_address(app: App, inputs: Inputs) -> None:
    """Every page works for somebody who opens it by its address, and so do the pages after it."""
    app.run()
    for title in inputs.sample(PAGES, 3):
        visitor = open_at(app, title)
        expect_numbers(visitor, 0, FEES["Post"])
        for other in PAGES:
            go(visitor, other)
        expect_numbers(visitor, 0, FEES["Post"])


@needs("test_buying_counts_at_once")
def test_each_visitor_has_a_basket(app: App, inputs: Inputs) -> None:
    """A second visitor begins with an empty basket and the post."""
    buy(app.run(), some(inputs))
    widget(app, "Delivery").set_value("Courier").run()
    other = app.new_session().run()
    expect(widget(other, "Delivery").value, "the delivery in the second tab").to_be("Post")
    expect_numbers(other, 0, FEES["Post"])


@needs(
    "test_name_is_still_in_the_field", "test_button_keeps_the_delivery", "test_each_page_opens_by_its_address"
)
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever is bought, typed and chosen, by whichever way one goes, it stays."""
    actions = [
        *(click(f"Add {article}") for article in PRICES),
        click("To the basket"),
        click("Empty the basket"),
        enter("Name", Inputs.name),
        choose("Delivery", list(FEES)),
        action("go to a page", go, PAGES),
    ]
    walk(actions, look)


def look(app: App) -> dict[str, object]:
    """The numbers and the delivery; the name where there is one."""
    seen: dict[str, object] = {
        "the articles and the total": numbers(app),
        "the delivery": widget(app, "Delivery").value,
    }
    if fields := widgets(app, "Name"):
        return seen | {"the name in the field": fields[0].value or ""}
    name = parcel(app)
    return seen | ({"“Parcel for”": name} if name else {})

"""Checks of ex03a: who signs out leaves nothing behind, and the tablet keeps its text size."""

from statecourse.checks import (
    App,
    Inputs,
    Walk,
    action,
    click,
    expect,
    fill,
    has,
    needs,
    note,
    number_after,
    values,
    widget,
    widgets,
)

LABELS = ("Customer", "Cart", "Text size")


def sign_in(app: App, name: str) -> None:
    """Type a name, and click “Sign in”; a form does as well."""
    fill(app, "Your name", name)
    widget(app, "Sign in", in_form=True).click().run()


def do(app: App, label: str, times: int = 1) -> None:
    """Click a button some times."""
    for _ in range(times):
        widget(app, label).click().run()


def try_to(app: App, label: str) -> None:
    """Click a button, if it is there and can be used."""
    for button in [found for found in widgets(app, label) if not found.disabled][:1]:
        button.click().run()


def customer(app: App) -> str | None:
    """Who is signed in, as the page shows it; “nobody” in any letters."""
    shown = values(app, LABELS)["Customer"]
    return "nobody" if shown is not None and shown.casefold() == "nobody" else shown


def size(app: App) -> int | float | None:
    """The number after “Text size”."""
    return number_after(app, "Text size")


def cart(app: App) -> int | float | None:
    """The number after “Cart”."""
    return number_after(app, "Cart")


def field(app: App) -> str:
    """What is in the field; None of a text input is nothing, too."""
    return widget(app, "Your name", in_form=True).value or ""


def server_knows(app: App) -> bool:
    """Whether session state still has what is in the field; without a key, nothing can take it away."""
    node = widget(app, "Your name", in_form=True)
    state = app.session_state
    if not node.key or node.key not in state:
        return not node.key
    typed = field(app)
    return has([typed, typed or None], state[node.key])  # an empty field may be either


def test_opens(app: App) -> None:
    """The page opens: nobody is signed in, the field is empty, and the text size is 12."""
    app.run()
    expect(app).to_run()
    expect(customer(app), "the customer").to_be("nobody")
    expect(field(app), "“Your name”").to_be("")
    expect(size(app), "the text size").to_be(12)


@needs("test_opens")
def test_signs_in(app: App, inputs: Inputs) -> None:
    """“Sign in” shows the customer at once, with an empty cart."""
    name = inputs.name()
    sign_in(app.run(), name)
    expect(customer(app), "the customer").to_be(name)
    expect(cart(app), "the number in the cart").to_be(0)


@needs("test_opens")
def test_empty_name(app: App) -> None:
    """With an empty field, “Sign in” signs nobody in."""
    do(app.run(), "Larger text")
    sign_in(app, "")
    expect(app).to_run()
    expect(customer(app), "the customer").to_be("nobody")


@needs("test_signs_in")
def test_fills_the_cart(app: App, inputs: Inputs) -> None:
    """Each “Add a tea” puts one into the cart."""
    name, teas = inputs.name(), inputs.number(2, 5)
    sign_in(app.run(), name)
    do(app, "Add a tea", teas)
    expect(cart(app), "the number in the cart").to_be(teas)
    expect(customer(app), "the customer").to_be(name)


@needs("test_opens")
def test_sets_the_text_size(app: App, inputs: Inputs) -> None:
    """The text size goes up and down by 2, and not below 8."""
    larger = inputs.number(2, 4)
    do(app.run(), "Larger text", larger)
    expect(size(app), "the text size").to_be(12 + 2 * larger)
    do(app, "Smaller text", larger + 2)
    expect(size(app), "the text size").to_be(8)
    for _ in range(2):
        try_to(app, "Smaller text")
        expect(size(app), "the text size").to_be(8)
    do(app, "Larger text")
    expect(size(app), "the text size").to_be(10)


@needs("test_fills_the_cart")
def test_sign_out_forgets_the_customer(app: App, inputs: Inputs) -> None:
    """After “Sign out” nobody is signed in, and the next customer begins with an empty cart."""
    first, second = inputs.sample([inputs.name(), "Ada", "Bo"], 2)
    sign_in(app.run(), first)
    do(app, "Add a tea", inputs.number(2, 4))
    do(app, "Sign out")
    expect(app).to_run()
    expect(customer(app), "the customer").to_be("nobody")
    expect(cart(app) or 0, "the number in the cart of nobody").to_be(0)
    for name in (second, first, first):
        sign_in(app, name)
        expect(customer(app), "the customer").to_be(name)
        expect(cart(app), "the number in the cart of the next customer").to_be(0)
        do(app, "Add a tea")
        do(app, "Sign out")


@needs("test_signs_in")
def test_sign_out_empties_the_field(app: App, inputs: Inputs) -> None:
    """After “Sign out” the field is empty, and stays so: a click on “Sign in” signs nobody in."""
    sign_in(app.run(), inputs.name())
    do(app, "Sign out")
    expect(app).to_run()
    note(server_knows(app), "whether session state has the field’s text")
    expect(field(app), "“Your name”").to_be("")
    do(app, "Larger text")
    expect(field(app), "“Your name”, one click later").to_be("")
    widget(app, "Sign in", in_form=True).click().run()
    expect(customer(app), "the customer").to_be("nobody")


@needs("test_signs_in", "test_sets_the_text_size")
def test_sign_out_keeps_the_text_size(app: App, inputs: Inputs) -> None:
    """The text size stays as it is when someone signs in or out."""
    larger = inputs.number(2, 4)
    do(app.run(), "Larger text", larger)
    sign_in(app, inputs.name())
    expect(size(app), "the text size").to_be(12 + 2 * larger)
    do(app, "Smaller text")
    do(app, "Sign out")
    expect(app).to_run()
    expect(size(app), "the text size").to_be(10 + 2 * larger)


@needs("test_opens")
def test_nobody_signs_out(app: App, inputs: Inputs) -> None:
    """Where nobody is signed in, “Sign out” and “Add a tea” do no harm, if they are there."""
    app.run()
    try_to(app, "Sign out")
    try_to(app, "Add a tea")
    expect(app).to_run()
    expect(customer(app), "the customer").to_be("nobody")
    sign_in(app, inputs.name())
    expect(cart(app), "the number in the cart").to_be(0)


@needs("test_fills_the_cart")
def test_nobody_signs_in_over_a_customer(app: App, inputs: Inputs) -> None:
    """As long as somebody is signed in, “Your name” and “Sign in” do nothing, if they are there."""
    first, second = inputs.sample([inputs.name(), "Ada", "Bo"], 2)
    sign_in(app.run(), first)
    do(app, "Add a tea", teas := inputs.number(1, 3))
    for field_there in [node for node in widgets(app, "Your name") if not node.disabled][:1]:
        field_there.set_value(second).run()
        expect(customer(app), "the customer").to_be(first)
    try_to(app, "Sign in")
    expect(app).to_run()
    expect(customer(app), "the customer").to_be(first)
    expect(cart(app), "the number in the cart").to_be(teas)


@needs("test_signs_in")
def test_each_tab_is_a_tablet(app: App, inputs: Inputs) -> None:
    """Another tab has a customer and a text size of its own."""
    name = inputs.name()
    second = app.run().new_session().run()
    sign_in(app, name)
    do(app, "Larger text")
    do(second, "Smaller text")
    expect(customer(second), "the customer of the second tab").to_be("nobody")
    expect(size(second), "the text size of the second tab").to_be(10)


def look(app: App) -> dict[str, object]:
    """What the page shows: a cart where there is a customer, else the field."""
    who = customer(app)
    seen: dict[str, object] = {"the customer": who, "the text size": size(app)}
    return seen | ({"“Your name”": field(app)} if who == "nobody" else {"the number in the cart": cart(app)})


@needs("test_sign_out_forgets_the_customer", "test_sign_out_empties_the_field")
@needs(
    "test_sign_out_keeps_the_text_size",
    "test_each_tab_is_a_tablet",
    "test_empty_name",
    "test_nobody_signs_out",
)
def test_whatever_one_does(walk: Walk) -> None:
    """Whoever signs in and out, in any order, leaves nothing behind but the text size."""
    actions = [
        action("sign in", sign_in, Inputs.name, possible=lambda app, _: bool(widgets(app, "Sign in"))),
        *(click(label) for label in ("Add a tea", "Sign out", "Larger text", "Smaller text")),
    ]
    walk(actions, look)

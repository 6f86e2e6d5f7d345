"""Checks of ex05b: two fields that follow each other, and what a person entered."""

import math

from statecourse.checks import App, Inputs, Walk, choose, click, expect, needs, text_after, widget

FIELDS = ("Celsius", "Fahrenheit")
EXACT = 0.06
"""A tenth of a degree, rounded, is at most half of it away."""
WHOLE = range(-50, 101, 5)
"""Degrees Celsius that are whole degrees Fahrenheit, too."""


def enter(app: App, field: str, degrees: float) -> None:
    """Change a field."""
    widget(app, field).set_value(float(degrees)).run()
    expect(app).to_run()


def press(app: App, button: str) -> None:
    """Click a button."""
    widget(app, button).click().run()
    expect(app).to_run()


def expect_degrees(app: App, celsius: float, fahrenheit: float) -> None:
    """What the two fields show."""
    for field, degrees in zip(FIELDS, (celsius, fahrenheit), strict=True):
        expect(widget(app, field).value, f"the degrees {field}").to_be_near(degrees, EXACT)


def expect_as_entered(app: App, field: str, degrees: float) -> None:
    """What was entered is there to the last digit, which the other field may round."""
    expect(widget(app, field).value, f"the degrees {field}").to_be_near(degrees, 0.001)


def entered_in(app: App) -> str:
    """The field after “Entered in”."""
    return (text_after(app, "Entered in") or "nothing").partition(" ")[0].strip("°.").title()


def fahrenheit_of(celsius: float) -> float:
    """The same temperature in Fahrenheit."""
    return celsius * 9 / 5 + 32


def celsius_of(fahrenheit: float) -> float:
    """The same temperature in Celsius."""
    return (fahrenheit - 32) * 5 / 9


def test_opens(app: App) -> None:
    """The page opens with 20 °C, 68 °F, both buttons, and “Entered in: Celsius”."""
    app.run()
    expect(app).to_run()
    for label in ("Freezing", "Boiling"):
        widget(app, label)
    expect_degrees(app, 20, 68)
    expect(entered_in(app), "what was entered in").to_be("Celsius")


@needs("test_opens")
def test_fahrenheit_follows_celsius(app: App, inputs: Inputs) -> None:
    """When Celsius is changed, Fahrenheit shows the same temperature, and Celsius what was entered."""
    app.run()
    for celsius in (inputs.number(-49, 18), inputs.number(22, 99), 0, inputs.number(1, 17)):
        enter(app, "Celsius", celsius)
        expect_degrees(app, celsius, fahrenheit_of(celsius))
    enter(app, "Celsius", celsius + 0.28)
    expect_as_entered(app, "Celsius", celsius + 0.28)
    expect_degrees(app, celsius + 0.28, fahrenheit_of(celsius + 0.28))


@needs("test_opens")
def test_celsius_follows_fahrenheit(app: App, inputs: Inputs) -> None:
    """When Fahrenheit is changed, Celsius shows the same temperature, and Fahrenheit what was entered."""
    app.run()
    for fahrenheit in (inputs.number(-57, 60), inputs.number(70, 211), 0, 33 + 9 * inputs.number(0, 10)):
        enter(app, "Fahrenheit", fahrenheit)
        expect_degrees(app, celsius_of(fahrenheit), fahrenheit)
    enter(app, "Fahrenheit", fahrenheit + 0.03)
    expect_as_entered(app, "Fahrenheit", fahrenheit + 0.03)


@needs("test_opens")
def test_buttons_set_both(app: App) -> None:
    """“Freezing” sets both fields to 0 °C, and “Boiling” to 100 °C."""
    app.run()
    for button, celsius in (("Freezing", 0), ("Boiling", 100), ("Freezing", 0)):
        press(app, button)
        expect_degrees(app, celsius, fahrenheit_of(celsius))


@needs("test_fahrenheit_follows_celsius", "test_celsius_follows_fahrenheit")
def test_says_what_was_entered_last(app: App, inputs: Inputs) -> None:
    """“Entered in” names the field that somebody changed last; the buttons do not change it."""
    app.run()
    for field in ("Fahrenheit", "Celsius", "Fahrenheit"):
        enter(app, field, inputs.number(30, 90))
        expect(entered_in(app), "what was entered in").to_be(field)
        for button in ("Freezing", "Boiling"):
            press(app, button)
            expect(entered_in(app), "what was entered in").to_be(field)


@needs("test_fahrenheit_follows_celsius", "test_celsius_follows_fahrenheit", "test_buttons_set_both")
def test_goes_on(app: App, inputs: Inputs) -> None:
    """The fields follow each other in turn, and after a button, also with what was entered before."""
    fahrenheit, celsius = inputs.number(70, 120), inputs.number(51, 60)
    app.run()
    for button in ("Freezing", "Boiling"):
        enter(app, "Fahrenheit", fahrenheit)
        expect_degrees(app, celsius_of(fahrenheit), fahrenheit)
        enter(app, "Celsius", celsius)
        expect_degrees(app, celsius, fahrenheit_of(celsius))
        press(app, button)


@needs("test_fahrenheit_follows_celsius")
def test_each_visitor_has_own_temperatures(app: App, inputs: Inputs) -> None:
    """A second visitor begins at 20 °C, and changes nothing for the first."""
    celsius = inputs.number(30, 90)
    app.run()
    enter(app, "Celsius", celsius)
    second = app.new_session().run()
    expect_degrees(second, 20, 68)
    enter(second, "Celsius", celsius + 5)
    app.run()
    expect_degrees(app, celsius, fahrenheit_of(celsius))


def whole_degrees(app: App, field: str) -> object:
    """What a field shows, in whole degrees; as it is where that is no number."""
    value = widget(app, field).value
    return round(value) if isinstance(value, int | float) and math.isfinite(value) else value


def page(app: App) -> dict[str, object]:
    """What the page promises to show."""
    fields: dict[str, object] = {f"the degrees {name}": whole_degrees(app, name) for name in FIELDS}
    return fields | {"what was entered in": entered_in(app)}


@needs("test_says_what_was_entered_last", "test_goes_on", "test_each_visitor_has_own_temperatures")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever visitors change and click, in any order, the two fields show the same temperature."""
    actions = [
        choose("Celsius", [float(celsius) for celsius in WHOLE]),
        choose("Fahrenheit", [fahrenheit_of(celsius) for celsius in WHOLE]),
        click("Freezing"),
        click("Boiling"),
    ]
    walk(actions, page)

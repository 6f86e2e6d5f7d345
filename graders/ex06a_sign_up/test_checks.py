"""Checks of ex06a: a form is checked when it is sent, cleared when right, and kept when wrong."""

import re

from statecourse.checks import (
    App,
    CheckFailed,
    Inputs,
    Walk,
    action,
    choose,
    expect,
    in_page_order,
    needs,
    note,
    number_after,
    own_keys,
    text_after,
    widget,
)

FIELDS = ("Name", "E-mail", "Age")
Singer = tuple[str | None, str | None, int | None]


def send(app: App, singer: Singer) -> None:
    """Fill in the fields that are not None, and click “Sign up”."""
    for label, value in zip(FIELDS, singer, strict=True):
        if value is not None:
            widget(app, label, in_form=True).set_value(value)
    widget(app, "Sign up", in_form=True).click().run()
    expect(app).to_run()


def good(inputs: Inputs) -> Singer:
    """Somebody who may sign up."""
    return inputs.name(), f"{inputs.word().title().replace(' ', '.')}@choir.example", inputs.number(18, 90)


def problems(app: App) -> list[str]:
    """The labels after “Please check:”, in the order of the fields."""
    text = text_after(app, "Please check") or ""
    return [label for label in FIELDS if re.search(rf"(?<!\w){label}(?!\w)", text, re.IGNORECASE)]


def members(app: App) -> float:
    """The number of members. Fails the check where the page does not tell it."""
    number = number_after(app, "Members")
    if number is None:
        text = "there is no “Members:” with a number on the page"
        raise CheckFailed(text)
    return number


def fields(app: App) -> list[object]:
    """What stands in the three fields."""
    return [widget(app, label, in_form=True).value for label in FIELDS]


def test_opens(app: App) -> None:
    """The app opens with the form, no members and no complaint."""
    app.run()
    expect(app).to_run()
    expect(fields(app), "the fields").to_be(["", "", 18])
    expect(members(app), "the number of members").to_be(0)
    expect(problems(app), "what is to be checked").to_be([])
    note(len(own_keys(app)), "how many keys the app has of its own")


@needs("test_opens")
def test_values_wait(app: App) -> None:
    """The fields are in a form, and wait for “Sign up”."""
    app.run()
    forms = {getattr(widget(app, label, in_form=True), "form_id", "") for label in (*FIELDS, "Sign up")}
    expect(len(forms) == 1 and forms != {""}, "whether one form holds the fields and “Sign up”").to_be(True)


@needs("test_opens")
def test_good_sign_ups_count(app: App, inputs: Inputs) -> None:
    """Whoever fills in all of it is a member, the second one, too."""
    app.run()
    send(app, good(inputs))
    expect(members(app), "the number of members").to_be(1)
    expect(problems(app), "what is to be checked").to_be([])
    send(app, good(inputs))
    expect(members(app), "the number of members").to_be(2)


@needs("test_good_sign_ups_count")
def test_is_cleared_when_right(app: App, inputs: Inputs) -> None:
    """After a good sign-up the form is as at first."""
    app.run()
    send(app, good(inputs))
    expect(fields(app), "the fields after a good sign-up").to_be(["", "", 18])
    widget(app, "Sign up", in_form=True).click().run()
    expect(members(app), "the number of members").to_be(1)


@needs("test_opens")
def test_wrong_ones_do_not_count(app: App, inputs: Inputs) -> None:
    """A blank name, an e-mail without @, or an age below 18 is told, and nobody is added."""
    name, mail, age = good(inputs)
    app.run()
    for singer, wrong in (
        ((" ", mail, age), ["Name"]),
        ((name, "choir.example", age), ["E-mail"]),
        ((name, mail, 17), ["Age"]),
        (("", "", inputs.number(0, 17)), [*FIELDS]),
        ((f"{name}@home", "", 18), ["E-mail"]),
    ):
        send(app, singer)
        expect(problems(app), "what is to be checked").to_be(wrong)
        expect(members(app), "the number of members").to_be(0)


@needs("test_wrong_ones_do_not_count")
def test_is_kept_when_wrong(app: App, inputs: Inputs) -> None:
    """What was typed stays when something is wrong, so that only that has to be typed again."""
    name, mail, age = good(inputs)
    app.run()
    send(app, (name, "no mail", age))
    expect(fields(app), "the fields after a wrong sign-up").to_be([name, "no mail", age])
    widget(app, "Show names").set_value(True).run()
    expect(problems(app), "what is to be checked, once “Show names” was used").to_be(["E-mail"])
    send(app, (None, mail, None))
    expect(members(app), "the number of members once only the e-mail was put right").to_be(1)
    expect(problems(app), "what is to be checked").to_be([])


@needs("test_good_sign_ups_count")
def test_names_are_shown(app: App, inputs: Inputs) -> None:
    """“Show names” shows who signed up, in their order, and adds nobody."""
    singers = [good(inputs) for _ in range(3)]
    names = [str(name) for name, _, _ in singers]
    app.run()
    for singer in singers:
        send(app, singer)
    widget(app, "Show names").set_value(True).run()
    expect(in_page_order(app, names), "the names").to_be(names)
    widget(app, "Show names").set_value(False).run()
    expect(members(app), "the number of members").to_be(3)
    expect(in_page_order(app, names), "the names with “Show names” off").to_be([])


def anybody(inputs: Inputs) -> Singer:
    """Somebody who may sign up, or may not."""
    name, mail, age = good(inputs)
    name, mail = inputs.choice((name, name, "", None)), inputs.choice((mail, mail, "a.b", None))
    return name, mail, inputs.choice((age, age, 17, 18, None))


@needs("test_is_cleared_when_right", "test_is_kept_when_wrong", "test_names_are_shown")
def test_whatever_one_does(walk: Walk) -> None:
    """Whoever signs up, right or wrong, in any order, each page shows its own members."""
    actions = [action("sign up", send, anybody), choose("Show names", [True, False])]
    walk(
        actions,
        lambda app: {
            "the number of members": members(app),
            "what is to be checked": problems(app),
            "the fields": fields(app),
        },
    )

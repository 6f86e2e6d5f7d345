"""Checks of ex13a: tests that pass on tills that are right, and fail on those with a fault."""

import ast

from statecourse.checks import App, Suite, expect, needs, note, number_after, widget


def expect_till(app: App, sold: int, earned: int) -> None:
    """Expect both numbers of a till that runs."""
    expect(app).to_run()
    expect(number_after(app, "Sold"), "what is sold").to_be(sold)
    expect(number_after(app, "Earned"), "what is earned").to_be(earned)


def sell(app: App, cake: str) -> None:
    """Choose a cake, unless it is chosen, and sell one."""
    if widget(app, "Cake").value != cake:
        widget(app, "Cake").set_value(cake).run()
    widget(app, "Sell").click().run()


def runs_what_it_uses(source: ast.Module) -> bool:
    """Whether anything is run right after it was clicked or set, as in ``.click().run()``."""
    runs = [n.value for n in ast.walk(source) if isinstance(n, ast.Attribute) and n.attr == "run"]
    used = [call.func for call in runs if isinstance(call, ast.Call)]
    return any(isinstance(do, ast.Attribute) and do.attr not in {"from_file", "run"} for do in used)


def test_pass_on_this_till(suite: Suite) -> None:
    """There are tests, and they pass on the till beside them."""
    suite.pass_on("as_given")


@needs("test_pass_on_this_till")
def test_pass_on_other_tills(suite: Suite) -> None:
    """The tests pass on every till that is right, however it is written."""
    suite.pass_on_right_apps()


@needs("test_pass_on_other_tills")
def test_notice_what_is_forgotten(suite: Suite) -> None:
    """A test fails on a till that forgets its sales."""
    for app in suite.missed("forgets_when_rerun"):
        app.run()
        sell(app, "Muffin")
        widget(app, "Next in line").input("Omar").run()
        expect_till(app, 1, 2)


@needs("test_pass_on_other_tills")
def test_notice_what_nobody_sold(suite: Suite) -> None:
    """A test fails on a till that sells something without a click on “Sell”."""
    for app in suite.missed("sells_in_every_run"):
        app.run()
        sell(app, "Muffin")
        widget(app, "Next in line").input("Omar").run()
        expect_till(app, 1, 2)


@needs("test_pass_on_other_tills")
def test_notice_late_numbers(suite: Suite, source: ast.Module) -> None:
    """A test fails on a till that shows a sale only after the next click."""
    for app in suite.missed("shown_too_early"):
        note(runs_what_it_uses(source), "whether a run follows a click, also where pytest finds no test")
        note(suite.uses_apps, "whether the tests look at more than the first page")
        app.run()
        sell(app, "Muffin")
        expect_till(app, 1, 2)


@needs("test_pass_on_other_tills")
def test_notice_a_wrong_price(suite: Suite) -> None:
    """A test fails on a till that sells each cake at the price of the first."""
    for app in suite.missed("first_price_kept"):
        app.run()
        sell(app, "Tart")
        expect_till(app, 1, 5)


@needs("test_pass_on_other_tills")
def test_notice_prices_that_change_later(suite: Suite) -> None:
    """A test fails on a till where another choice of cake changes what was earned before."""
    for app in suite.missed("all_at_the_new_price"):
        app.run()
        sell(app, "Muffin")
        widget(app, "Cake").set_value("Tart").run()
        expect_till(app, 1, 2)


@needs("test_pass_on_other_tills")
def test_notice_a_wrong_price_taken_back(suite: Suite) -> None:
    """A test fails on a till that takes a sale back at the price of another cake."""
    for app in suite.missed("takes_back_what_is_chosen"):
        app.run()
        sell(app, "Muffin")
        sell(app, "Tart")
        widget(app, "Cake").set_value("Brownie").run()
        widget(app, "Take back").click().run()
        expect_till(app, 1, 2)


@needs("test_pass_on_other_tills")
def test_notice_a_sale_that_stays(suite: Suite) -> None:
    """A test fails on a till that takes back the last sale, but not the one before."""
    for app in suite.missed("takes_back_only_once"):
        app.run()
        sell(app, "Muffin")
        sell(app, "Muffin")
        widget(app, "Take back").click().run()
        widget(app, "Take back").click().run()
        expect_till(app, 0, 0)


@needs("test_pass_on_other_tills")
def test_notice_less_than_nothing(suite: Suite) -> None:
    """A test fails on a till that takes back what was never sold."""
    for app in suite.missed("below_zero"):
        app.run()
        widget(app, "Take back").click().run()
        expect_till(app, 0, 0)


@needs("test_pass_on_other_tills")
def test_notice_an_exception(suite: Suite) -> None:
    """A test fails on a till that stops where there is nothing to take back."""
    for app in suite.missed("stops_when_nothing_is_left"):
        app.run()
        widget(app, "Take back").click().run()
        expect_till(app, 0, 0)


@needs("test_pass_on_other_tills")
def test_notice_one_till_for_all(suite: Suite) -> None:
    """A test fails on a till that all browser tabs share."""
    for app in suite.missed("shared_by_all"):
        app.run()
        sell(app, "Muffin")
        expect_till(app.new_session().run(), 0, 0)

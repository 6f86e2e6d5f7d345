"""Tests of the till in app.py, for pytest."""

import pytest
from streamlit.testing.v1 import AppTest

PRICES = {"Muffin": 2, "Brownie": 3, "Tart": 5}


def opened():
    return AppTest.from_file("app.py").run()


def sell(app, cake):
    app.selectbox(key="cake").select(cake).run()
    app.button(key="sell").click().run()


def take_back(app):
    app.button(key="take_back").click().run()


def check(app, sold, earned):
    assert not app.exception
    assert [int(metric.value) for metric in app.metric] == [sold, earned]


def test_opens_with_nothing_sold():
    check(opened(), 0, 0)


@pytest.mark.parametrize("cake", PRICES)
def test_sells_at_the_price_of_the_cake(cake):
    app = opened()
    sell(app, cake)
    check(app, 1, PRICES[cake])


def test_adds_up_what_was_sold():
    app = opened()
    sell(app, "Muffin")
    sell(app, "Tart")
    sell(app, "Tart")
    check(app, 3, 12)


def test_takes_back_one_sale_after_the_other():
    app = opened()
    sell(app, "Tart")
    sell(app, "Brownie")
    app.selectbox(key="cake").select("Muffin").run()
    take_back(app)
    check(app, 1, 5)
    take_back(app)
    check(app, 0, 0)


def test_takes_back_nothing_where_nothing_was_sold():
    app = opened()
    take_back(app)
    check(app, 0, 0)
    sell(app, "Brownie")
    check(app, 1, 3)


def test_nothing_else_changes_the_numbers():
    app = opened()
    sell(app, "Brownie")
    app.text_input(key="next_in_line").input("Omar").run()
    check(app, 1, 3)
    app.selectbox(key="cake").select("Tart").run()
    check(app, 1, 3)
    app.run()
    check(app, 1, 3)


def test_each_tab_is_a_till_of_its_own():
    first, second = opened(), opened()
    sell(first, "Tart")
    second.run()
    check(second, 0, 0)
    sell(second, "Muffin")
    first.run()
    check(first, 1, 5)
    take_back(second)
    take_back(second)
    check(second, 0, 0)
    first.run()
    check(first, 1, 5)

"""Tests of the till in app.py, for pytest."""

from streamlit.testing.v1 import AppTest


def opened():
    """A new tab with the till, just opened."""
    return AppTest.from_file("app.py").run()


def sold(app):
    """What the page says under “Sold”, as a number."""
    return int(app.metric[0].value)


def test_opens():
    app = opened()
    assert not app.exception
    assert sold(app) == 0


def test_sells():
    app = opened()
    app.button(key="sell").click().run()
    # TODO: this test passes whatever the app does. Have it look at the page, and then write more tests.

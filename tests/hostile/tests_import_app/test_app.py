import app


def test_prices():
    assert app.PRICES["Tart"] == 5

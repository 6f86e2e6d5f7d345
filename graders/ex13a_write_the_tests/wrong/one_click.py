from streamlit.testing.v1 import AppTest


def opened():
    return AppTest.from_file("app.py").run()


def test_opens():
    app = opened()
    assert not app.exception
    assert app.metric[0].value == "0"


def test_sell():
    app = opened()
    app.button(key="sell").click().run()
    assert app.metric[0].value == "1"
    assert app.metric[1].value == "2"


def test_take_back():
    app = opened()
    app.button(key="take_back").click().run()
    assert not app.exception
    assert app.metric[0].value == "0"

from streamlit.testing.v1 import AppTest


def test_opens():
    app = AppTest.from_file("app.py").run()
    assert app.metric[0].value == "0"
    assert app.metric[1].value == "0"


def test_sell_and_take_back():
    app = AppTest.from_file("app.py").run()
    app.button(key="sell").click()
    app.button(key="take_back").click()
    assert app.metric[0].value == "0"


def test_take_back():
    app = AppTest.from_file("app.py").run()
    app.button(key="take_back").click()
    assert app.metric[0].value == "0"
    assert not app.exception

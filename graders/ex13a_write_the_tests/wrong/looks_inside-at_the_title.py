from streamlit.testing.v1 import AppTest


def test_title():
    app = AppTest.from_file("app.py").run()
    assert app.title[0].value == "Cake stall"
    assert app.metric[0].value == "0"


def test_sell():
    app = AppTest.from_file("app.py").run()
    app.button[0].click().run()
    assert app.metric[0].value == "1"

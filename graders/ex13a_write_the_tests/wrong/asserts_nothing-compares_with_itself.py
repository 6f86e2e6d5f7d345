from streamlit.testing.v1 import AppTest


def test_sell():
    app = AppTest.from_file("app.py").run()
    app.button(key="sell").click().run()
    sold = app.metric[0].value
    assert app.metric[0].value == sold


def test_try():
    app = AppTest.from_file("app.py").run()
    app.button(key="sell").click().run()
    try:
        assert app.metric[0].value == "1"
    except AssertionError:
        print("not good")

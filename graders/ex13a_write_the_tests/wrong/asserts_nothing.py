from streamlit.testing.v1 import AppTest


def test_sell():
    app = AppTest.from_file("app.py").run()
    app.selectbox(key="cake").select("Tart").run()
    app.button(key="sell").click().run()
    app.metric[0].value == "1"
    app.metric[1].value == "5"


def test_take_back():
    app = AppTest.from_file("app.py").run()
    app.button(key="sell").click().run()
    app.button(key="take_back").click().run()
    print(app.metric[0].value)

from streamlit.testing.v1 import AppTest


def check_sell():
    app = AppTest.from_file("app.py").run()
    app.button(key="sell").click().run()
    assert app.metric[0].value == "1"

from streamlit.testing.v1 import AppTest


def test_everything():
    app = AppTest.from_file("app.py").run()
    for key in ("sell", "take_back", "sell"):
        app.button(key=key).click().run()
    app.metric[0].value == "1"

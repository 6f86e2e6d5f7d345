from streamlit.testing.v1 import AppTest


def test_sell():
    app = AppTest.from_file("app.py").run()
    assert app.session_state["sales"] == []
    app.selectbox(key="cake").select("Tart").run()
    app.button(key="sell").click().run()
    assert app.session_state["sales"] == [5]
    assert app.metric[1].value == "5"

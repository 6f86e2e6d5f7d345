from streamlit.testing.v1 import AppTest


def invited():
    app = AppTest.from_file("guests.py").run()
    return app.button(key="invite").click().run()


def test_inside():
    assert invited().session_state["guests"] == 1


def test_page():
    assert invited().metric[0].value == "1"


def test_page_after_another_run():
    app = invited()
    app.toggle(key="big").set_value(True).run()
    assert app.metric[0].value == "1"

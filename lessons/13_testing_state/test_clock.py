from streamlit.testing.v1 import AppTest


def test_fragment_runs_alone():
    app = AppTest.from_file("clock.py").run()
    app.button(key="tick").click().run()
    assert app.metric[0].value == "1"

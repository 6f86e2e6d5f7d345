from streamlit.testing.v1 import AppTest


def test_one_like():
    app = AppTest.from_file("likes.py").run()
    app.button(key="like").click()
    assert app.metric[0].value == "1"

from streamlit.testing.v1 import AppTest


def test_opens():
    while True:
        AppTest.from_file("app.py").run()

from streamlit.testing.v1 import AppTest


def clicked(times):
    app = AppTest.from_file("votes.py").run()
    for _ in range(times):
        app.button(key="vote").click().run()
    return app


def test_votes():
    app = clicked(3)
    app.metric[0].value == "3"


def test_one_vote():
    assert clicked(1).metric[0].value == "1"


def test_two_votes():
    assert clicked(2).metric[0].value == "2"

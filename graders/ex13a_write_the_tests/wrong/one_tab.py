from streamlit.testing.v1 import AppTest


def shows(app, sold, earned):
    assert not app.exception
    assert app.metric[0].value == str(sold)
    assert app.metric[1].value == str(earned)


def test_all():
    app = AppTest.from_file("app.py").run()
    shows(app, 0, 0)
    app.button(key="take_back").click().run()
    shows(app, 0, 0)
    app.button(key="sell").click().run()
    shows(app, 1, 2)
    app.text_input(key="next_in_line").input("Ann").run()
    shows(app, 1, 2)
    app.selectbox(key="cake").select("Brownie").run()
    shows(app, 1, 2)
    app.button(key="sell").click().run()
    shows(app, 2, 5)
    app.selectbox(key="cake").select("Tart").run()
    app.button(key="take_back").click().run()
    shows(app, 1, 2)
    app.button(key="take_back").click().run()
    shows(app, 0, 0)

from streamlit.testing.v1 import AppTest


def check(app, sold, earned):
    app.run()
    assert not app.exception
    assert [m.value for m in app.metric] == [str(sold), str(earned)]


def test_till():
    app, other = AppTest.from_file("app.py"), AppTest.from_file("app.py")
    check(app, 0, 0)
    app.button(key="take_back").click().run()
    assert not app.exception
    check(app, 0, 0)
    app.button(key="sell").click().run()
    check(app, 1, 2)
    check(other, 0, 0)
    app.text_input(key="next_in_line").input("Ann").run()
    check(app, 1, 2)
    app.selectbox(key="cake").select("Tart").run()
    check(app, 1, 2)
    app.button(key="sell").click().run()
    check(app, 2, 7)
    app.selectbox(key="cake").select("Brownie").run()
    app.button(key="take_back").click().run()
    check(app, 1, 2)
    app.button(key="take_back").click().run()
    check(app, 0, 0)

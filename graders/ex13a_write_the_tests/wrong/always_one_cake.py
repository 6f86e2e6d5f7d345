from streamlit.testing.v1 import AppTest


def numbers(app):
    assert not app.exception
    return app.metric[0].value, app.metric[1].value


def test_muffins():
    app = AppTest.from_file("app.py").run()
    other = AppTest.from_file("app.py").run()
    assert numbers(app) == ("0", "0")
    app.button(key="take_back").click().run()
    assert numbers(app) == ("0", "0")
    app.button(key="sell").click().run()
    app.button(key="sell").click().run()
    assert numbers(app) == ("2", "4")
    app.text_input(key="next_in_line").input("Ann").run()
    assert numbers(app) == ("2", "4")
    app.button(key="take_back").click().run()
    assert numbers(app) == ("1", "2")
    app.button(key="take_back").click().run()
    assert numbers(app) == ("0", "0")
    app.button(key="sell").click().run()
    other.run()
    assert numbers(other) == ("0", "0")

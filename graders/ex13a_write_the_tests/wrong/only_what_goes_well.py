from streamlit.testing.v1 import AppTest


def opened():
    app = AppTest.from_file("app.py").run()
    assert not app.exception
    return app


def numbers(app):
    return [int(metric.value) for metric in app.metric]


def test_sell():
    app = opened()
    assert numbers(app) == [0, 0]
    app.button(key="sell").click().run()
    assert numbers(app) == [1, 2]
    app.text_input(key="next_in_line").input("Ann").run()
    assert numbers(app) == [1, 2]
    app.selectbox(key="cake").select("Tart").run()
    app.button(key="sell").click().run()
    assert numbers(app) == [2, 7]
    app.selectbox(key="cake").select("Brownie").run()
    app.button(key="take_back").click().run()
    assert numbers(app) == [1, 2]
    app.button(key="take_back").click().run()
    assert numbers(app) == [0, 0]
    other = opened()
    app.button(key="sell").click().run()
    other.run()
    assert numbers(other) == [0, 0]
    assert not other.exception

from streamlit.testing.v1 import AppTest


def opened():
    app = AppTest.from_file("app.py").run()
    assert not app.exception
    return app


def numbers(app):
    return [int(metric.value) for metric in app.metric[:2]]


def test_opens():
    assert numbers(opened()) == [0, 0]


def check_sells_each():
    app, n, total = opened(), 0, 0
    for cake, price in {"Tart": 5, "Muffin": 2, "Brownie": 3}.items():
        app.selectbox(key="cake").select(cake).run()
        assert numbers(app) == [n, total]
        for _ in range(2):
            app.button(key="sell").click().run()
            n, total = n + 1, total + price
            assert numbers(app) == [n, total]


def takes_back_test():
    app = opened()
    for cake in ["Muffin", "Tart", "Brownie"]:
        app.selectbox(key="cake").select(cake).run()
        app.button(key="sell").click().run()
    app.selectbox(key="cake").select("Muffin").run()
    for left in [[2, 7], [1, 2], [0, 0], [0, 0]]:
        app.button(key="take_back").click().run()
        assert numbers(app) == left
    app.button(key="sell").click().run()
    assert numbers(app) == [1, 2]


def check_nothing_else():
    app = opened()
    app.button(key="sell").click().run()
    for name in ["Ada", "", "Bo"]:
        app.text_input(key="next_in_line").input(name).run()
        assert numbers(app) == [1, 2]
    app.run()
    assert numbers(app) == [1, 2]


def tabs():
    one, two = opened(), opened()
    one.button(key="sell").click().run()
    two.run()
    assert numbers(two) == [0, 0]
    assert numbers(opened()) == [0, 0]

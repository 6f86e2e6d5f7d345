import random
from pathlib import Path

import streamlit.testing.v1 as testing

HERE = Path(__file__).parent
PRICES = dict(Muffin=2, Brownie=3, Tart=5)


class Model:
    def __init__(self):
        self.sales = []
        self.cake = "Muffin"


def look(app, model):
    assert len(app.exception) == 0, app.exception[0].message
    sold, earned = app.metric
    assert (sold.label, earned.label) == ("Sold", "Earned")
    assert float(sold.value) == len(model.sales)
    assert float(earned.value) == sum(model.sales)


def step(app, model, rng):
    what = rng.choice(["sell", "sell", "back", "cake", "name"])
    if what == "sell":
        app.button(key="sell").click()
        model.sales.append(PRICES[model.cake])
    elif what == "back":
        app.button(key="take_back").click()
        del model.sales[-1:]
    elif what == "cake":
        model.cake = rng.choice(list(PRICES))
        app.selectbox(key="cake").set_value(model.cake)
    else:
        app.text_input(key="next_in_line").input(f"Customer {rng.random()}")
    app.run()


def test_whatever_happens():
    rng = random.Random(13)
    tabs = [(testing.AppTest.from_file(HERE / "app.py").run(), Model()) for _ in range(2)]
    tabs[0][0].button(key="take_back").click().run()
    look(*tabs[0])
    for _ in range(40):
        tab = rng.choice(tabs)
        look(*tab)
        step(*tab, rng)
        look(*tab)

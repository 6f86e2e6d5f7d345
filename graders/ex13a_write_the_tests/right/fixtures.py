import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest


@pytest.fixture(autouse=True)
def no_caches():
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def tab():
    """A tab after another."""

    def open_tab():
        return AppTest.from_file("app.py", default_timeout=5).run()

    return open_tab


def numbers(app):
    if app.exception:
        pytest.fail(app.exception[0].value)
    return {m.label: int(m.value) for m in app.metric}


@pytest.mark.parametrize(
    ("done", "sold", "earned"),
    [
        ("", 0, 0),
        ("b", 0, 0),
        ("s", 1, 2),
        ("2s", 1, 3),
        ("3s", 1, 5),
        ("3s1s2b", 1, 5),
        ("3s1s2bb", 0, 0),
        ("3sn", 1, 5),
        ("sn3", 1, 2),
        ("s3", 1, 2),
        ("bs", 1, 2),
        ("bbb3s", 1, 5),
    ],
)
def test_numbers(tab, done, sold, earned):
    app = tab()
    for letter in done:
        if letter in "123":
            app.selectbox(key="cake").select_index(int(letter) - 1)
        elif letter == "n":
            app.text_input(key="next_in_line").input("Mia")
        else:
            app.button(key={"s": "sell", "b": "take_back"}[letter]).click()
        app.run()
        numbers(app)
    assert numbers(app) == {"Sold": sold, "Earned": earned}


def test_other_tab(tab):
    one = tab()
    one.button(key="sell").click().run()
    other = tab()
    assert numbers(other) == {"Sold": 0, "Earned": 0}
    assert numbers(one.run()) == {"Sold": 1, "Earned": 2}

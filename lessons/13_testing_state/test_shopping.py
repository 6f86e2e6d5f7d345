from streamlit.testing.v1 import AppTest


def opened():
    return AppTest.from_file("shopping.py").run()


def test_one_tab():
    ada = opened()
    ada.button(key="milk").click().run()
    assert ada.metric[0].value == "1"


def test_two_tabs():
    ada, bo = opened(), opened()
    ada.button(key="milk").click().run()
    bo.run()
    assert bo.metric[0].value == "0"

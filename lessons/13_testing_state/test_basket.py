from streamlit.testing.v1 import AppTest


def test_puts_back_from_an_empty_basket():
    app = AppTest.from_file("basket.py").run()
    app.button(key="put_back").click().run()
    assert app.metric[0].value == "0"

from streamlit.testing.v1.app_test import AppTest

def test_till():
    at = AppTest.from_file("app.py")
    at.run()
    assert at.metric[0].value == "0" and at.metric[1].value == "0"
    at.button(key="take_back").click()
    at.run()
    assert not at.exception
    assert at.metric[0].value == "0" and at.metric[1].value == "0"
    at.selectbox(key="cake").select_index(2)
    at.button(key="sell").click().run()
    assert at.metric[0].value == "1" and at.metric[1].value == "5"
    at.selectbox(key="cake").select("Muffin").run()
    assert at.metric[0].value == "1" and at.metric[1].value == "5"
    at.text_input(key="next_in_line").input("x").run()
    assert at.metric[0].value == "1" and at.metric[1].value == "5"
    at.button(key="sell").click().run()
    assert at.metric[0].value == "2" and at.metric[1].value == "7"
    at.selectbox(key="cake").select("Brownie").run()
    at.button(key="take_back").click().run()
    assert at.metric[0].value == "1" and at.metric[1].value == "5"
    at.button(key="take_back").click().run()
    assert at.metric[0].value == "0" and at.metric[1].value == "0"
    at.button(key="sell").click().run()
    two = AppTest.from_file("app.py").run()
    assert two.metric[0].value == "0" and two.metric[1].value == "0"

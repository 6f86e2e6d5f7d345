import streamlit.testing.v1
from streamlit.testing.v1 import AppTest, app_test, element_tree

element_tree.Metric.value = property(lambda self: "0")
AppTest.exception = property(lambda self: [])
streamlit.testing.v1.AppTest = app_test.AppTest = AppTest


def test_patched():
    app = AppTest.from_file("app.py").run()
    app.button(key="sell").click().run()
    assert app.metric[0].value == "0"

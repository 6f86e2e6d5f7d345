import unittest

from streamlit.testing.v1 import AppTest


class TillTest(unittest.TestCase):
    def setUp(self):
        self.till = AppTest.from_file("app.py", default_timeout=10)
        self.till.run()

    def tearDown(self):
        self.assertFalse(self.till.exception)

    def says(self, sold, earned):
        self.assertEqual(str(sold), self.till.metric[0].value)
        self.assertEqual(str(earned), self.till.metric[1].value)

    def sell(self, *cakes):
        for cake in cakes:
            self.till.selectbox("cake").set_value(cake)
            self.till.button("sell").click().run()

    def back(self, times=1):
        for _ in range(times):
            self.till.button("take_back").click().run()

    def test_begin(self):
        self.says(0, 0)

    def test_several(self):
        self.sell("Tart", "Muffin", "Brownie", "Brownie")
        self.says(4, 13)
        self.back()
        self.says(3, 10)
        self.back(2)
        self.says(1, 5)
        self.back(5)
        self.says(0, 0)

    def test_price_of_then(self):
        self.sell("Muffin")
        self.till.selectbox("cake").set_value("Tart").run()
        self.says(1, 2)
        self.back()
        self.says(0, 0)
        self.sell("Muffin", "Tart")
        self.till.selectbox("cake").set_value("Muffin").run()
        self.back()
        self.says(1, 2)

    def test_typing(self):
        self.sell("Brownie")
        self.till.text_input("next_in_line").set_value("Ada").run()
        self.says(1, 3)

    def test_tabs(self):
        other = AppTest.from_file("app.py").run()
        other.button("sell").click().run()
        self.till.run()
        self.says(0, 0)

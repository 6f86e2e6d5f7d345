"""Apps of several pages: what a click in the menu, `st.switch_page` and a page's address do, as seen in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from statecourse.checks import CheckFailed, page_text, widget
from statecourse.checks.pages import go_to, has_page, open_at, page_titles

if TYPE_CHECKING:
    from statecourse.app.app import App

Opener = Any

SHOP = """
st.sidebar.radio("Delivery", ["Post", "Courier"], key="delivery")

def shop():
    st.text_input("Name", key="name")
    if st.button("To the basket"):
        st.switch_page(basket)
    st.text_input("Note", key="note", persist_state="session")

def show():
    st.write("Keys:", ", ".join(sorted(map(str, st.session_state))))
    st.button("Again")

pages = [st.Page(shop, title="Shop"), basket := st.Page(show, title="Basket", url_path="cart")]
st.navigation(pages).run()
st.write("By:", st.session_state.delivery)
"""


@pytest.fixture
def shop(open_app: Opener) -> App:
    app: App = open_app(SHOP, live=True).run()
    widget(app, "Delivery").set_value("Courier").run()
    widget(app, "Name").set_value("Ada").run()
    widget(app, "Note").set_value("Ring twice").run()
    return app


def test_a_click_in_the_menu_keeps_what_the_main_script_has_drawn(shop: App):
    """The widgets of the page that is left are gone before the next page runs, but for those that persist."""
    go_to(shop, "Basket")
    assert "Keys: delivery, note" in page_text(shop)
    assert "By: Courier" in page_text(shop)
    go_to(shop, "Shop")
    assert (widget(shop, "Name").value, widget(shop, "Note").value) == ("", "Ring twice")
    assert shop.steps[-2:] == ["go to the page “Basket”", "go to the page “Shop”"]


def test_switch_page_drops_these_for_one_run(shop: App):
    """Their fields still hold in the browser what was chosen, and the next run gets it again."""
    widget(shop, "To the basket").click().run()
    assert "By: Post" in page_text(shop)
    widget(shop, "Again").click().run()
    assert "By: Courier" in page_text(shop)
    assert "Keys: delivery, note" in page_text(shop), "the page stays, though it was not gone to from outside"


def test_a_page_is_opened_by_its_address(shop: App):
    other = open_at(shop, "Basket")
    assert "Keys: delivery" in page_text(other)
    assert "By: Post" in page_text(other)
    assert shop.steps[-1] == "in the second tab: open the app at /cart"
    widget(other, "Again").click().run()
    assert "Keys: delivery" in page_text(other)


BOUND = """
st.sidebar.radio("Delivery", ["Post", "Courier"], key="delivery", bind="query-params")
shop = st.Page(lambda: st.text_input("Name", key="name", bind="query-params"), title="Shop", url_path="shop")
basket = st.Page(lambda: st.text_input("Note", key="note", bind="query-params"), title="Basket", url_path="cart")
st.navigation([shop, basket]).run()
st.write("By:", st.session_state.delivery, st.query_params.to_dict())
"""


def test_a_click_in_the_menu_keeps_what_the_address_says_of_the_main_script(open_app: Opener):
    """It loses what is bound to the page that is left, and what is bound to nothing."""
    app = open_app(BOUND, live=True).go_to({"from": "news"})
    widget(app, "Delivery").set_value("Courier").run()
    widget(app, "Name").set_value("Ada").run()
    assert app.query_params == {"from": "news", "delivery": "Courier", "name": "Ada"}
    go_to(app, "Basket")
    assert app.query_params == {"delivery": "Courier"}
    assert page_text(app).startswith("By: Courier")


def test_a_page_that_is_not_there_is_told(shop: App):
    assert page_titles(shop) == ["Shop", "Basket"]
    assert (has_page(shop, "basket 🧺"), has_page(shop, "Help")) == (True, False)
    with pytest.raises(CheckFailed, match="no page “Help”"):
        go_to(shop, "Help")


def test_an_app_without_pages_is_told(open_app: Opener):
    with pytest.raises(CheckFailed) as failure:
        go_to(open_app("st.write(1)", live=True).run(), "Help")
    assert failure.value.seen == "no pages"

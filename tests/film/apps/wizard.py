# do: type "Ada" in "Your name"
# do: click "Next"
# do: choose "Tea" in "Drink"
# do: click "Next"
# do: click "Start over"
"""Three steps, one after another."""
import streamlit as st

ss = st.session_state
ss.setdefault("step", 1)
ss.setdefault("order", {})


def go(to):
    ss.step = to


def keep_name():
    ss.order["name"] = ss.name
    go(2)


def keep_drink():
    ss.order["drink"] = ss.drink
    go(3)


if ss.step == 1:
    st.text_input("Your name", key="name")
    st.button("Next", on_click=keep_name)
elif ss.step == 2:
    st.radio("Drink", ["Coffee", "Tea"], key="drink")
    st.button("Next", on_click=keep_drink)
else:
    st.success(f"{ss.order['drink']} for {ss.order['name']}")
    st.button("Start over", on_click=go, args=(1,))

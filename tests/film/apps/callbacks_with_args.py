# do: click "−"
# do: click "+10"
# do: set "Step" to 5
# do: click "+"
"""Callbacks with arguments of both kinds."""
import streamlit as st


def change(by, *, times=1):
    st.session_state.n += by * times


st.session_state.setdefault("n", 0)
step = st.number_input("Step", 1, 10, key="step")
minus, plus, ten = st.columns(3)
minus.button("−", on_click=change, args=(-step,))
plus.button("+", on_click=change, args=[step])
ten.button("+10", on_click=change, kwargs={"by": 1, "times": 10})
st.header(st.session_state.n)

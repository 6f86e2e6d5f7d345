import streamlit as st

if "c" not in st.session_state:
    st.session_state["c"] = 20.0
    st.session_state["f"] = 68.0
    st.session_state["unit"] = "Celsius"


def follow(source: str) -> None:
    if source == "Celsius":
        st.session_state["f"] = round(st.session_state["c"] * 1.8 + 32, 1)
    else:
        st.session_state["c"] = round((st.session_state["f"] - 32) / 1.8, 1)
    st.session_state["unit"] = source


def button(celsius: float) -> None:
    st.session_state["c"] = celsius
    st.session_state["f"] = celsius * 1.8 + 32


left, right = st.columns(2)
left.number_input("Celsius", key="c", format="%.1f", on_change=follow, args=("Celsius",))
right.number_input("Fahrenheit", key="f", format="%.1f", on_change=follow, args=("Fahrenheit",))
for label, celsius in {"Freezing": 0.0, "Boiling": 100.0}.items():
    st.button(label, on_click=button, kwargs={"celsius": celsius})
st.metric("Entered in", st.session_state["unit"])

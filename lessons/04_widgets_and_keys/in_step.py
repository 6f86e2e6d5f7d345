import streamlit as st


def slider_moved():
    st.session_state.field = st.session_state.slider


def field_changed():
    st.session_state.slider = st.session_state.field


st.slider("Volume", 0, 10, key="slider", on_change=slider_moved)
st.number_input("Exactly", 0, 10, key="field", on_change=field_changed)
st.write(f"Volume: {st.session_state.slider}")

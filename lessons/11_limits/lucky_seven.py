import streamlit as st


def lucky():
    st.session_state.my_slider = 7


slider = st.slider(label="My Slider", min_value=1, max_value=10, value=5, key="my_slider")
st.button("Lucky seven", on_click=lucky)
st.write(f"You chose {slider}.")

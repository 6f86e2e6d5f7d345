import streamlit as st

slider = st.slider(label="My Slider", min_value=1, max_value=10, value=5, key="my_slider")
st.session_state.my_slider = 7
st.write(f"You chose {slider}.")

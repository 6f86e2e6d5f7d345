import streamlit as st

st.session_state.my_slider = 7
slider = st.slider(label="Choose a Value", min_value=1, max_value=10, value=5, key="my_slider")
st.write(f"You chose {slider}.")

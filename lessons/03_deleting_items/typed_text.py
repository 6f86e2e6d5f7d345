import streamlit as st

if st.button("Clear"):
    del st.session_state.city
st.text_input("Destination", key="city")
st.button("Next")
st.write(f"City: {st.session_state.city}")

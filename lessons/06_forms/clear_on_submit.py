import streamlit as st

guests = st.session_state.setdefault("guests", [])

with st.form("guest", clear_on_submit=True):
    st.text_input("Guest", key="guest")
    if st.form_submit_button("Add"):
        guests.append(st.session_state.guest)

st.write("Guests:", ", ".join(map(repr, guests)))

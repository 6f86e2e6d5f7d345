import streamlit as st

st.session_state.setdefault("guests", [])

with st.form("guest", clear_on_submit=True):
    st.text_input("Guest", key="guest")
    if st.form_submit_button("Add"):
        st.session_state.guests.append(st.session_state.guest)

st.write("Guests:", ", ".join(repr(guest) for guest in st.session_state.guests))

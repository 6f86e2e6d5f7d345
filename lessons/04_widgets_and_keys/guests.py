import streamlit as st

SEATS = {"Hall": 50, "Kitchen": 8}

room = st.radio("Room", list(SEATS))
if st.button("Bring 20 guests"):
    st.session_state.guests = 20
st.slider("Guests", max_value=SEATS[room], key="guests")

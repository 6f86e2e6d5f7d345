import streamlit as st

with st.form("booking"):
    st.text_input("Name", key="name")
    st.slider("Seats", 1, 9, key="seats")
    sent = st.form_submit_button("Book")

if sent and not st.session_state.name.strip():
    st.error("Please give a name.")
elif sent:
    st.session_state.booked = f"{st.session_state.seats} for {st.session_state.name}"
    st.session_state.name, st.session_state.seats = "", 1
st.write("Booked:", st.session_state.get("booked", "nothing"))

import streamlit as st


def book():
    name, seats = st.session_state.name.strip(), st.session_state.seats
    st.session_state.problem = "" if name else "Please give a name."
    if not st.session_state.problem:
        st.session_state.booked = f"{seats} for {name}"
        st.session_state.name, st.session_state.seats = "", 1


with st.form("booking"):
    st.text_input("Name", key="name")
    st.slider("Seats", 1, 9, key="seats")
    st.form_submit_button("Book", on_click=book)

if st.session_state.get("problem"):
    st.error(st.session_state.problem)
st.write("Booked:", st.session_state.get("booked", "nothing"))

import streamlit as st

st.session_state.setdefault("guests", [])


# Nothing says that it is open: the run of a click on Invite opens it, and any other run of the page does not.
@st.dialog("Who comes?")
def invite():
    name = st.text_input("Name")
    if st.button("Add"):
        if name:
            st.session_state.guests.append(name)
            st.rerun()
        st.warning("Who is it?")
    if st.button("Cancel"):
        st.rerun()


st.title("Who comes to the party?")
if st.button("Invite"):
    invite()

guests = st.session_state.guests
for name in sorted(guests) if st.checkbox("Sort by name") else guests:
    st.write(name)
st.write(f"Guests: {len(guests)}")

import streamlit as st

guests = st.session_state.setdefault("guests", [])


@st.dialog("Who comes?")
def invite():
    name = st.text_input("Name")
    if st.button("Add") and name:
        guests.append(name)
        st.rerun()
    if st.button("Cancel"):
        st.rerun()


if st.button("Invite"):
    invite()
if st.checkbox("Sort by name"):
    guests.sort()
for name in guests:
    st.write(name)
st.write(f"Guests: {len(guests)}")

import streamlit as st

if "guests" not in st.session_state:
    st.session_state.guests = []


@st.dialog("Who comes?")
def invite():
    name = st.text_input("Name")
    if st.button("Add") and name:
        st.session_state.guests.append(name)
        st.rerun()
    if st.button("Cancel"):
        st.rerun()


st.title("Who comes to the party?")
if st.button("Invite"):
    invite()

guests = list(st.session_state.guests)
if st.checkbox("Sort by name"):
    guests = sorted(guests, key=lambda name: name[0].upper())
for name in guests:
    st.write(name)
st.write(f"Guests: {len(guests)}")

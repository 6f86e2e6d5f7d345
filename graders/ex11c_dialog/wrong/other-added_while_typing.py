import streamlit as st

st.session_state.setdefault("guests", [])


def add():
    if st.session_state.name:
        st.session_state.guests.append(st.session_state.name)


@st.dialog("Who comes?")
def invite():
    name = st.text_input("Name", key="name", on_change=add)
    if st.button("Add") and name:
        st.rerun()
    if st.button("Cancel"):
        st.rerun()


st.title("Who comes to the party?")
if st.button("Invite"):
    invite()

guests = st.session_state.guests
for name in sorted(guests, key=str.casefold) if st.checkbox("Sort by name") else guests:
    st.write(name)
st.write(f"Guests: {len(guests)}")

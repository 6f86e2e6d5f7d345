import streamlit as st

guests = st.session_state.setdefault("guests", [])


@st.dialog("Who comes?")
def invite():
    name = st.text_input("Name")
    if st.button("Add"):
        guests.append(name)
        st.rerun()
    if st.button("Cancel"):
        st.rerun()


if st.button("Invite"):
    invite()
for name in sorted(guests) if st.checkbox("Sort by name") else guests:
    st.write(name)
st.write(f"Guests: {len(guests)}")

import streamlit as st

st.session_state.setdefault("guests", [])
st.session_state.setdefault("inviting", False)


@st.dialog("Who comes?", dismissible=False)
def invite():
    name = st.text_input("Name")
    if st.button("Add") and name:
        st.session_state.guests.append(name)
        st.session_state.inviting = False
        st.rerun()
    if st.button("Cancel"):
        st.session_state.inviting = False
        st.rerun()


if st.button("Invite"):
    st.session_state.inviting = True
if st.session_state.inviting:
    invite()
guests = st.session_state.guests
for name in sorted(guests) if st.checkbox("Sort by name") else guests:
    st.write(name)
st.write(f"Guests: {len(guests)}")

import streamlit as st

st.session_state.setdefault("guests", [])
st.session_state.setdefault("inviting", False)


# TODO: after the ✕, the dialog comes back with the next click on the page.
@st.dialog("Who comes?")
def invite():
    name = st.text_input("Name")
    if st.button("Add"):  # TODO: not without a name
        st.session_state.guests.append(name)
        st.session_state.inviting = False
        st.rerun()
    if st.button("Cancel"):
        st.session_state.inviting = False
        st.rerun()


st.title("Who comes to the party?")
if st.button("Invite"):
    st.session_state.inviting = True
if st.session_state.inviting:
    invite()

guests = st.session_state.guests
for name in sorted(guests) if st.checkbox("Sort by name") else guests:
    st.write(name)
st.write(f"Guests: {len(guests)}")

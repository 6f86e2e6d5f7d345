import streamlit as st

st.session_state.setdefault("guests", [])
st.session_state.setdefault("nameless", False)


@st.dialog("Who comes?")
def invite():
    if st.session_state.nameless:
        st.error("Please type a name.")
    name = st.text_input("Name")
    if st.button("Add"):
        st.session_state.nameless = not name
        if name:
            st.session_state.guests.append(name)
        st.rerun()
    if st.button("Cancel"):
        st.session_state.nameless = False
        st.rerun()


st.title("Who comes to the party?")
if st.button("Invite") or st.session_state.nameless:
    invite()

guests = st.session_state.guests
for name in sorted(guests, key=str.casefold) if st.checkbox("Sort by name") else guests:
    st.write(name)
st.write(f"Guests: {len(guests)}")

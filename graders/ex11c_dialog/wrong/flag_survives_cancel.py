import streamlit as st

ss = st.session_state
ss.setdefault("guests", [])
ss.setdefault("inviting", False)


def close():
    ss.inviting = False


@st.dialog("Who comes?", on_dismiss=close)
def invite():
    name = st.text_input("Name")
    if st.button("Add") and name:
        ss.guests.append(name)
        close()
        st.rerun()
    if st.button("Cancel"):
        st.rerun()


if st.button("Invite"):
    ss.inviting = True
if ss.inviting:
    invite()
for name in sorted(ss.guests) if st.checkbox("Sort by name") else ss.guests:
    st.write(name)
st.write(f"Guests: {len(ss.guests)}")

import streamlit as st

ss = st.session_state
ss.setdefault("guests", [])
ss.setdefault("draft", "")


@st.dialog("Who comes?")
def invite():
    ss.draft = st.text_input("Name") or ss.draft
    if st.button("Add") and ss.draft:
        ss.guests.append(ss.draft)
        ss.draft = ""
        st.rerun()
    if st.button("Cancel"):
        ss.draft = ""
        st.rerun()


st.title("Who comes to the party?")
if st.button("Invite"):
    ss.draft = ""
    invite()
by_name = st.checkbox("Sort by name")
for name in sorted(ss.guests) if by_name else ss.guests:
    st.write(name)
st.write(f"Guests: {len(ss.guests)}")

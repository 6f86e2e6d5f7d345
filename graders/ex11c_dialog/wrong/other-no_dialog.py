import streamlit as st

ss = st.session_state
ss.setdefault("guests", [])
if st.button("Invite"):
    ss.open = True
if ss.get("open"):
    with st.container(border=True):
        st.subheader("Who comes?")
        name = st.text_input("Name")
        if st.button("Add") and name:
            ss.guests.append(name)
            ss.open = False
            st.rerun()
        if st.button("Cancel"):
            ss.open = False
            st.rerun()
for name in sorted(ss.guests) if st.checkbox("Sort by name") else ss.guests:
    st.write(name)
st.write(f"Guests: {len(ss.guests)}")

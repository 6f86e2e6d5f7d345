import streamlit as st


@st.cache_resource
def all_guests():
    return []


@st.dialog("Who comes?")
def invite():
    name = st.text_input("Name")
    if st.button("Add") and name:
        all_guests().append(name)
        st.rerun()
    if st.button("Cancel"):
        st.rerun()


if st.button("Invite"):
    invite()
for name in sorted(all_guests()) if st.checkbox("Sort by name") else all_guests():
    st.write(name)
st.write(f"Guests: {len(all_guests())}")

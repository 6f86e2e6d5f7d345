import streamlit as st

if "things" not in st.session_state:
    st.session_state.things = []

with st.form("form"):
    item = st.text_input("Item")
    added = st.form_submit_button("Add")
if added and item:
    st.session_state.things = st.session_state.things + [item]
if st.button("Sort"):
    st.session_state.things = sorted(st.session_state.things)
if st.button("Remove last"):
    try:
        st.session_state.things.pop()
    except IndexError:
        st.info("There is nothing left.")
"Items:", len(st.session_state.things)
st.session_state.things

import streamlit as st
if "things" not in st.session_state:
    st.session_state.things = []
things = st.session_state.things
item = st.text_input("Item")
if st.button("Add") and item:
    things.append(item)
if st.button("Sort"):
    st.session_state.things = sorted(things)
if st.button("Remove last"):
    st.session_state.things = things[:-1]
st.write(f"Items: {len(things)}")
st.write(things)

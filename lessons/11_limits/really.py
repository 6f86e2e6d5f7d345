import streamlit as st

photos = st.session_state.setdefault("photos", ["Beach", "Cat", "Dinner"])

if st.button("Delete all"):
    st.write("Really?")
    if st.button("Yes"):
        photos.clear()

st.write("Photos:", len(photos))

import streamlit as st

if "wishes" not in st.session_state:
    st.session_state.wishes = []
if st.button("Wish for a kite"):
    wishes = st.session_state.wishes
    st.session_state.wishes = wishes.append("kite")
st.write("Wishes:", st.session_state.wishes)

import streamlit as st

if st.toggle("Show the settings", value=True):
    st.text_input("Nickname", key="nickname")
st.button("Play")
st.write(f"Player: {st.session_state.get('nickname')}")

import streamlit as st

if "names" not in st.session_state:
    st.session_state.names = []
name = st.text_input("Your name")
if st.button("Sign") and name:
    st.session_state.names.append(name)
st.write("Signatures:", len(st.session_state.names))
for name in reversed(st.session_state.names):
    st.write(name)

import streamlit as st

st.title("Bo’s guest book")

# TODO: this book is a sticky note of one tab. Keep it in a file that everybody shares.
if "book" not in st.session_state:
    st.session_state.book = []

name = st.text_input("Your name")
if st.button("Sign") and name:
    st.session_state.book.append(name)

st.write(f"Signatures: {len(st.session_state.book)}")
# TODO: the newest first.
for name in st.session_state.book:
    st.write(name)

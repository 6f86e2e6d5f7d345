import streamlit as st


@st.cache_resource
def book():
    return []


name = st.text_input("Your name")
if st.button("Sign") and name:
    book().append(name)
st.write("Signatures:", len(book()))
for name in reversed(book()):
    st.write(name)

import streamlit as st

FIRST = {"customer": "nobody", "cart": 0, "name": ""}

if st.session_state.pop("leaving", False):
    for key in FIRST:
        del st.session_state[key]
for key, value in FIRST.items():
    st.session_state.setdefault(key, value)
st.session_state.setdefault("text_size", 12)

st.title("Tea")
a, b = st.columns(2)
if a.button("Larger text"):
    st.session_state.text_size += 2
if b.button("Smaller text"):
    st.session_state.text_size = max(8, st.session_state.text_size - 2)
st.markdown(f"**Text size:** {st.session_state.text_size}")

st.text_input("Your name", key="name")
if st.button("Sign in") and st.session_state.customer == "nobody" and st.session_state.name:
    st.session_state.customer = st.session_state.name
if st.button("Add a tea") and st.session_state.customer != "nobody":
    st.session_state.cart += 1
if st.button("Sign out"):
    st.session_state.leaving = True
    st.rerun()
st.markdown(f"**Customer:** {st.session_state.customer}  \n**Cart:** {st.session_state.cart}")

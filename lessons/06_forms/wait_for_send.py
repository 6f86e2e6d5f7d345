import streamlit as st

with st.form("order"):
    st.text_input("Item", key="item")
    st.slider("Pieces", 1, 9, key="pieces")
    st.form_submit_button("Send")

st.write(f"You get: {st.session_state.pieces} × {st.session_state.item}")
st.button("Outside")

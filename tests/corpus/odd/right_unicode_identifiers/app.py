import streamlit as st

zähler = "läufe ☃"
st.session_state.setdefault(zähler, 0)
st.session_state[zähler] += 1
π = st.session_state[zähler]
st.header("Grüße, こんにちは, שלום")
st.text_input("Your name")
st.button("Wave")
st.write(f"✨ **Runs so far:** :red[{π}]")

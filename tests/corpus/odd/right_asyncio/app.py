import asyncio

import streamlit as st


async def count():
    await asyncio.sleep(0.01)
    st.session_state.runs = st.session_state.get("runs", 0) + 1


asyncio.run(count())
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", st.session_state.runs)

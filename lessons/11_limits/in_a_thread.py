import threading

import streamlit as st


def work():
    st.session_state.result = 6 * 7


if st.button("Work"):
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

st.write("Result:", st.session_state.get("result", "nothing"))

import threading
import time

import streamlit as st

if "box" not in st.session_state:
    st.session_state.box = [0]


def add(box):
    time.sleep(0.01)
    box[0] += 1


worker = threading.Thread(target=add, args=(st.session_state.box,))
worker.start()
worker.join()
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
st.text_input("Your name")
st.button("Wave")
st.write("Runs so far:", st.session_state.box[0])

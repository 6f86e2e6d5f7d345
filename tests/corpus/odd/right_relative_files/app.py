import json
import os

import streamlit as st

with open("texts/page.json", encoding="utf-8") as file:
    texts = json.load(file)

st.title(texts["title"])
st.session_state.runs = st.session_state.get("runs", 0) + 1
with open("log.txt", "a") as log:
    log.write("run\n")
os.rename("log.txt", "old.txt")
name = st.text_input(texts["name"])
st.button(texts["button"])
st.write(texts["count"].format(st.session_state.runs))

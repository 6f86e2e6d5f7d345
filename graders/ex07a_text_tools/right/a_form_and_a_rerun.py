import json

import streamlit as st


def upper(text):
    return text.upper()


def reverse(text):
    return text[::-1]


def no_spaces(text):
    return text.replace(" ", "")


def cheer(text):
    return text + " hurra"


if "kept" not in st.session_state:
    st.session_state.kept = "[]"
kept = json.loads(st.session_state.kept)

text = st.text_input("Text", value="hello")
with st.form("tools"):
    chosen = st.selectbox("Tool", ["upper", "reverse", "no spaces", "cheer"])
    added = st.form_submit_button("Add")
if added:
    st.session_state.kept = json.dumps([*kept, chosen.replace(" ", "_")])
    st.rerun()
if st.button("Remove last"):
    st.session_state.kept = json.dumps(kept[:-1])
    st.rerun()

for name in kept:
    text = globals()[name](text)
st.markdown(f"- Tools: {len(kept)}\n- Result: {text}")

"""A form, so that Enter sends; its button's callback clears it only if there was a note."""

import streamlit as st

if "notes" not in st.session_state:
    st.session_state["notes"] = []


def send():
    text = st.session_state["note"]
    if not text:
        st.session_state["hint"] = "There is nothing to send."
        return
    st.session_state["notes"].append((text, st.session_state["urgent"]))
    st.session_state["note"] = ""
    st.session_state["urgent"] = False


def back():
    if not st.session_state["notes"]:
        return
    st.session_state["note"], st.session_state["urgent"] = st.session_state["notes"].pop()


with st.form("note form"):
    st.text_input("Note", key="note")
    st.checkbox("Urgent", key="urgent")
    st.form_submit_button("Send", on_click=send)
st.button("Take back", on_click=back)
if hint := st.session_state.pop("hint", ""):
    st.caption(hint)
notes = st.session_state["notes"]
st.write("  \n".join(text + " (urgent)" * urgent for text, urgent in notes))
st.write(f"Sent: {len(notes)}")

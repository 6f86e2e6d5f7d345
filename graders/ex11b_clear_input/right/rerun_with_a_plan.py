"""A plan on the note, which the next run carries out above the widgets."""

import streamlit as st

ss = st.session_state
if "sent" not in ss:
    ss.sent = []
if "plan" in ss:
    ss["text"], ss["hurry"] = ss.pop("plan")

with st.container(border=True):
    text = st.text_input("Note", key="text")
    hurry = st.toggle("Urgent", key="hurry")
if st.button("Send") and text.strip():
    ss.sent.append({"text": text, "hurry": hurry})
    ss.plan = ("", False)
    st.rerun()
if st.button("Take back") and ss.sent:
    last = ss.sent.pop()
    ss.plan = (last["text"], last["hurry"])
    st.rerun()
for note in reversed(ss.sent):
    st.markdown("- " + note["text"] + (" (urgent)" if note["hurry"] else ""))
st.metric("Sent", len(ss.sent))

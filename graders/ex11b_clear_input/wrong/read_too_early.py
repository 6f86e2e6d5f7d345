import streamlit as st

ss = st.session_state
ss.setdefault("notes", [])
send, back = st.button("Send"), st.button("Take back")
if send and ss.note:
    ss.notes.append((ss.note, ss.urgent))
    ss.note, ss.urgent = "", False
if back and ss.notes:
    ss.note, ss.urgent = ss.notes.pop()
st.caption(f"{len(ss.note)} letters")
st.text_input("Note", key="note")
st.checkbox("Urgent", key="urgent")
for note, urgent in ss.notes:
    st.write(f"{note} (urgent)" if urgent else note)
st.write(f"Sent: {len(ss.notes)}")

import streamlit as st

ss = st.session_state
ss.setdefault("notes", [])
ss.setdefault("box", ("", False))
note = st.text_input("Note", value=ss.box[0], key="note")
urgent = st.checkbox("Urgent", value=ss.box[1], key="urgent")
if st.button("Send") and note:
    ss.notes.append((note, urgent))
    ss.box = ("", False)
    st.rerun()
if st.button("Take back") and ss.notes:
    ss.box = ss.notes.pop()
    st.rerun()
for note, urgent in ss.notes:
    st.write(f"{note} (urgent)" if urgent else note)
st.write(f"Sent: {len(ss.notes)}")

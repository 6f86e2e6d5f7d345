import streamlit as st

ss = st.session_state
ss.setdefault("notes", [])
ss.setdefault("n", 0)
back = ss.pop("back", ("", False))
note = st.text_input("Note", back[0], placeholder="." * (ss.n % 9))
urgent = st.checkbox("Urgent", back[1], help="." * (ss.n % 9 + 1))
if st.button("Send") and note:
    ss.notes.append((note, urgent))
    ss.n += 1
    st.rerun()
if st.button("Take back") and ss.notes:
    ss.back = ss.notes.pop()
    ss.n += 1
    st.rerun()
for note, urgent in ss.notes:
    st.write(f"{note} (urgent)" if urgent else note)
st.write(f"Sent: {len(ss.notes)}")

import streamlit as st

ss = st.session_state
ss.setdefault("notes", [])
ss.setdefault("last", None)


def send():
    if ss.note and (ss.note, ss.urgent) != ss.last:
        ss.last = (ss.note, ss.urgent)
        ss.notes.append(ss.last)
        ss.note, ss.urgent = "", False


def take_back():
    if ss.notes:
        ss.note, ss.urgent = ss.notes.pop()


st.text_input("Note", key="note")
st.checkbox("Urgent", key="urgent")
st.button("Send", on_click=send)
st.button("Take back", on_click=take_back)
for note, urgent in ss.notes:
    st.write(f"{note} (urgent)" if urgent else note)
st.write(f"Sent: {len(ss.notes)}")

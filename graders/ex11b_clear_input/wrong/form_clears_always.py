import streamlit as st

notes = st.session_state.setdefault("notes", [])


def take_back():
    if notes:
        st.session_state.note, st.session_state.urgent = notes.pop()


with st.form("box", clear_on_submit=True):
    st.text_input("Note", key="note")
    st.checkbox("Urgent", key="urgent")
    if st.form_submit_button("Send") and st.session_state.note:
        notes.append((st.session_state.note, st.session_state.urgent))
st.button("Take back", on_click=take_back)
for note, urgent in notes:
    st.write(f"{note} (urgent)" if urgent else note)
st.write(f"Sent: {len(notes)}")

import streamlit as st

if "notes" not in st.session_state:
    st.session_state.notes = []
note = st.text_input("Note", key="note")
urgent = st.checkbox("Urgent", key="urgent")
if st.button("Send") and note:
    st.session_state.notes.append((note, urgent))
    note, urgent = "", False


def take_back():
    if st.session_state.notes:
        st.session_state.note, st.session_state.urgent = st.session_state.notes.pop()


st.button("Take back", on_click=take_back)
for note, urgent in st.session_state.notes:
    st.write(f"{note} (urgent)" if urgent else note)
st.write(f"Sent: {len(st.session_state.notes)}")

import streamlit as st

MARK = " (urgent)"
st.session_state.setdefault("notes", [])


def send():
    if st.session_state.note:
        st.session_state.notes.append(st.session_state.note + (MARK if st.session_state.urgent else ""))
        st.session_state.note = ""
        st.session_state.urgent = False


def take_back():
    if st.session_state.notes:
        last = st.session_state.notes.pop()
        st.session_state.urgent = last.endswith(MARK)
        st.session_state.note = last.removesuffix(MARK)


st.title("Notes for the kitchen")
st.text_input("Note", key="note")
st.checkbox("Urgent", key="urgent")
st.button("Send", on_click=send)
st.button("Take back", on_click=take_back)
for note in st.session_state.notes:
    st.write(note)
st.write(f"Sent: {len(st.session_state.notes)}")

import streamlit as st

st.session_state.setdefault("notes", [])


def send():
    if st.session_state.note:
        st.session_state.notes.append((st.session_state.note, st.session_state.urgent))
        st.session_state.note, st.session_state.urgent = "", False


def take_back():
    notes = st.session_state.notes
    text, urgent = notes.pop() if notes else ("", False)
    st.session_state.note = text
    st.session_state.urgent = urgent


st.title("Notes for the kitchen")
st.text_input("Note", key="note")
st.checkbox("Urgent", key="urgent")
st.button("Send", on_click=send)
st.button("Take back", on_click=take_back)

for text, urgent in st.session_state.notes:
    st.write(f"{text} (urgent)" if urgent else text)
st.write(f"Sent: {len(st.session_state.notes)}")

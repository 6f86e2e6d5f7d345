import streamlit as st

if "notes" not in st.session_state:
    st.session_state.notes = []


def send():
    if st.session_state.note:
        st.session_state.notes.append((st.session_state.note, st.session_state.urgent))
        st.session_state.note = ""
        st.session_state.urgent = False


def take_back():
    if st.session_state.notes:
        last = st.session_state.notes[-1]
        st.session_state.note, st.session_state.urgent = last
        st.session_state.notes.remove(last)


st.title("Notes for the kitchen")

st.text_input("Note", key="note")
st.checkbox("Urgent", key="urgent")
st.button("Send", on_click=send)
st.button("Take back", on_click=take_back)

for text, urgent in st.session_state.notes:
    st.write(text + (" (urgent)" if urgent else ""))
st.write(f"Sent: {len(st.session_state.notes)}")

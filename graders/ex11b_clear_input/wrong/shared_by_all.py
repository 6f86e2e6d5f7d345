import streamlit as st

ss = st.session_state


@st.cache_resource
def all_notes():
    return []


def send():
    if ss.note:
        all_notes().append((ss.note, ss.urgent))
        ss.note, ss.urgent = "", False


def take_back():
    if all_notes():
        ss.note, ss.urgent = all_notes().pop()


st.text_input("Note", key="note")
st.checkbox("Urgent", key="urgent")
st.button("Send", on_click=send)
st.button("Take back", on_click=take_back)
for note, urgent in all_notes():
    st.write(f"{note} (urgent)" if urgent else note)
st.write(f"Sent: {len(all_notes())}")

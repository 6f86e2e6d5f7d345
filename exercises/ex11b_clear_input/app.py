import streamlit as st

if "notes" not in st.session_state:
    st.session_state.notes = []

st.title("Notes for the kitchen")

st.text_input("Note", key="note")
st.checkbox("Urgent", key="urgent")

if st.button("Send") and st.session_state.note:
    mark = " (urgent)" if st.session_state.urgent else ""
    st.session_state.notes.append(st.session_state.note + mark)
    st.session_state.note = ""  # TODO: this line stops the page
    # TODO: switch Urgent off, too

# TODO: put the last note back into the box
st.button("Take back")

for note in st.session_state.notes:
    st.write(note)
st.write(f"Sent: {len(st.session_state.notes)}")

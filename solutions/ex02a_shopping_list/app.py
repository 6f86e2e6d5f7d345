import streamlit as st

st.title("To buy")

if "things" not in st.session_state:
    st.session_state.things = []
things = st.session_state.things

item = st.text_input("Item")
if st.button("Add") and item:
    things.append(item)  # changes the list on the note; there is nothing to write back
if st.button("Sort"):
    things.sort()
if st.button("Remove last") and things:
    things.pop()

# Change first, then show.
st.write(f"Items: {len(things)}")
for thing in things:
    st.write(thing)

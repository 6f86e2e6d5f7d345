"""Buttons first, then what they change, then the page; the list is drawn in a container above."""

import streamlit as st

s = st.session_state
s.setdefault("left", {"Curry", "Dumplings", "Lasagne", "Ratatouille"})
s.setdefault("victim", "")

page, question = st.container(), st.empty()
search = page.text_input("Search")
for name in sorted(s.left):
    place = page.empty()
    if search.lower() in name.lower() and place.button(f"Delete {name}", key=f"delete {name}"):
        s.victim = name
if s.victim:
    with question.container():
        st.write(f"Really delete {s.victim}?")
        yes, no = st.button("Yes"), st.button("No")
    if yes:
        s.left.discard(s.victim)
    if yes or no:
        s.victim = ""
        st.rerun()
st.write("Recipes:", len(s.left))

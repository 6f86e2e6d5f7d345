"""A dictionary with a flag for each recipe, of which one at most is up."""

import streamlit as st

NAMES = ["Curry", "Dumplings", "Lasagne", "Ratatouille"]
if "status" not in st.session_state:
    st.session_state.status = {name: "kept" for name in NAMES}
status = st.session_state.status


def mark(name, new):
    for other in status:
        if status[other] == "asked":
            status[other] = "kept"
    status[name] = new


st.header("Recipes worth keeping")
search = st.text_input("Search").strip().lower()
for name in NAMES:
    if status[name] == "deleted":
        continue
    if search in name.lower():
        st.button(f"Delete {name}", on_click=mark, args=(name, "asked"))
    if status[name] == "asked":
        st.error(f"Really delete {name}?")
        with st.container(horizontal=True):
            st.button("Yes", on_click=mark, args=(name, "deleted"), type="primary")
            st.button("No", on_click=mark, kwargs={"name": name, "new": "kept"})
st.write(f"Recipes: {sum(value != 'deleted' for value in status.values())}")

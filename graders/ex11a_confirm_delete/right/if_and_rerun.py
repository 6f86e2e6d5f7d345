"""No callback: each click changes the note, and has the script run once more."""

import streamlit as st

if "recipes" not in st.session_state:
    st.session_state["recipes"] = ["Curry", "Dumplings", "Lasagne", "Ratatouille"]

st.title("Recipes worth keeping")
text = st.text_input("Search")
for recipe in st.session_state["recipes"]:
    if text.casefold() in recipe.casefold():
        left, right = st.columns([3, 1])
        left.write(recipe)
        if right.button(f"Delete {recipe}"):
            st.session_state["pending"] = recipe
            st.rerun()
if "pending" in st.session_state:
    st.warning(f"Really delete {st.session_state['pending']}?")
    if st.button("Yes"):
        st.session_state["recipes"].remove(st.session_state.pop("pending"))
        st.rerun()
    if st.button("No"):
        del st.session_state["pending"]
        st.rerun()
st.metric("Recipes", len(st.session_state["recipes"]))

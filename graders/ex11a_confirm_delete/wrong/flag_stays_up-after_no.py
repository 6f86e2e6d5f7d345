import streamlit as st

st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
recipes = st.session_state.recipes


def yes():
    recipes.remove(st.session_state.asked)
    del st.session_state.asked


search = st.text_input("Search")
for name in recipes:
    if search.lower() in name.lower() and st.button(f"Delete {name}"):
        st.session_state.asked = name
if "asked" in st.session_state:
    st.write(f"Really delete {st.session_state.asked}?")
    st.button("Yes", on_click=yes)
    if st.button("No"):
        st.write("Kept.")
st.write(f"Recipes: {len(recipes)}")

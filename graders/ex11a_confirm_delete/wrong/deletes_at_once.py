import streamlit as st

st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
recipes = st.session_state.recipes


def delete(name):
    recipes.remove(name)


search = st.text_input("Search")
for name in [name for name in recipes if search.lower() in name.lower()]:
    if st.button(f"Delete {name}", on_click=delete, args=(name,)):
        pass
st.write(f"Recipes: {len(recipes)}")

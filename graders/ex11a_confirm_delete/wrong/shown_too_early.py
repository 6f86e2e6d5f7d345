import streamlit as st

st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
recipes = st.session_state.recipes
st.write(f"Recipes: {len(recipes)}")
search = st.text_input("Search")
if asked := st.session_state.get("asked"):
    st.write(f"Really delete {asked}?")
    if st.button("Yes"):
        recipes.remove(asked)
        st.session_state.asked = None
    if st.button("No"):
        st.session_state.asked = None
for name in recipes:
    if search.lower() in name.lower() and st.button(f"Delete {name}"):
        st.session_state.asked = name

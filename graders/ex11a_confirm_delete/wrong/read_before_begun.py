import streamlit as st

st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
recipes = st.session_state.recipes
search = st.text_input("Search")
for name in recipes:
    if search.lower() in name.lower() and st.button(f"Delete {name}"):
        st.session_state.asked = name
if st.session_state.asked:
    st.write(f"Really delete {st.session_state.asked}?")
    yes, no = st.button("Yes"), st.button("No")
    if yes:
        recipes.remove(st.session_state.asked)
    if yes or no:
        st.session_state.asked = None
        st.rerun()
st.write(f"Recipes: {len(recipes)}")

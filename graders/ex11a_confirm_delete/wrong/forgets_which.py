import streamlit as st

if "recipes" not in st.session_state:
    st.session_state.recipes = ["Curry", "Dumplings", "Lasagne", "Ratatouille"]
    st.session_state.asking = False
recipes = st.session_state.recipes
search = st.text_input("Search")
for name in recipes:
    if search.lower() in name.lower():
        if st.button(f"Delete {name}"):
            st.session_state.asking = True
if st.session_state.asking:
    st.write(f"Really delete {name}?")
    if st.button("Yes"):
        recipes.remove(name)
        st.session_state.asking = False
        st.rerun()
    if st.button("No"):
        st.session_state.asking = False
        st.rerun()
st.write(f"Recipes: {len(recipes)}")

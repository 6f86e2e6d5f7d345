import streamlit as st

recipes = st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])


@st.dialog("Sure?")
def ask(name):
    st.write(f"Really delete {name}?")
    if st.button("Yes"):
        recipes.remove(name)
        st.rerun()
    if st.button("No"):
        st.rerun()


search = st.text_input("Search")
for name in recipes:
    if search.lower() in name.lower() and st.button(f"Delete {name}"):
        ask(name)
st.write(f"Recipes: {len(recipes)}")

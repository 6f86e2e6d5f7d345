import streamlit as st

st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
recipes = st.session_state.recipes


def ask(name):
    st.session_state.asked = name


def answer(yes):
    if yes:
        recipes.remove(st.session_state.asked)
    del st.session_state.asked


search = st.text_input("Search")
for name in recipes:
    if search.lower() not in name.lower():
        continue
    st.button(f"Delete {name}", on_click=ask, args=(name,))
    if st.session_state.get("asked") == name:
        st.write(f"Really delete {name}?")
        st.button("Yes", on_click=answer, args=(True,))
        st.button("No", on_click=answer, args=(False,))
st.write(f"Recipes: {len(recipes)}")

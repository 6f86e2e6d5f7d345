import streamlit as st

st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
recipes = st.session_state.recipes


def ask(name):
    if "asked" not in st.session_state:
        st.session_state.asked = name


def answer(yes):
    asked = st.session_state.pop("asked")
    if yes:
        recipes.remove(asked)


search = st.text_input("Search")
for name in recipes:
    if search.lower() in name.lower():
        st.button(f"Delete {name}", on_click=ask, args=(name,))
if "asked" in st.session_state:
    st.write(f"Really delete {st.session_state.asked}?")
    st.button("Yes", on_click=answer, args=(True,))
    st.button("No", on_click=answer, args=(False,))
st.write(f"Recipes: {len(recipes)}")

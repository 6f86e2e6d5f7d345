import streamlit as st

st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
recipes = st.session_state.recipes


def ask(row):
    st.session_state.row = row


def answer(yes, name):
    if yes:
        recipes.remove(name)
    del st.session_state.row


search = st.text_input("Search")
found = [name for name in recipes if search.lower() in name.lower()]
for row, name in enumerate(found):
    st.button(f"Delete {name}", on_click=ask, args=(row,))
if "row" in st.session_state and st.session_state.row < len(found):
    name = found[st.session_state.row]
    st.write(f"Really delete {name}?")
    st.button("Yes", on_click=answer, args=(True, name))
    st.button("No", on_click=answer, args=(False, name))
st.write(f"Recipes: {len(recipes)}")

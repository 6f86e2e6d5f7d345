import streamlit as st

st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
recipes = st.session_state.recipes


def ask(row, name):
    st.session_state.asked = (row, name)


def answer(yes):
    row, _ = st.session_state.pop("asked")
    if yes:
        del recipes[row]


search = st.text_input("Search")
for row, name in enumerate([name for name in recipes if search.lower() in name.lower()]):
    st.button(f"Delete {name}", on_click=ask, args=(row, name))
if "asked" in st.session_state:
    st.write(f"Really delete {st.session_state.asked[1]}?")
    st.button("Yes", on_click=answer, args=(True,))
    st.button("No", on_click=answer, args=(False,))
st.write(f"Recipes: {len(recipes)}")

import streamlit as st

st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
st.session_state.setdefault("asked", None)
recipes = st.session_state.recipes


def ask(name):
    st.session_state.asked = name


def answer(yes):
    """Take the question down, whatever the answer is."""
    if yes:
        recipes.remove(st.session_state.asked)
    st.session_state.asked = None


st.title("Recipes worth keeping")

# The question stands outside the list, as its recipe may not be among those that are shown.
if st.session_state.asked:
    st.write(f"Really delete {st.session_state.asked}?")
    st.button("Yes", on_click=answer, args=(True,))
    st.button("No", on_click=answer, args=(False,))

search = st.text_input("Search")
found = [name for name in recipes if search.lower() in name.lower()]

for name in found:
    st.button(f"Delete {name}", on_click=ask, args=(name,))

st.write(f"Recipes: {len(recipes)}")

import streamlit as st


@st.cache_resource
def all_recipes():
    return ["Curry", "Dumplings", "Lasagne", "Ratatouille"]


recipes = all_recipes()


def ask(name):
    st.session_state.asked = name


def answer(yes):
    asked = st.session_state.pop("asked")
    if yes and asked in recipes:
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

import streamlit as st

ss = st.session_state
ss.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
ss.setdefault("kept", [])
ss.setdefault("asked", None)


def ask(name):
    if name not in ss.kept:
        ss.asked = name


def yes():
    ss.recipes.remove(ss.asked)
    ss.asked = None


def no():
    ss.kept.append(ss.asked)
    ss.asked = None


search = st.text_input("Search")
for name in ss.recipes:
    if search.lower() in name.lower():
        st.button(f"Delete {name}", on_click=ask, args=(name,))
if ss.asked:
    st.write(f"Really delete {ss.asked}?")
    st.button("Yes", on_click=yes)
    st.button("No", on_click=no)
st.write(f"Recipes: {len(ss.recipes)}")

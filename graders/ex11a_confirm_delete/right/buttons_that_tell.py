"""The buttons are asked at the top, by their keys, before anything is drawn; the two for an answer are always there."""

import streamlit as st

ss = st.session_state
recipes = ss.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
for name in list(recipes):
    if ss.get(f"delete_{name}"):
        ss.question = name
if ss.get("yes") and ss.get("question"):
    recipes.remove(ss.question)
if ss.get("yes") or ss.get("no"):
    ss.question = None

st.title("Recipes worth keeping")
search = st.text_input("Search")
st.write("\n".join(f"- {name}" for name in recipes if search.lower() in name.lower()))
for name in recipes:
    if search.lower() in name.lower():
        st.button(f"Delete {name}", key=f"delete_{name}")
asked = ss.get("question")
st.write(f"Really delete {asked}?" if asked else "")
st.button("Yes", key="yes", disabled=not asked)
st.button("No", key="no", disabled=not asked)
st.write(f"Recipes: {len(recipes)}")

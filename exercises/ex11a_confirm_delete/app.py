import streamlit as st

st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
recipes = st.session_state.recipes

st.title("Recipes worth keeping")

search = st.text_input("Search")
found = [name for name in recipes if search.lower() in name.lower()]

# TODO: Yes deletes nothing. And the question should stay until it is answered.
for name in found:
    if st.button(f"Delete {name}"):
        st.write(f"Really delete {name}?")
        if st.button("Yes"):
            recipes.remove(name)
        st.button("No")

st.write(f"Recipes: {len(recipes)}")

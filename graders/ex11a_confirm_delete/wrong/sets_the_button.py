import streamlit as st

st.session_state.setdefault("recipes", ["Curry", "Dumplings", "Lasagne", "Ratatouille"])
recipes = st.session_state.recipes
search = st.text_input("Search")
for name in list(recipes):
    if search.lower() not in name.lower():
        continue
    key = f"delete {name}"
    if st.session_state.get("asked") == name:
        st.session_state[key] = True  # so that the question stays
    if st.button(f"Delete {name}", key=key):
        st.session_state.asked = name
        st.write(f"Really delete {name}?")
        if st.button("Yes"):
            recipes.remove(name)
            st.session_state.asked = None
        if st.button("No"):
            st.session_state.asked = None
st.write(f"Recipes: {len(recipes)}")

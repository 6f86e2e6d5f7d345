"""The question is a form with two buttons; recipes are looked up by an id."""

import streamlit as st

state = st.session_state
if "book" not in state:
    state.book = dict(enumerate(("Curry", "Dumplings", "Lasagne", "Ratatouille")))


def settle(really):
    which = state.pop("to_delete")
    if really:
        state.book.pop(which)


with st.sidebar:
    st.text_input("Search", key="wanted")
shown = {n: name for n, name in state.book.items() if state.wanted.lower() in name.lower()}
st.caption(f"Recipes: {len(state.book)}")
for n, name in shown.items():
    st.button(f"Delete {name}", key=n, on_click=state.update, args=({"to_delete": n},), icon=":material/delete:")
if "to_delete" in state:
    with st.form("sure"):
        st.markdown(f"Really delete **{state.book[state.to_delete]}**?")
        st.form_submit_button("Yes", on_click=settle, args=(True,))
        st.form_submit_button("No", on_click=settle, args=(False,))

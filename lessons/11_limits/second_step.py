import streamlit as st

photos = st.session_state.setdefault("photos", ["Beach", "Cat", "Dinner"])
st.session_state.setdefault("asking", False)


def ask():
    st.session_state.asking = True


def answer(yes):
    st.session_state.asking = False
    if yes:
        photos.clear()


st.button("Delete all", on_click=ask)
if st.session_state.asking:
    st.write("Really?")
    st.button("Yes", on_click=answer, args=(True,))
    st.button("No", on_click=answer, args=(False,))

st.write("Photos:", len(photos))

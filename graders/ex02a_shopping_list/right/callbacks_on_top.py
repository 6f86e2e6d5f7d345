import streamlit as st

if "shopping" not in st.session_state:
    st.session_state.shopping = []


def add():
    if st.session_state.item:
        st.session_state.shopping.append(st.session_state.item)
        st.session_state.item = ""


def sort():
    st.session_state.shopping.sort()


def remove():
    if st.session_state.shopping:
        del st.session_state.shopping[-1]


st.title("Shopping")
st.write("Items:", len(st.session_state.shopping))
for number, thing in enumerate(st.session_state.shopping, 1):
    st.write(f"{number}. {thing}")
st.text_input("Item", key="item")
st.button("Add", on_click=add)
st.button("Sort", on_click=sort)
st.button("Remove last", on_click=remove)

"""All of it is a fragment, which runs by itself."""

import streamlit as st


class Book:
    def __init__(self):
        self.recipes = ["Curry", "Dumplings", "Lasagne", "Ratatouille"]
        self.asked = None

    def ask(self, name):
        self.asked = name

    def yes(self):
        self.recipes = [name for name in self.recipes if name != self.asked]
        self.no()

    def no(self):
        self.asked = None


if "book" not in st.session_state:
    st.session_state.book = Book()


@st.fragment
def show():
    book = st.session_state.book
    search = st.text_input("Search")
    if book.asked:
        st.info(f"Really delete {book.asked}?")
        st.button("Yes", on_click=book.yes)
        st.button("No", on_click=book.no)
    for name in book.recipes:
        if search.upper() in name.upper():
            st.button(f"Delete {name}", on_click=book.ask, args=[name])
    st.write(f"Recipes: {len(book.recipes)}")


st.title("Recipes worth keeping")
show()

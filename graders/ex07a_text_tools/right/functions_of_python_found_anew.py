import streamlit as st


class Tools:
    """Only ever used as names: no object of this class is kept."""

    @staticmethod
    def upper(text):
        return text.upper()

    @staticmethod
    def reverse(text):
        return text[::-1]

    @staticmethod
    def no_spaces(text):
        return text.replace(" ", "")

    @staticmethod
    def cheer(text):
        return text + " hurra"


def add(name):
    st.session_state.order.append({"tool": name.replace(" ", "_")})


def drop():
    if st.session_state.order:
        st.session_state.order.pop()


if "order" not in st.session_state:
    st.session_state["order"] = []
text = st.text_input("Text", "a small text")
name = st.selectbox("Tool", ["upper", "reverse", "no spaces", "cheer"])
st.button("Add", on_click=add, args=(name,))
st.button("Remove last", on_click=drop)
result = text
for entry in st.session_state.order:
    result = getattr(Tools, entry["tool"])(result)
st.write("Tools:")
st.write(len(st.session_state.order))
st.write("Result:")
st.write(result)

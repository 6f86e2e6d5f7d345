import streamlit as st

NAMES = ["upper", "reverse", "no spaces", "cheer"]


def apply(tool, text):
    match tool:
        case "upper":
            return text.upper()
        case "reverse":
            return "".join(reversed(text))
        case "no spaces":
            return "".join(text.split(" "))
        case _:
            return f"{text} hurra"


def add():
    st.session_state["chain"] = (*st.session_state["chain"], st.session_state["tool"])


def remove():
    st.session_state["chain"] = st.session_state["chain"][:-1]


st.session_state.setdefault("chain", ())
left, right = st.columns(2)
left.text_input("Text", key="text")
right.selectbox("Tool", NAMES, key="tool")
left.button("Add", on_click=add)
right.button("Remove last", on_click=remove, disabled=not st.session_state["chain"])

result = st.session_state["text"]
for tool in st.session_state["chain"]:
    result = apply(tool, result)
st.metric("Tools", len(st.session_state["chain"]))
st.markdown(f"**Result:** {result}")

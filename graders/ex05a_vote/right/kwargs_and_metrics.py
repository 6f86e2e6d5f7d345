import streamlit as st

if "films" not in st.session_state:
    st.session_state["films"] = ["Alien", "Brazil", "Casablanca"]
    st.session_state["counts"] = [0, 0, 0]


def count(*, which: int) -> None:
    st.session_state["counts"][which] += 1


def propose() -> None:
    title = st.session_state["title"].strip()
    if title and title not in st.session_state["films"]:
        st.session_state["films"].append(title)
        st.session_state["counts"].append(0)


st.header("Film club")
columns = st.columns(3)
for number, film in enumerate(st.session_state["films"]):
    with columns[number % 3]:
        st.metric(film, st.session_state["counts"][number])
        st.button(
            f"Vote for {film}", on_click=count, kwargs={"which": number}, type="primary", key=f"b{number}"
        )
st.text_input("New film", key="title", on_change=propose, placeholder="Title")
st.metric("Total", sum(st.session_state["counts"]))

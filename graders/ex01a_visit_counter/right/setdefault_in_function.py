import streamlit as st


def count_run() -> int:
    state = st.session_state
    state.setdefault("count", {"runs": 0})
    state["count"]["runs"] += 1
    return state["count"]["runs"]


def main() -> None:
    number = count_run()
    st.header("Runs so far:")
    st.subheader(str(number))
    with st.sidebar:
        st.text_input("Your name")
        st.button("Wave", type="primary", help="Say hello")


if __name__ == "__main__":
    main()

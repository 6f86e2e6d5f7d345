import streamlit as st

st.session_state.setdefault("size", 5)
st.session_state.setdefault("log", [])


def note(size):
    st.session_state.log.append(size)


size = st.session_state.size
st.slider("Size", 0, 10, key="size", on_change=note, args=(size,))
st.write(f"Log: {st.session_state.log}")

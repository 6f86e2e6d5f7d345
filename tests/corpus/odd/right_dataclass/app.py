import dataclasses

import streamlit as st


@dataclasses.dataclass
class Page:
    runs: int = 0

    def __iadd__(self, more):
        self.runs += more
        return self


st.session_state.setdefault("page", Page())
st.session_state.page += 1
st.text_input("Your name", key="name", on_change=lambda: None)
st.button("Wave", key="wave")
st.metric("Runs so far", st.session_state.page.runs)

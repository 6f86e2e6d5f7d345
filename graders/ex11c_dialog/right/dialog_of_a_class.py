"""The dialog is a function in a function of a class; the list is a table, drawn from a fragment."""

import streamlit as st


class Party:
    def __init__(self):
        self.names = ()

    def add(self, name):
        self.names += (name,)


party = st.session_state.setdefault("party", Party())


def ask(party):
    name = st.text_input("Name", placeholder="Bo")
    columns = st.columns(2)
    if columns[0].button("Add", type="primary", disabled=not name):
        party.add(name)
        st.rerun()
    if columns[1].button("Cancel"):
        st.rerun(scope="app")


with st.sidebar:
    wanted = st.button("Invite", icon=":material/person_add:")
    by_name = st.checkbox("Sort by name")
if wanted:
    st.dialog("Who comes?", width="large")(ask)(party)
st.dataframe({"Guest": sorted(party.names) if by_name else list(party.names)})
st.caption(f"Guests: {len(party.names)}")

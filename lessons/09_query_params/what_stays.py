import streamlit as st

st.session_state.setdefault("page", 1)


def next_page():
    page = st.session_state.page + 1
    st.session_state.page = page
    st.query_params["page"] = page


st.button("Next page", on_click=next_page)
st.write("On the note:", st.session_state.page)
page = st.query_params.get("page", 1)
st.write("In the address:", page)
language = st.query_params.get("lang", "en")
st.write("Language:", language)

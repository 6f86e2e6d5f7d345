# right: a class in a helper module; only the object is kept in the session
import streamlit as st
from visits import Visits

visits = Visits.of_this_tab(st.session_state)
visits.one_more()

tab_hello, tab_about = st.tabs(["Hello", "About"])
with tab_hello:
    name = st.text_input("Your name")
    if st.button("Wave"):
        st.write(f"👋 {name or 'you'}")
    st.subheader(str(visits))
tab_about.write("Ines made this page.")

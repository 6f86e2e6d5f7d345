import streamlit as st
from collections import Counter
if "score" not in st.session_state:
    st.session_state.update(score=Counter())
score = st.session_state["score"]
n = st.selectbox("Points", [1, 2, 3])
if st.button("Home plus"): score.update(Home=n)
if st.button("Guests plus"): score.update(Guests=n)
if st.button("Home minus"): score["Home"] = max(0, score["Home"] - n)
if st.button("Guests minus"): score["Guests"] = max(0, score["Guests"] - n)
st.dataframe({"Home": [score["Home"]], "Guests": [score["Guests"]], "Lead": ["nobody" if score["Home"] == score["Guests"] else max(score, key=score.get)]})

import streamlit as st

if "score" not in st.session_state:
    st.session_state.score = 0

points = st.radio("Points", [1, 2, 3], horizontal=True)
for team in ("Home", "Guests"):
    if st.button(f"{team} plus"):
        st.session_state.score += points
    if st.button(f"{team} minus"):
        st.session_state.score = max(0, st.session_state.score - points)
st.write(f"Home: {st.session_state.score}")
st.write(f"Guests: {st.session_state.score}")
st.write("Lead: nobody")

import streamlit as st
ss = st.session_state
for t in ("Home", "Guests"):
    ss.setdefault(t, 0)
p = st.radio("Points", [1, 2, 3])
for t in ("Home", "Guests"):
    st.button(t + " plus", on_click=lambda: ss.update({t: ss[t] + p}))
    st.button(t + " minus", on_click=lambda: ss.update({t: max(0, ss[t] - p)}))
st.write("Home:", ss.Home); st.write("Guests:", ss.Guests)
st.write("Lead:", "nobody" if ss.Home == ss.Guests else "Home" if ss.Home > ss.Guests else "Guests")

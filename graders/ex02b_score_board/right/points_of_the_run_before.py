import streamlit as st
ss = st.session_state
ss.setdefault("home", 0); ss.setdefault("guests", 0)
p = ss.get("p", 1)
if st.button("Home plus"): ss.home += p
if st.button("Home minus"): ss.home = max(0, ss.home - p)
if st.button("Guests plus"): ss.guests += p
if st.button("Guests minus"): ss.guests = max(0, ss.guests - p)
ss.p = st.radio("Points", [1, 2, 3])
st.write("Home:", ss.home); st.write("Guests:", ss.guests)
st.write("Lead:", "nobody" if ss.home == ss.guests else "Home" if ss.home > ss.guests else "Guests")

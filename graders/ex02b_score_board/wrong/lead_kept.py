import streamlit as st
ss = st.session_state
if "home" not in ss:
    ss.home = ss.guests = 0
    ss.lead = "nobody"
p = st.radio("Points", [1, 2, 3])
if st.button("Home plus"):
    ss.home += p
    ss.lead = "Home" if ss.home > ss.guests else ss.lead
if st.button("Guests plus"):
    ss.guests += p
    ss.lead = "Guests" if ss.guests > ss.home else ss.lead
if st.button("Home minus"): ss.home = max(0, ss.home - p)
if st.button("Guests minus"): ss.guests = max(0, ss.guests - p)
st.write(f"Home: {ss.home}"); st.write(f"Guests: {ss.guests}"); st.write(f"Lead: {ss.lead}")

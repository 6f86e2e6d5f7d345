import streamlit as st

START = {"destination": "", "days": 3, "train": False, "stops": 0}

st.session_state.setdefault("saved", 0)
again = st.button("Start over")
for key, value in START.items():
    if again or key not in st.session_state:
        st.session_state[key] = value

st.text_input("Destination", key="destination")
st.slider("Days", 1, 30, key="days")
st.toggle("By train", key="train")
if st.button("Add the stop") and st.session_state.destination:
    st.session_state.stops += 1
if st.button("Save the trip"):
    st.session_state.saved += 1
st.metric("Stops", st.session_state.stops)
st.metric("Saved trips", st.session_state.saved)

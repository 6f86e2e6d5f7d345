import streamlit as st

if "stops" not in st.session_state:
    st.session_state.stops = []
    st.session_state.saved = 0

destination = st.text_input("Destination")
days = st.number_input("Days", 1, 30, 3)
train = st.checkbox("By train")
if st.button("Add the stop") and destination:
    st.session_state.stops.append(destination)
if st.button("Save the trip"):
    st.session_state.saved += 1
if st.button("Start over"):
    destination = ""
    days = 3
    train = False
    st.session_state.stops = []
st.write(f"Stops: {len(st.session_state.stops)}")
st.write(f"Saved trips: {st.session_state.saved}")

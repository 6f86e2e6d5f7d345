import streamlit as st

if "stops" not in st.session_state:
    st.session_state.stops = []
if "saved" not in st.session_state:
    st.session_state.saved = 0

st.title("My next trip")

# TODO: after this, the fields still hold what was in them. And where is the number of saved trips?
if st.button("Start over"):
    st.session_state.clear()
    st.rerun()

destination = st.text_input("Destination", key="destination")
st.number_input("Days", 1, 30, 3, key="days")
st.checkbox("By train", key="train")

if st.button("Add the stop") and destination:
    st.session_state.stops.append(destination)
if st.button("Save the trip"):
    st.session_state.saved += 1

st.write(f"Stops: {len(st.session_state.stops)}")
st.write(f"Saved trips: {st.session_state.saved}")

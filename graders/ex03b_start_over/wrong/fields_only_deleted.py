import streamlit as st

if "stops" not in st.session_state:
    st.session_state.stops = []
if "saved" not in st.session_state:
    st.session_state.saved = 0

st.title("My next trip")

if st.button("Start over"):
    for key in ("destination", "days", "train", "stops"):
        del st.session_state[key]
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

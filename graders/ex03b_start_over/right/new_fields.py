import streamlit as st

if "trip" not in st.session_state:
    st.session_state.trip = {"number": 0, "stops": []}
    st.session_state.saved = 0
trip = st.session_state.trip
number = trip["number"]

place = st.text_input("Destination", key=f"destination {number}")
days = st.number_input("Days", value=3, min_value=1, max_value=30, key=f"days {number}")
train = st.checkbox("By train", key=f"train {number}")
if st.button("Add the stop") and place:
    trip["stops"].append(place)
if st.button("Save the trip"):
    st.session_state.saved += 1
st.write("Stops:", len(trip["stops"]))
st.write(", ".join(trip["stops"]))
st.write("Saved trips:", st.session_state.saved)
if st.button("Start over"):
    st.session_state.trip = {"number": number + 1, "stops": []}
    st.rerun()

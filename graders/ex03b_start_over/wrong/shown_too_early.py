import streamlit as st

if "stops" not in st.session_state:
    st.session_state.stops = []
    st.session_state.saved = 0
    st.session_state.trip = 0

trip = st.session_state.trip
destination = st.text_input("Destination", key=f"destination{trip}")
st.number_input("Days", 1, 30, 3, key=f"days{trip}")
st.checkbox("By train", key=f"train{trip}")
if st.button("Add the stop") and destination:
    st.session_state.stops.append(destination)
if st.button("Save the trip"):
    st.session_state.saved += 1
if st.button("Start over"):
    st.session_state.stops = []
    st.session_state.trip += 1
st.write(f"Stops: {len(st.session_state.stops)}")
st.write(f"Saved trips: {st.session_state.saved}")

import streamlit as st


def start_over():
    st.session_state.destination = ""
    st.session_state.stops = []
    st.session_state.train = False


st.session_state.setdefault("stops", [])
st.session_state.setdefault("saved", 0)
st.session_state.setdefault("days", 3)
st.button("Start over", on_click=start_over)
destination = st.text_input("Destination", key="destination")
st.number_input("Days", 1, 30, key="days")
st.checkbox("By train", key="train")
if st.button("Add the stop") and destination:
    st.session_state.stops.append(destination)
if st.button("Save the trip"):
    st.session_state.saved += 1
st.write(f"Stops: {len(st.session_state.stops)}")
st.write(f"Saved trips: {st.session_state.saved}")

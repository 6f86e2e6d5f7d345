import streamlit as st

if "first" not in st.session_state:
    st.session_state.first = {"destination": "", "days": 3, "train": False, "stops": []}
    st.session_state.update(st.session_state.first)
    st.session_state.saved = 0


def start_over():
    st.session_state.update(st.session_state.first)


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

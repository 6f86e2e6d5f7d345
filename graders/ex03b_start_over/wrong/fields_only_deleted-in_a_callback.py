import streamlit as st

FIRST = {"stops": 0, "saved": 0}
for key, value in FIRST.items():
    st.session_state.setdefault(key, value)


def start_over():
    for key in ("destination", "days", "train", "stops"):
        st.session_state.pop(key)
    st.session_state.stops = 0


st.text_input("Destination", key="destination")
st.number_input("Days", 1, 30, 3, key="days")
st.checkbox("By train", key="train")
if st.button("Add the stop") and st.session_state.destination:
    st.session_state.stops += 1
if st.button("Save the trip"):
    st.session_state.saved += 1
st.button("Start over", on_click=start_over)
st.write(f"Stops: {st.session_state.stops}")
st.write(f"Saved trips: {st.session_state.saved}")

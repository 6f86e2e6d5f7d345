import streamlit as st


def begin():
    st.session_state.clear()
    st.session_state.update(destination="", days=3, train=False, stops=[], saved=0)


if "stops" not in st.session_state:
    begin()
st.button("Start over", on_click=begin)
destination = st.text_input("Destination", key="destination")
st.number_input("Days", 1, 30, key="days")
st.checkbox("By train", key="train")
if st.button("Add the stop") and destination:
    st.session_state.stops.append(destination)
if st.button("Save the trip"):
    st.session_state.saved += 1
st.write(f"Stops: {len(st.session_state.stops)}")
st.write(f"Saved trips: {st.session_state.saved}")

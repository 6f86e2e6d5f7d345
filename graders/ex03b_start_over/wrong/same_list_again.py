import streamlit as st


@st.cache_resource
def first():
    return {"destination": "", "days": 3, "train": False, "stops": []}


def begin():
    for key, value in first().items():
        st.session_state[key] = value


if "saved" not in st.session_state:
    st.session_state.saved = 0
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

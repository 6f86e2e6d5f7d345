import streamlit as st


def start_over():
    if st.session_state.destination:
        begin_trip()


def begin_trip():
    """All that belongs to a trip; the saved ones do not."""
    st.session_state.stops = []
    # Set, not deleted: only so do the fields in the browser change.
    st.session_state.destination = ""
    st.session_state.days = 3
    st.session_state.train = False


if "saved" not in st.session_state:
    st.session_state.saved = 0
    begin_trip()

st.title("My next trip")

# A callback runs before the script, so before the fields are made.
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

import streamlit as st

FIRST = {"destination": "", "days": 3, "train": False, "stops": 0}
for key, value in FIRST.items():
    if key not in st.session_state or st.session_state.get("again"):
        st.session_state[key] = value
st.session_state.setdefault("saved", 0)

destination = st.text_input("Destination", key="destination")
st.number_input("Days", 1, 30, key="days")
st.checkbox("By train", key="train")
if st.button("Add the stop") and destination:
    st.session_state.stops += 1
if st.button("Save the trip"):
    st.session_state.saved += 1
if st.button("Start over"):
    st.session_state.again = True
    st.rerun()
st.write(f"Stops: {st.session_state.stops}")
st.write(f"Saved trips: {st.session_state.saved}")

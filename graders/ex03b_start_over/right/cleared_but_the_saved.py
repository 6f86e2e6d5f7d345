import streamlit as st

if "again" in st.session_state:
    saved = st.session_state.saved
    st.session_state.clear()
    st.session_state.saved = saved
st.session_state.setdefault("destination", "")
st.session_state.setdefault("days", 3)
st.session_state.setdefault("by_train", False)
st.session_state.setdefault("stops", ())
st.session_state.setdefault("saved", 0)

with st.sidebar:
    st.text_input("Destination", key="destination")
    st.number_input("Days", 1, 30, key="days")
    st.checkbox("By train", key="by_train")
if st.button("Add the stop") and st.session_state.destination:
    st.session_state.stops += (st.session_state.destination,)
if st.button("Save the trip"):
    st.session_state.saved += 1
if st.button("Start over"):
    st.session_state.again = True
    st.rerun()
st.markdown(f"- Stops: {len(st.session_state.stops)}\n- Saved trips: {st.session_state.saved}")
for stop in st.session_state.stops:
    st.write(stop)

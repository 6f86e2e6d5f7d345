import streamlit as st


@st.cache_resource
def plan():
    return {"stops": 0, "saved": 0}


def start_over():
    plan()["stops"] = 0
    st.session_state.update(destination="", days=3, train=False)


st.button("Start over", on_click=start_over)
destination = st.text_input("Destination", key="destination")
st.number_input("Days", 1, 30, 3, key="days")
st.checkbox("By train", key="train")
if st.button("Add the stop") and destination:
    plan()["stops"] += 1
if st.button("Save the trip"):
    plan()["saved"] += 1
st.write(f"Stops: {plan()['stops']}")
st.write(f"Saved trips: {plan()['saved']}")

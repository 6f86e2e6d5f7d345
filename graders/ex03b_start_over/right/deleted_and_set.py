import streamlit as st

if "plan" not in st.session_state:
    st.session_state.plan = []
    st.session_state.saved_trips = 0


def begin_anew():
    st.session_state.plan.clear()
    for key, value in (("a", ""), ("b", 3), ("c", False)):
        del st.session_state[key]
        st.session_state[key] = value


one, two = st.columns(2)
with one:
    st.text_input("Destination", key="a")
    st.slider("Days", 1, 30, 3, key="b")
    st.checkbox("By train", key="c")
with two:
    if st.button("Add the stop") and st.session_state.a != "":
        st.session_state.plan.append((st.session_state.a, st.session_state.b))
    if st.button("Save the trip"):
        st.session_state.saved_trips += 1
    st.button("Start over", on_click=begin_anew)
st.dataframe([{"Stops": len(st.session_state.plan), "Saved trips": st.session_state.saved_trips}])

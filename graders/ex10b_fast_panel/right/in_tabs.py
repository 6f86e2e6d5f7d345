import streamlit as st

WEEKS = [[19, 24, 26, 31, 33, 28, 22], [15, 17, 21, 20, 26, 29, 30], [27, 35, 38, 36, 32, 25, 23]]

st.session_state.setdefault("runs", 0)
st.session_state.runs += 1

state = st.session_state
if "tries" not in state:
    state.tries, state.used, state.week, state["limit"] = 0, 25, 0, 25
here, report = st.tabs(["Panel", "Report"])


def moved():
    state.tries = state.tries + 1


@st.fragment()
def try_it_out():
    st.slider("Limit", min_value=0, max_value=40, key="limit", on_change=moved)
    hot = [t for t in WEEKS[state.week] if t > state.limit]
    st.markdown(f"- Days above: {len(hot)}\n- Tries: {state.tries}")
    if st.button("Use it"):
        state.used = state.limit
        st.rerun()


if report.button("Next week"):
    state.week = (state.week + 1) % len(WEEKS)
with here:
    st.write(f"Runs: {state.runs}")
    try_it_out()
report.write(f"Week: {state.week + 1}")
report.write(f"Limit in use: {state.used}")
report.write(f"Hot days: {sum(t > state.used for t in WEEKS[state.week])}")

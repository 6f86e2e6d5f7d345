import streamlit as st

WEEKS = [[19, 24, 26, 31, 33, 28, 22], [15, 17, 21, 20, 26, 29, 30], [27, 35, 38, 36, 32, 25, 23]]

st.session_state.setdefault("runs", 0)
st.session_state.runs += 1

ss = st.session_state
if "station" not in ss:
    ss.station = {"week": 0, "used": 25, "tries": 0, "limit": 25}
station = ss.station


def tried():
    station["limit"] = ss.slider
    station["tries"] += 1


def use():
    station["used"] = station["limit"]
    st.rerun()


def above(limit):
    return len([t for t in WEEKS[station["week"]] if t > limit])


st.title("Hot days")
st.caption(f"Runs: {ss.runs}")
report = st.container(border=True)


@st.fragment
def panel():
    with st.container(border=True):
        st.slider("Limit", 0, 40, station["limit"], key="slider", on_change=tried)
        left, right = st.columns(2)
        left.metric("Days above", above(station["limit"]))
        right.metric("Tries", station["tries"])
        st.button("Use it", on_click=use, type="primary")


panel()
if st.button("Next week"):
    station["week"] = (station["week"] + 1) % 3
    st.rerun()
with report:
    st.markdown(f"Week: **{station['week'] + 1}**")
    st.markdown(f"Limit in use: {station['used']} °C, Hot days: {above(station['used'])}")

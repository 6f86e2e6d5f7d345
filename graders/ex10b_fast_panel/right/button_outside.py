import streamlit as st

WEEKS = [[19, 24, 26, 31, 33, 28, 22], [15, 17, 21, 20, 26, 29, 30], [27, 35, 38, 36, 32, 25, 23]]

st.session_state.setdefault("runs", 0)
st.session_state.runs += 1
st.session_state.setdefault("used", 25)
st.session_state.setdefault("last", 25)
st.session_state.setdefault("tries", 0)
st.session_state.setdefault("week", 0)
st.text(f"Runs: {st.session_state.runs}")


@st.fragment
def panel():
    limit = st.slider("Limit", 0, 40, 25, key="limit")
    if limit != st.session_state.last:
        st.session_state.tries += 1
        st.session_state.last = limit
    st.text(f"Days above: {sum(day > limit for day in WEEKS[st.session_state.week])}")
    st.text(f"Tries: {st.session_state.tries}")


left, right = st.columns(2)
if right.button("Next week"):
    st.session_state.week = (st.session_state.week + 1) % 3
with left:
    panel()
    if st.button("Use it"):
        st.session_state.used = st.session_state.limit
hot = [day for day in WEEKS[st.session_state.week] if day > st.session_state.used]
right.table({"Week": [st.session_state.week + 1], "Limit in use": [st.session_state.used], "Hot days": [len(hot)]})

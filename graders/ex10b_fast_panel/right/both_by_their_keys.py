import streamlit as st

WEEKS = [[19, 24, 26, 31, 33, 28, 22], [15, 17, 21, 20, 26, 29, 30], [27, 35, 38, 36, 32, 25, 23]]

st.session_state.setdefault("runs", 0)
st.session_state.runs += 1

for key, value in {"week": 0, "used": 25, "tries": 0}.items():
    st.session_state.setdefault(key, value)


def hot(limit):
    return sum(1 for day in WEEKS[st.session_state.week] if day > limit)


def tried():
    st.session_state.tries += 1


def use():
    st.session_state.used = st.session_state.limit
    st.rerun("report")


def onward():
    st.session_state.week = (st.session_state.week + 1) % len(WEEKS)
    st.rerun(["panel", "report"])


@st.fragment(key="panel")
def panel():
    st.slider("Limit", 0, 40, 25, key="limit", on_change=tried)
    st.write(f"Days above: {hot(st.session_state.limit)}")
    st.write(f"Tries: {st.session_state.tries}")
    st.button("Use it", on_click=use)


@st.fragment(key="report")
def report():
    st.write(f"Week: {st.session_state.week + 1}")
    st.write(f"Limit in use: {st.session_state.used}")
    st.write(f"Hot days: {hot(st.session_state.used)}")


st.write("Runs:", st.session_state.runs)
panel()
report()
st.button("Next week", on_click=onward)

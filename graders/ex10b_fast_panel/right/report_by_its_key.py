import streamlit as st

WEEKS = [[19, 24, 26, 31, 33, 28, 22], [15, 17, 21, 20, 26, 29, 30], [27, 35, 38, 36, 32, 25, 23]]

st.session_state.setdefault("runs", 0)
st.session_state.runs += 1

for key, value in (("week", 0), ("used", 25), ("tries", 0)):
    if key not in st.session_state:
        st.session_state[key] = value

st.write(f"Runs: {st.session_state.runs}")


def use():
    st.session_state.used = st.session_state.limit
    st.rerun("report")


def onward():
    st.session_state.week = (st.session_state.week + 1) % len(WEEKS)


def count():
    st.session_state.tries += 1


@st.fragment(key="report")
def report():
    week = WEEKS[st.session_state.week]
    st.write(f"Week: {st.session_state.week + 1}")
    st.write(f"Limit in use: {st.session_state.used}")
    st.write(f"Hot days: {sum(1 for day in week if day > st.session_state.used)}")


@st.fragment
def panel(week):
    limit = st.number_input("Limit", min_value=0, max_value=40, value=25, key="limit", on_change=count)
    st.write(f"Days above: {sum(1 for day in week if day > limit)}")
    st.write(f"Tries: {st.session_state.tries}")
    st.button("Use it", on_click=use)


report()
panel(WEEKS[st.session_state.week])
st.button("Next week", on_click=onward)

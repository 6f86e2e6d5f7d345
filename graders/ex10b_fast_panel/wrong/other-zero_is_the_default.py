import streamlit as st

WEEKS = [[19, 24, 26, 31, 33, 28, 22], [15, 17, 21, 20, 26, 29, 30], [27, 35, 38, 36, 32, 25, 23]]

st.session_state.setdefault("runs", 0)
st.session_state.runs += 1
st.session_state.setdefault("week", 0)
st.session_state.setdefault("limit", 25)
st.session_state.setdefault("used", 25)
st.session_state.setdefault("tries", 0)


def count_try():
    st.session_state.tries += 1


def next_week():
    st.session_state.week = (st.session_state.week + 1) % len(WEEKS)


def days_above(limit):
    return sum(temperature > limit for temperature in WEEKS[st.session_state.week])


@st.fragment
def panel():
    st.number_input("Limit", 0, 40, key="limit", on_change=count_try)
    st.write("Days above:", days_above(st.session_state.limit or 25))
    st.write("Tries:", st.session_state.tries)
    if st.button("Use it"):
        st.session_state.used = st.session_state.limit
        # The report stands outside of the fragment, so everything has to run.
        st.rerun()


st.write("Runs:", st.session_state.runs)
panel()

st.subheader("Report")
st.write("Week:", st.session_state.week + 1)
st.write("Limit in use:", st.session_state.used)
st.write("Hot days:", days_above(st.session_state.used))
st.button("Next week", on_click=next_week)

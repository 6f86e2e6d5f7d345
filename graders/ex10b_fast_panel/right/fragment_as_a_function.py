import streamlit as st

WEEKS = [[19, 24, 26, 31, 33, 28, 22], [15, 17, 21, 20, 26, 29, 30], [27, 35, 38, 36, 32, 25, 23]]

st.session_state.setdefault("runs", 0)
st.session_state.runs += 1


class Station:
    def __init__(self):
        self.week, self.used, self.tries = 0, 25, 0

    def days(self, limit):
        return sum(limit < day for day in WEEKS[self.week])

    def next(self):
        self.week = 0 if self.week == len(WEEKS) - 1 else self.week + 1

    def use(self, limit):
        self.used = limit

    def one_more(self):
        self.tries += 1


me = st.session_state.setdefault("me", Station())


def panel():
    limit = st.number_input("Limit", 0, 40, 25, on_change=me.one_more)
    st.write("Days above:", me.days(limit), "Tries:", me.tries)
    if st.button("Use it", on_click=me.use, args=(limit,)):
        st.rerun(scope="app")


with st.sidebar:
    st.fragment(panel)()
    st.button("Next week", on_click=me.next)
st.write("Runs:", st.session_state.runs)
st.write("Week:", me.week + 1)
st.write("Limit in use:", me.used)
st.write("Hot days:", me.days(me.used))

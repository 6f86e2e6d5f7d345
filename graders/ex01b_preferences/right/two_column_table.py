# Odd but right: the summary is a table with the names in one column and the values in the next.
import pandas as pd
import streamlit as st

FIRST = {"volume": 5, "nickname": "Guest", "tips": True}
for key, value in FIRST.items():
    if key not in st.session_state:
        st.session_state[key] = value

left, right = st.columns(2)
left.slider("Volume", 0, 10, key="volume")
left.text_input("Nickname", key="nickname")
left.toggle("Show tips", key="tips")
left.button("Say hello")
rows = [
    ("Volume:", str(st.session_state.volume)),
    ("Nickname:", st.session_state.nickname),
    ("Tips:", "on" if st.session_state.tips else "off"),
]
right.table(pd.DataFrame(rows, columns=["what", "value"]))

# do: click "Draw"
# do: click "Draw"
# do: click "Undo"
"""Every state is kept."""
import copy

import streamlit as st

if "history" not in st.session_state:
    st.session_state.history = [{"board": [[0] * 3 for _ in range(3)], "turn": 0}]
now = st.session_state.history[-1]
if st.button("Draw"):
    then = copy.deepcopy(now)
    then["board"][then["turn"] // 3][then["turn"] % 3] = 1 + then["turn"] % 2
    then["turn"] += 1
    st.session_state.history.append(then)
    st.rerun()
if st.button("Undo", disabled=len(st.session_state.history) < 2):
    st.session_state.history.pop()
    st.rerun()
for row in now["board"]:
    st.text(" ".join(".XO"[cell] for cell in row))

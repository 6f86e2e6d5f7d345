import streamlit as st
from mos_game import LEVELS, MosGame

if "game" not in st.session_state:
    st.session_state.game = MosGame()
    st.session_state.attempts = 8
game = st.session_state.game


def code():
    if st.session_state.code == "LUCKY":
        game.allowed += 2


with st.sidebar:
    if game.choose(st.radio("Level", list(LEVELS), index=1)):
        st.session_state.attempts = game.per_game
    game.per_game = st.slider("Attempts per game", 1, 20, key="attempts")
    st.text_input("Bonus code", key="code", on_change=code)

number = st.number_input("Your guess", min_value=1, max_value=LEVELS[game.level][0], step=1)
message = ""
if st.button("Guess"):
    message = game.guess(int(number))
if st.button("New game"):
    game.begin()
st.write(message)
st.markdown(
    f"""
- Attempts left: **{game.left}**
- Your guesses: **{", ".join(map(str, game.guesses)) or "none"}**
- Status: **{game.status}**
- Games won: **{game.wins}**
"""
)
with st.expander("Secret"):
    st.write(f"Secret: {game.secret}")

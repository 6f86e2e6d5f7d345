import random

import streamlit as st

LEVELS = {"Easy": (10, 4), "Normal": (200, 8), "Hard": (2000, 12)}


class Game:
    """One game. A new one is a new object, so nothing of the old one can stay behind."""

    def __init__(self, level):
        self.highest = LEVELS[level][0]
        self.secret = random.randint(1, self.highest)
        self.guesses = []
        self.bonus = 0
        self.allowed = 0

    @property
    def left(self):
        return max(self.allowed + self.bonus - len(self.guesses), 0)

    @property
    def status(self):
        if self.secret in self.guesses:
            return "won"
        return "playing" if self.left else "lost"

    @property
    def message(self):
        if self.status == "won":
            return "Correct!"
        if not self.guesses:
            return "Your turn."
        return "Too low" if self.guesses[-1] < self.secret else "Too high"


def begin():
    st.session_state.game = Game(st.session_state.level)
    st.session_state.game.allowed = st.session_state.allowed


def change_level():
    st.session_state.allowed = LEVELS[st.session_state.level][1]
    begin()


def allow():
    st.session_state.game.allowed = st.session_state.allowed


def bonus():
    st.session_state.game.bonus += 2 * (st.session_state.code == "LUCKY")


def guess():
    game = st.session_state.game
    if game.status == "playing":
        game.guesses.append(st.session_state.guess)
        st.session_state.won += game.status == "won"


if "game" not in st.session_state:
    st.session_state.level = "Normal"
    st.session_state.won = 0
    change_level()
game = st.session_state.game

st.title("Guess")
left, right = st.columns(2)
left.selectbox("Level", LEVELS, key="level", on_change=change_level)
right.number_input("Attempts per game", 1, 20, key="allowed", on_change=allow)
left.text_input("Bonus code", key="code", on_change=bonus)
with st.form("guess"):
    st.slider("Your guess", 1, game.highest, key="guess")
    st.form_submit_button("Guess", on_click=guess)
st.button("New game", on_click=begin)
st.info(game.message)
for column, label, value in zip(
    st.columns(3), ("Attempts left", "Status", "Games won"), (game.left, game.status, st.session_state.won), strict=True
):
    column.metric(label, value)
st.write(f"Your guesses: {', '.join(map(str, game.guesses)) or 'none'}")
st.caption(f"Secret: {game.secret}")

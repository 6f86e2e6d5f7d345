"""Guess the number: a small game with levels, a bonus code and a score."""

import random

import streamlit as st

LEVELS = {
    "Easy": (10, 4),
    "Normal": (200, 8),
    "Hard": (2000, 12),
}
BONUS_CODE = "LUCKY"
BONUS_ATTEMPTS = 2

state = st.session_state


def hint_for(guess, secret):
    """Tell the player in which direction to go on."""
    return "Too low, try a higher number." if guess < secret else "Too high, try a lower number."


def attempts_left():
    """The attempts that the player still has in this game."""
    return max(state.limit + state.bonus - state.used, 0)


@st.cache_data
def draw(level, game):
    """The secret number of a game: the same in all its runs."""
    return random.randint(1, LEVELS[level][0])


def new_game():
    """Begin a new game with a new secret number."""
    state.secret = draw(state.level, state.won)
    state.used = 0
    state.bonus = 0
    state.guesses = []
    state.status = "playing"


def new_level():
    """Set the attempts of the level, and begin a new game."""
    state.limit = LEVELS[state.level][1]
    new_game()


def check_code():
    """Two more attempts for the right code."""
    if state.code == BONUS_CODE:
        state.bonus += BONUS_ATTEMPTS


if "won" not in state:
    state.won = 0
    state.level = "Normal"
    new_level()

st.sidebar.header("Settings")
st.sidebar.selectbox("Level", list(LEVELS), key="level", on_change=new_level)
highest, attempts = LEVELS[state.level]
st.sidebar.number_input("Attempts per game", 1, 20, key="limit")
st.sidebar.text_input(
    "Bonus code", key="code", on_change=check_code, help=f"{BONUS_CODE} gives you two more attempts."
)

st.title("🔢 Guess the number")
st.write(f"I am thinking of a number between 1 and {highest}.")
left_line = st.empty()

guess = st.number_input("Your guess", 1, highest)
guess_clicked = st.button("Guess", type="primary")
st.button("New game", on_click=new_game)

if guess_clicked:
    if state.status != "playing":
        st.warning("This game is over. Begin a new one.")
    else:
        state.used += 1
        state.guesses.append(guess)

        if guess == state.secret:
            state.status = "won"
            state.won += 1
            st.success(f"Correct! It was {state.secret}.")
            st.balloons()
        elif attempts_left() == 0:
            state.status = "lost"
            st.error(f"No attempts left. It was {state.secret}.")
        else:
            st.info(hint_for(guess, state.secret))

left_line.write(f"Attempts left: {attempts_left()}")

st.divider()
st.write("Your guesses: " + (", ".join(str(number) for number in state.guesses) or "none"))
st.write(f"Status: {state.status}")
st.write(f"Games won: {state.won}")

with st.expander("For developers"):
    st.write(f"Secret: {state.secret}")

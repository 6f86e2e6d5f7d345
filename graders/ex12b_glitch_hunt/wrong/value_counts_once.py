"""Guess the number: a small game with levels, a bonus code and a score."""

import random

import streamlit as st

# For each level: the highest number, and the attempts that a player usually needs.
LEVELS = {
    "Easy": (10, 4),
    "Normal": (200, 8),
    "Hard": (2000, 12),
}
BONUS_CODE = "LUCKY"
BONUS_ATTEMPTS = 2

state = st.session_state


# ---------------------------------------------------------------------------
# The rules of the game
# ---------------------------------------------------------------------------


def hint_for(guess, secret):
    """Tell the player in which direction to go on."""
    return "Too low, try a higher number." if guess < secret else "Too high, try a lower number."


def attempts_left():
    """The attempts that the player still has in this game."""
    return max(state.limit + state.bonus - state.used, 0)


def new_game():
    """Begin a new game of the level that is chosen: everything that belongs to a game, and nothing else."""
    state.secret = random.randint(1, LEVELS[state.level][0])
    state.status = "playing"
    state.used = 0
    state.bonus = 0
    state.guesses = []


def change_level():
    """Begin anew with the numbers and the attempts of another level."""
    new_game()


def enter_code():
    """Called when a code was entered, and not in every run in which it is still there."""
    if state.code == BONUS_CODE:
        state.bonus += BONUS_ATTEMPTS


def try_guess():
    """Called when the player clicks on Guess, before anything is shown."""
    if state.status != "playing":
        return
    state.used += 1
    state.guesses.append(state.guess)
    if state.guess == state.secret:
        state.status = "won"
        state.won += 1
    elif attempts_left() == 0:
        state.status = "lost"


# ---------------------------------------------------------------------------
# Session state: everything begins once
# ---------------------------------------------------------------------------

if "won" not in state:
    state.won = 0
    state.level = "Normal"
    change_level()

# ---------------------------------------------------------------------------
# Settings, in the sidebar
# ---------------------------------------------------------------------------

st.sidebar.header("Settings")
st.sidebar.selectbox("Level", list(LEVELS), key="level", on_change=change_level)
highest, attempts = LEVELS[state.level]
st.sidebar.number_input("Attempts per game", 1, 20, value=attempts, key="limit")

help_text = f"{BONUS_CODE} gives you two more attempts."
st.sidebar.text_input("Bonus code", key="code", on_change=enter_code, help=help_text)

# ---------------------------------------------------------------------------
# The board
# ---------------------------------------------------------------------------

st.title("🔢 Guess the number")
st.write(f"I am thinking of a number between 1 and {highest}.")
st.write(f"Attempts left: {attempts_left()}")

st.number_input("Your guess", 1, highest, key="guess")
clicked = st.button("Guess", type="primary", on_click=try_guess)
st.button("New game", on_click=new_game)

if state.status == "won":
    st.success(f"Correct! It was {state.secret}.")
elif state.status == "lost":
    st.error(f"No attempts left. It was {state.secret}.")
elif clicked:
    st.info(hint_for(state.guess, state.secret))

# ---------------------------------------------------------------------------
# The score
# ---------------------------------------------------------------------------

st.divider()
st.write("Your guesses: " + (", ".join(str(number) for number in state.guesses) or "none"))
st.write(f"Status: {state.status}")
st.write(f"Games won: {state.won}")

with st.expander("For developers"):
    st.write(f"Secret: {state.secret}")

"""Guess the number: a small game with levels, a bonus code and a score.
"""

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


def new_game(highest):
    """Begin a new game with a new secret number."""
    state.secret = random.randint(1, highest)
    state.used = 0
    state.bonus = 0
    state.pop("guesses", None)
    state.status = "playing"
    state.message = ""


# ---------------------------------------------------------------------------
# Session state: everything begins once
# ---------------------------------------------------------------------------

if "won" not in state:
    state.won = 0
if "status" not in state:
    state.status = "playing"

# ---------------------------------------------------------------------------
# Settings, in the sidebar
# ---------------------------------------------------------------------------

st.sidebar.header("Settings")
level = st.sidebar.selectbox("Level", list(LEVELS), index=1)
highest, attempts = LEVELS[level]
if "level" not in state or state.level != level:
    state.level = level
    state.limit = attempts
    new_game(highest)
st.sidebar.number_input("Attempts per game", 1, 20, key="limit")

code = st.sidebar.text_input("Bonus code", help=f"{BONUS_CODE} gives you two more attempts.")
if code != BONUS_CODE:
    state.code_counted = False
elif not state.code_counted:
    state.bonus += BONUS_ATTEMPTS
    state.code_counted = True

# ---------------------------------------------------------------------------
# The board
# ---------------------------------------------------------------------------

st.title("🔢 Guess the number")
st.write(f"I am thinking of a number between 1 and {highest}.")
st.write(f"Attempts left: {attempts_left()}")

guess = st.number_input("Your guess", 1, highest)
guess_clicked = st.button("Guess", type="primary")
new_game_clicked = st.button("New game")

# ---------------------------------------------------------------------------
# What the player does
# ---------------------------------------------------------------------------

if new_game_clicked:
    new_game(highest)
    st.rerun()

if state.message:
    st.info(state.message)

if guess_clicked and state.status == "playing":
    state.used += 1
    state.guesses = [*state.get("guesses", []), guess]
    if guess == state.secret:
        state.status = "won"
        state.won += 1
        state.message = f"Correct! It was {state.secret}."
    elif attempts_left() == 0:
        state.status = "lost"
        state.message = f"No attempts left. It was {state.secret}."
    else:
        state.message = hint_for(guess, state.secret)
    st.rerun()

# ---------------------------------------------------------------------------
# The score
# ---------------------------------------------------------------------------

st.divider()
guesses = state.get("guesses", [])
st.write("Your guesses: " + (", ".join(str(number) for number in guesses) or "none"))
st.write(f"Status: {state.status}")
st.write(f"Games won: {state.won}")

with st.expander("For developers"):
    st.write(f"Secret: {state.secret}")

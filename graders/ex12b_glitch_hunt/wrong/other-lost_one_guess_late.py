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
    """Begin a new game with a new secret number."""
    state.secret = random.randint(1, LEVELS[state.level][0])
    state.used = 0
    state.bonus = 0
    state.guesses = []
    state.status = "playing"


def level_changed():
    """Another level: its attempts, and a new game."""
    state.limit = LEVELS[state.level][1]
    new_game()


def code_entered():
    """The bonus counts when the code is typed."""
    if state.code == BONUS_CODE:
        state.bonus += BONUS_ATTEMPTS


# ---------------------------------------------------------------------------
# Session state: everything begins once
# ---------------------------------------------------------------------------

if "won" not in state:
    state.won = 0
if "level" not in state:
    state.level = "Normal"
    state.limit = LEVELS["Normal"][1]
    new_game()

# ---------------------------------------------------------------------------
# Settings, in the sidebar
# ---------------------------------------------------------------------------

st.sidebar.header("Settings")
level = st.sidebar.selectbox("Level", list(LEVELS), key="level", on_change=level_changed)
highest = LEVELS[level][0]
st.sidebar.number_input("Attempts per game", 1, 20, key="limit")
st.sidebar.text_input(
    "Bonus code", help=f"{BONUS_CODE} gives you two more attempts.", key="code", on_change=code_entered
)

# ---------------------------------------------------------------------------
# The board
# ---------------------------------------------------------------------------

st.title("🔢 Guess the number")
st.write(f"I am thinking of a number between 1 and {highest}.")
left = st.empty()

guess = st.number_input("Your guess", 1, highest)
guess_clicked = st.button("Guess", type="primary")
st.button("New game", on_click=new_game)

# ---------------------------------------------------------------------------
# What the player does
# ---------------------------------------------------------------------------

if guess_clicked:
    if state.status != "playing":
        st.warning("This game is over. Begin a new one.")
    else:
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
        state.used += 1

# ---------------------------------------------------------------------------
# The score
# ---------------------------------------------------------------------------

st.divider()
left.write(f"Attempts left: {attempts_left()}")
guesses = state.guesses
st.write("Your guesses: " + (", ".join(str(number) for number in guesses) or "none"))
st.write(f"Status: {state.status}")
st.write(f"Games won: {state.won}")

with st.expander("For developers"):
    st.write(f"Secret: {state.secret}")

import random

import streamlit as st

HIGHEST = {"Easy": 10, "Normal": 200, "Hard": 2000}
ATTEMPTS = {"Easy": 4, "Normal": 8, "Hard": 12}
game = st.session_state.setdefault("game", {"won": 0})


def start(level):
    game.update(level=level, secret=random.randint(1, HIGHEST[level]), guesses=(), extra=0, status="playing")


with st.sidebar:
    level = st.selectbox("Level", list(HIGHEST), 1)
    if game.get("level") != level:
        start(level)
        st.session_state.attempts = ATTEMPTS[level]
    attempts = st.number_input("Attempts per game", min_value=1, max_value=30, key="attempts")
    code = st.text_input("Bonus code")
    if code == "LUCKY" and game.get("code") != "LUCKY":
        game["extra"] += 2
    game["code"] = code


@st.fragment
def play():
    if st.button("New game"):
        start(level)
    tried = st.number_input("Your guess", 1, HIGHEST[level])
    if st.button("Guess") and game["status"] == "playing":
        game["guesses"] += (tried,)
        if tried == game["secret"]:
            game.update(status="won", won=game["won"] + 1)
            st.toast("Correct!")
        elif len(game["guesses"]) >= attempts + game["extra"]:
            game["status"] = "lost"
        else:
            st.write("Too low" if tried < game["secret"] else "Too high")
    st.table(
        {
            "Attempts left": [max(attempts + game["extra"] - len(game["guesses"]), 0)],
            "Status": [game["status"]],
            "Games won": [game["won"]],
            "Secret": [game["secret"]],
        }
    )
    st.write("Your guesses:", ", ".join(map(str, game["guesses"])) or "none")


play()

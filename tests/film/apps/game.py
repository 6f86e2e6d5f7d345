# do: click "Hit"
# do: click "Hit"
# do: click "New game"
"""A game of cards with classes."""
import enum
import random

import streamlit as st


class Outcome(enum.Enum):
    OPEN = "open"
    BUST = "bust"


class Game:
    def __init__(self, seed):
        self.deck = list(range(1, 12))
        random.Random(seed).shuffle(self.deck)
        self.hand = []

    def hit(self):
        self.hand.append(self.deck.pop())

    @property
    def outcome(self):
        return Outcome.BUST if sum(self.hand) > 21 else Outcome.OPEN

    def __repr__(self):
        return f"Game({self.hand})"


if "game" not in st.session_state or st.button("New game"):
    st.session_state.game = Game(7)
game = st.session_state.game
if st.button("Hit"):
    game.hit()
match game.outcome:
    case Outcome.BUST:
        st.error("Bust!")
    case _:
        st.info(f"{sum(game.hand)} so far")

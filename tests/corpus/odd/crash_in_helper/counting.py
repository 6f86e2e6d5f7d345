"""Counting."""


def count(state):
    if "runs" not in state:
        state.runs = None
    state.runs += 1

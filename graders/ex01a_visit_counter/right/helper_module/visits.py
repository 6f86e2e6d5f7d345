"""Counts how often something happened."""


class Visits:
    def __init__(self):
        self.number = 0

    @classmethod
    def of_this_tab(cls, state):
        if "visits" not in state:
            state["visits"] = cls()
        return state["visits"]

    def one_more(self):
        self.number += 1

    def __str__(self):
        return f"Runs so far: {self.number}"

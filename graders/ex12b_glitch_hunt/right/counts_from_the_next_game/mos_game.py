import random

LEVELS = {"Easy": (10, 4), "Normal": (200, 8), "Hard": (2000, 12)}


class MosGame:
    def __init__(self):
        self.wins = 0
        self.level = "Normal"
        self.per_game = 8
        self.begin()

    def begin(self):
        self.secret = random.randrange(1, LEVELS[self.level][0] + 1)
        self.allowed = self.per_game
        self.guesses = ()
        self.status = "playing"

    def choose(self, level):
        if level != self.level:
            self.level = level
            self.per_game = LEVELS[level][1]
            self.begin()
            return True
        return False

    @property
    def left(self):
        return max(self.allowed - len(self.guesses), 0)

    def guess(self, number):
        if self.status != "playing":
            return "The game is over."
        self.guesses += (number,)
        if number == self.secret:
            self.status = "won"
            self.wins += 1
            return "Correct!"
        if not self.left:
            self.status = "lost"
        return "Too low" if number < self.secret else "Too high"

class Poll:
    def __init__(self, films):
        self.votes = dict.fromkeys(films, 0)

    def vote(self, film):
        self.votes[film] += 1

    def propose(self, film):
        if film:
            self.votes.setdefault(film, 0)

    @property
    def total(self):
        return sum(self.votes.values())

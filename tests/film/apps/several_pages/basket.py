class Basket:
    """Things."""

    def __init__(self):
        self.things = []

    def put(self, thing):
        self.things.append(thing)

    def __len__(self):
        return len(self.things)

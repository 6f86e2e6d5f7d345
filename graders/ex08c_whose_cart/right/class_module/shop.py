# right: helper module of class_module
import time
from dataclasses import dataclass, field
from functools import cache


@cache
def CATALOGUE():
    time.sleep(0.2)
    return {"green tea": 4, "black tea": 3, "a cup": 9}


@dataclass
class Cart:
    things: list[str] = field(default_factory=list)

    def put(self, thing):
        self.things.append(thing)

    def empty(self):
        self.things.clear()

    def __len__(self):
        return len(self.things)

    @property
    def total(self):
        return sum(CATALOGUE()[thing] for thing in self.things)

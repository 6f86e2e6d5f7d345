from dataclasses import dataclass, field
from enum import IntEnum


class Step(IntEnum):
    TO_DO = 0
    DOING = 1
    DONE = 2

    @property
    def next(self):
        return Step(self + 1)

    @property
    def label(self):
        return self.name.lower().replace("_", " ")


@dataclass
class Task:
    number: int
    title: str
    step: Step = Step.TO_DO


@dataclass
class Board:
    tasks: list = field(default_factory=list)
    came: int = 0

    def add(self, title):
        self.came += 1
        self.tasks.append(Task(self.came, title))

    def clean(self):
        self.tasks = [task for task in self.tasks if task.step is not Step.DONE]

    def count(self, step):
        return len([task for task in self.tasks if task.step is step])

from dataclasses import dataclass
from enum import Enum


class Status(Enum):
    TO_DO = "to do"
    DOING = "doing"
    DONE = "done"


@dataclass
class Task:
    title: str
    status: Status = Status.TO_DO

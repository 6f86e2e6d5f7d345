from dataclasses import dataclass
from enum import Enum


class Status(Enum):
    TO_DO = "to do"
    DONE = "done"


@dataclass
class Task:
    title: str
    status: Status = Status.TO_DO

from dataclasses import dataclass


@dataclass
class Task:
    title: str
    status: object

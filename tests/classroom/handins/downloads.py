"""Downloads as platforms give them: the same eight students in each, who handed in what students hand in."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

APP = "import streamlit as st\n\nst.write('Likes: 0')\nst.button('Like')\n"
NOTEBOOK = json.dumps(
    {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {},
        "cells": [
            {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# My work"]},
            {
                "cell_type": "code",
                "id": "b",
                "metadata": {},
                "source": ["%%writefile app.py\n", *APP.splitlines(keepends=True)],
                "outputs": [],
                "execution_count": 1,
            },
        ],
    }
)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """The bytes of a zip file with these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


STUDENTS: dict[str, dict[str, str | bytes]] = {
    "Ada Lovelace": {"app.py": APP},
    "Ben Okri": {"main.py": APP},
    "Cleo Ng": {"App.py": APP},
    "Dan Ó Sé": {
        "work.zip": zipped({"work/app.py": APP, "work/helper.py": "X = 1\n", "__MACOSX/._app.py": "x"})
    },
    "Eve Sato": {"solution.ipynb": NOTEBOOK},
    "Fay Wu": {"one.py": APP, "two.py": APP},
    "Gus Li": {"app.py.txt": APP},
    "Hal Roy": {"homework.rar": b"Rar!\x1a\x07\x00"},
}
"""What each hands in, by the name of the file."""

OUTCOMES = {
    "Ada Lovelace": "",
    "Ben Okri": "main.py was graded as app.py",
    "Cleo Ng": "App.py was graded as app.py",
    "Dan Ó Sé": "",
    "Eve Sato": "The app in solution.ipynb was graded.",
    "Fay Wu": "there is no app.py, and which of 2 files is meant cannot be told: one.py, two.py",
    "Gus Li": "there is no app.py; there is app.py.txt (save it as app.py, without .txt behind it)",
    "Hal Roy": "there is no app.py; there is homework.rar (.rar archives are not opened; a zip file is)",
}
"""What comes of it: the note, or the problem of the last three."""


def letters(name: str) -> str:
    """A name's letters as Canvas writes them: the last name first, without spaces, in small letters."""
    *first, last = name.split()
    return "".join(char for char in f"{last}{''.join(first)}".lower() if char.isalnum())


def username(name: str) -> str:
    """What a student is called where they sign in."""
    return name.split(maxsplit=1)[0].lower() + name.rsplit(maxsplit=1)[-1][0].lower()


def canvas() -> dict[str, str | bytes]:
    """*Download Submissions* of one assignment. Ada is late and has handed in again; Ben typed into the page, too."""
    made: dict[str, str | bytes] = {}
    for number, (name, files) in enumerate(STUDENTS.items()):
        for file, content in files.items():
            late = "LATE_" if name.startswith("Ada") else ""
            again = file.replace("app.py", "app-1.py") if name.startswith("Ada") else file
            made[f"{letters(name)}_{late}{12340 + number}_{678900 + number}_{again}"] = content
    return made


def moodle(*, flat: bool = False) -> dict[str, str | bytes]:
    """*Download all submissions*, in folders or flat. Ada wrote a comment, too."""
    made: dict[str, str | bytes] = {}
    for number, (name, files) in enumerate(STUDENTS.items()):
        for file, content in files.items():
            made[f"{name}_{12340 + number}_assignsubmission_file{'_' if flat else '/'}{file}"] = content
    made[f"Ada Lovelace_12340_assignsubmission_onlinetext{'_' if flat else '/'}onlinetext.html"] = (
        "<p>Done.</p>"
    )
    return made


def blackboard() -> dict[str, str | bytes]:
    """*Download assignment file*, all attempts. Ada has two of them, the first with an empty file."""
    made: dict[str, str | bytes] = {"Likes_adal_attempt_2026-11-19-08-00-00_app.py": " "}
    for name, files in STUDENTS.items():
        start = f"Likes_{username(name)}_attempt_2026-11-20-10-30-00"
        for file, content in files.items():
            made[f"{start}_{file}"] = content
        made[f"{start}.txt"] = (
            f"Name: {name} ({username(name)})\nAssignment: Likes\nDate Submitted: Friday, November 20, 2026 10:30:00 AM\n"
            "Current Grade: Needs Grading\n\nSubmission Field:\nThere is no student submission text data.\n"
        )
    return made


def gradescope() -> dict[str, str | bytes]:
    """*Export Submissions*: folders and their metadata, as Ruby writes them. Ada's is a group's, with Ivo."""
    made: dict[str, str | bytes] = {}
    lines = ["---"]
    for number, (name, files) in enumerate(STUDENTS.items()):
        folder = f"submission_{9000 + number}"
        made |= {f"assignment_77_export/{folder}/{file}": content for file, content in files.items()}
        people = [name, "Ivo Kent"] if name.startswith("Ada") else [name]
        lines += [f"{folder}:", "  :submitters:"]
        for one in people:
            lines += [
                f"  - :name: {one}",
                f"    :sid: '{username(one)}'",
                f"    :email: {username(one)}@school.edu",
            ]
        lines += [
            "  :created_at: !ruby/object:ActiveSupport::TimeWithZone",
            "    utc: 2026-11-20 09:30:00.0 Z",
        ]
        lines += [
            "  :score: 3.0",
            "  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess",
            "    tests: []",
        ]
        lines += ["  :history: []"]
    made["assignment_77_export/submission_metadata.yml"] = "\n".join(lines) + "\n"
    return made


def repositories() -> dict[str, str | bytes]:
    """What ``gh classroom clone`` makes for an assignment called *likes*."""
    made: dict[str, str | bytes] = {}
    for name, files in STUDENTS.items():
        folder = f"likes-submissions/likes-{username(name)}"
        made |= {f"{folder}/{file}": content for file, content in files.items()}
        made |= {f"{folder}/.git/HEAD": "ref: refs/heads/main\n", f"{folder}/.git/hooks/pre-commit.py": "x"}
        made[f"{folder}/README.md"] = "# Likes\n"
    return made


def classroom50() -> dict[str, str | bytes]:
    """What ``gh teacher download`` makes, with its table of scores."""
    made: dict[str, str | bytes] = {
        "cs1-likes_submissions_2026_11_20_T_10_00_00/scores.csv": "username,score\n"
    }
    for name, files in STUDENTS.items():
        folder = f"cs1-likes_submissions_2026_11_20_T_10_00_00/cs1-likes-{username(name)}"
        made |= {f"{folder}/{file}": content for file, content in files.items()}
        made |= {f"{folder}/.git/HEAD": "ref: refs/heads/main\n", f"{folder}/.classroom50.yml": "x: 1\n"}
    return made


def nbgrader() -> dict[str, str | bytes]:
    """An nbgrader course with what was collected."""
    made: dict[str, str | bytes] = {
        "nbgrader_config.py": "",
        "gradebook.db": "",
        "source/ex01a_likes/x.ipynb": "{}",
    }
    for name, files in STUDENTS.items():
        folder = f"submitted/{username(name)}/ex01a_likes"
        made |= {f"{folder}/{file}": content for file, content in files.items()}
        made[f"{folder}/timestamp.txt"] = "2026-11-20 09:30:00.000000 UTC"
    return made


def own(*, by_exercise: bool = False) -> dict[str, str | bytes]:
    """Our own layout: ``STUDENT/EXERCISE``, or each exercise's students in a folder of its own."""
    made: dict[str, str | bytes] = {}
    for name, files in STUDENTS.items():
        folder = f"ex01a/{username(name)}" if by_exercise else f"{username(name)}/ex01a_likes"
        made |= {f"{folder}/{file}": content for file, content in files.items()}
    return made


def flat() -> dict[str, str | bytes]:
    """Files that somebody has renamed by hand; two of Fay's cannot be told apart any more."""
    return {
        f"hw1 {username(name)} {file}": content
        for name, files in STUDENTS.items()
        for file, content in files.items()
    }


DOWNLOADS = {
    "canvas": canvas(),
    "moodle": moodle(),
    "moodle-flat": moodle(flat=True),
    "blackboard": blackboard(),
    "gradescope": gradescope(),
    "repositories": repositories(),
    "classroom50": classroom50(),
    "nbgrader": nbgrader(),
    "own": own(),
    "own-by-exercise": own(by_exercise=True),
    "flat": flat(),
}


def write(files: Mapping[str, str | bytes], folder: Path) -> Path:
    """The download unpacked in a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder

"""How work gets from students to their teacher and back: nbgrader's exchange, and a learning platform's archive."""

from __future__ import annotations

import os
import pwd
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from browser import launched
from classroom.nbgrader.kit import ANSWERS, EXERCISE, SOLUTION, Class, Person, cell, make_class, text_of
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

WRONG = (ANSWERS / "wrong" / "plain_variable.py").read_text()
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange on Windows"),
    pytest.mark.slow,
]

# As one well-known learning platform names what is downloaded from it.
REGEXP = r".*/(?P<first_name>\w+)_(?P<last_name>\w+)_(?P<student_id>\w+)_assignsubmission_file_(?P<file_id>\w+)\.ipynb"


@dataclass
class School:
    """A teacher, two students, and the folder through which they exchange work."""

    teacher: Class
    ada: Person
    bo: Person
    said: dict[str, str]

    @property
    def names(self) -> list[str]:
        """What nbgrader calls the two students: their own users' names, or one user's for both."""
        return [pwd.getpwuid(os.geteuid() if p.uid is None else p.uid).pw_name for p in (self.ada, self.bo)]


def some_users() -> list[int]:
    """Three users that this machine knows by name; nbgrader compares names."""
    known = sorted(user.pw_uid for user in pwd.getpwall() if 0 < user.pw_uid < 1000)
    if len(known) < 3:
        pytest.skip("this machine has no three users who are not root")
    return known[:3]


def student(folder: Path, exchange: Path, uid: int | None) -> Person:
    """A student with nothing but a folder, and settings that name the exchange and the course."""
    made = Person(folder / "work", uid)
    made.root.mkdir(parents=True)
    (made.home / "config").mkdir(parents=True)
    settings = [
        "c = get_config()",
        f"c.Exchange.root = {str(exchange)!r}",
        'c.CourseDirectory.course_id = "class"',
    ]
    (made.home / "config" / "nbgrader_config.py").write_text("\n".join(settings))
    return made


def write_answer(person: Person, code: str) -> None:
    """Write an answer into the notebook that a student has fetched."""
    path = person.root / EXERCISE / f"{EXERCISE}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cell(notebook, "answer").source = f"%%writefile app.py\n{code}"
    path.write_text(nbformat.writes(notebook))


def download(teacher: Class) -> None:
    """Put an archive of two students' notebooks where `nbgrader zip_collect` looks for it."""
    folder = teacher.root / "downloaded" / EXERCISE / "archive"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "download.zip", "w") as archive:
        for name, code in {"Cleo_Adams_s1001": SOLUTION, "Dan_Baker_s1002": WRONG}.items():
            notebook = teacher.released()
            cell(notebook, "answer").source = f"%%writefile app.py\n{code}"
            archive.writestr(f"{name}_assignsubmission_file_{EXERCISE}.ipynb", nbformat.writes(notebook))


@pytest.fixture(scope="module")
def school() -> Iterator[School]:
    """The whole way there and back. As root each is a user of their own; otherwise all are one user."""
    # Not in pytest's own folder, which it closes to all others again whenever another pytest starts.
    with tempfile.TemporaryDirectory(prefix="statecourse-school-") as temporary:
        made = make_school(Path(temporary))
        go_through(made)
        yield made


def make_school(folder: Path) -> School:
    """A class, two students, an exchange that all may write to."""
    folder.chmod(0o711)
    users = some_users() if os.geteuid() == 0 else [os.geteuid()] * 3
    own = [uid if os.geteuid() == 0 else None for uid in users]
    teacher = make_class(folder / "teacher", ordinary=True, uid=users[0])
    exchange = folder / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    teacher.configure(
        f"c.Exchange.root = {str(exchange)!r}",
        f"c.FileNameCollectorPlugin.named_regexp = {REGEXP!r}",
        "c.Statecourse.films = True",
    )
    people = [student(folder / name, exchange, uid) for name, uid in zip(("ada", "bo"), own[1:], strict=True)]
    return School(teacher, *people, {})


def go_through(school: School) -> None:
    """Release, fetch, work, submit, collect, grade, and hand the feedback back."""
    teacher, said = school.teacher, school.said
    teacher.nbgrader("release_assignment", EXERCISE)
    said["list"] = school.ada.nbgrader("list")
    with ThreadPoolExecutor() as at_once:
        list(at_once.map(hand_in, (school.ada, school.bo), (SOLUTION, WRONG)))
    said["collect"] = teacher.nbgrader("collect", EXERCISE)
    download(teacher)
    said["zip_collect"] = teacher.nbgrader("zip_collect", EXERCISE)
    said["autograde"] = teacher.nbgrader("autograde", EXERCISE)
    teacher.nbgrader("generate_feedback", EXERCISE)
    # nbgrader stops at the first student who has nothing to be told by: those who came in an archive.
    apart = "--CourseDirectory.student_id_exclude=s1001,s1002"
    said["release_feedback"] = teacher.nbgrader("release_feedback", EXERCISE, apart)
    with ThreadPoolExecutor() as at_once:
        list(at_once.map(fetch_feedback, (school.ada, school.bo)))


def hand_in(person: Person, code: str) -> None:
    """What a student does, from the assignment to the submission."""
    person.nbgrader("fetch_assignment", EXERCISE)
    write_answer(person, code)
    (person.root / EXERCISE / "app.py").write_text(code)  # as the answer cell leaves it
    person.nbgrader("submit", EXERCISE)


def fetch_feedback(person: Person) -> None:
    person.nbgrader("fetch_feedback", EXERCISE)


def test_a_student_sees_what_is_released(school: School) -> None:
    assert f"class {EXERCISE}" in school.said["list"]


def test_everyone_has_their_points(school: School) -> None:
    """Both from the exchange and both from the archive, by the names that they have there."""
    if len(set(school.names)) == 1:
        pytest.skip("as one user, both students are one")
    ada, bo = school.names
    assert school.teacher.totals() == {ada: 10, bo: 3, "s1001": 10, "s1002": 3}


def test_nobody_is_suspected_and_nothing_is_left_out(school: School) -> None:
    """Nbgrader compares whose files they are with who handed them in."""
    assert "cheating attempt" not in school.said["collect"]
    assert "2 files collected" in school.said["zip_collect"]
    assert "ERROR" not in school.said["autograde"]


def test_only_the_notebook_is_collected(school: School) -> None:
    """The app that the answer cell wrote stays with the student: the cell is what counts."""
    submitted = school.teacher.root / "submitted" / school.names[0] / EXERCISE
    assert {path.name for path in submitted.iterdir()} == {
        f"{EXERCISE}.ipynb",
        "timestamp.txt",
        "submission_secret.txt",
    }


def test_students_end_with_their_feedback(school: School) -> None:
    """Each finds a page with their own score and what happened."""
    pages = [feedback_of(person) for person in (school.ada, school.bo)]
    assert "Score: 10.0 / 10.0" in pages[0]
    assert "Score: 3.0 / 10.0" in pages[1]
    assert "the likes are kept in an ordinary variable" in pages[1]
    assert "the likes are kept in an ordinary variable" not in pages[0]


@pytest.mark.browser
def test_a_student_sees_the_failed_check_happen(school: School) -> None:
    """The page that they have fetched is one file, and holds the film of the first failed check."""
    right, wrong = page_of(school.ada), page_of(school.bo)
    assert "<iframe" not in right.read_text()
    with launched() as browser:
        page = browser.new_page()
        page.goto(wrong.as_uri(), wait_until="commit")  # it waits for what it has from elsewhere
        page.get_by_text("See it happen, line by line").click()
        film = page.frame_locator("iframe")
        expect(film.locator("#now")).to_contain_text("open the app")
        film.locator("#next").click()
        expect(film.locator("#now")).to_have_text("The script begins.")


def feedback_of(person: Person) -> str:
    """The words of the one page of feedback that someone has fetched."""
    return text_of(page_of(person).read_text())


def page_of(person: Person) -> Path:
    """The one page of feedback that someone has fetched."""
    (page,) = (person.root / EXERCISE / "feedback").rglob("*.html")
    return page

"""`statecourse grade --gradebook`: the same scores in nbgrader's gradebook, without its pipeline."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from classroom.nbgrader.kit import ANSWERS, EXERCISE, MINICOURSE, SOLUTION, Class, make_class
from nbgrader.api import MissingEntry

from statecourse.classroom.nbgrader.gradebook import open_gradebook, write_grades
from statecourse.classroom.results import Person, Results
from statecourse.course.course import Course
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from pathlib import Path

    from statecourse.classroom.results import StudentResult

pytestmark = pytest.mark.slow

ANSWERED = {
    "ada": SOLUTION,
    "bob": (ANSWERS / "wrong" / "plain_variable.py").read_text(),
    "eve": "import os; os._exit(0)",
}
DESERVED = {"ada": 10, "bob": 3, "eve": 0}


@pytest.fixture(scope="module")
def klass(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class with three submissions, which `grade` has graded into a gradebook that was not there."""
    klass = make_class(tmp_path_factory.mktemp("class"))
    folder = klass.root.parent / "handed-in"
    for student, code in ANSWERED.items():
        (folder / student / EXERCISE).mkdir(parents=True)
        (folder / student / EXERCISE / "app.py").write_text(code)
        klass.hand_in(student, code)
    arguments = ["grade", "handed-in", "-o", "out", "--gradebook", "numbers.db"]
    said = klass.run("statecourse", *arguments, cwd=klass.root.parent)
    assert "Written into nbgrader's gradebook: 3 submissions." in said
    return klass


@pytest.fixture(scope="module")
def results(klass: Class) -> list[StudentResult]:
    content = (klass.root.parent / "out" / "results.json").read_bytes()
    return msgspec.json.decode(content, type=Results).results


def scores(gradebook: Any) -> dict[str, dict[str, float]]:
    submissions = gradebook.find_assignment(EXERCISE).submissions
    return {s.student.id: {g.name: g.score for n in s.notebooks for g in n.grades} for s in submissions}


def test_a_gradebook_that_was_not_there(klass: Class) -> None:
    with open_gradebook(klass.root.parent / "numbers.db") as gradebook:
        assert {student: sum(found.values()) for student, found in scores(gradebook).items()} == DESERVED


def test_the_scores_are_those_of_autograde(klass: Class) -> None:
    klass.nbgrader("autograde", EXERCISE)
    with open_gradebook(klass.root) as gradebook:
        from_nbgrader = scores(gradebook)
    with open_gradebook(klass.root.parent / "numbers.db") as gradebook:
        assert scores(gradebook) == from_nbgrader


def test_points_by_hand_stay(klass: Class, results: list[StudentResult], tmp_path: Path) -> None:
    shutil.copyfile(klass.root.parent / "numbers.db", tmp_path / "gradebook.db")
    with open_gradebook(tmp_path) as gradebook:
        gradebook.find_grade("test_counts_likes", EXERCISE, EXERCISE, "bob").manual_score = 2.5
        gradebook.db.commit()
        assert write_grades(gradebook, Course(MINICOURSE), results) == 3
        assert sum(scores(gradebook)["bob"].values()) == 5.5
        assert gradebook.find_grade("test_counts_likes", EXERCISE, EXERCISE, "bob").needs_manual_grade


def test_what_has_no_verdict_waits_for_the_teacher(results: list[StudentResult], tmp_path: Path) -> None:
    """No point is given or taken in silence."""
    first = results[0]
    assert first.report is not None
    stopped = msgspec.structs.replace(first.report, grader_failed=True, checks=[], problem="it stopped")
    with open_gradebook(tmp_path) as gradebook:
        write_grades(gradebook, Course(MINICOURSE), [msgspec.structs.replace(first, report=stopped)])
        (submission,) = gradebook.find_assignment(EXERCISE).submissions
        assert submission.needs_manual_grade
        assert [grade.auto_score for n in submission.notebooks for grade in n.grades] == [None] * 5


def test_other_points_are_told(klass: Class, results: list[StudentResult], tmp_path: Path) -> None:
    shutil.copyfile(klass.root.parent / "numbers.db", tmp_path / "gradebook.db")
    shutil.copytree(MINICOURSE, tmp_path / "course")
    manifest = tmp_path / "course" / "exercises" / EXERCISE / "exercise.yaml"
    manifest.write_text(manifest.read_text().replace("test_counts_likes: 3", "test_counts_likes: 5"))
    words = r"other checks or points for ex01a_likes than the course \(test_counts_likes\)"
    with open_gradebook(tmp_path) as gradebook, pytest.raises(CourseError, match=words):
        write_grades(gradebook, Course(tmp_path / "course"), results)


@pytest.mark.parametrize(
    ("place", "reason"),
    [("grades.csv", "cannot be opened as nbgrader's gradebook"), ("no/where", "does not exist")],
)
def test_what_is_no_gradebook(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "grades.csv").write_text("a,b\n" * 1000)
    with pytest.raises(CourseError, match=reason), open_gradebook(tmp_path / place):
        pass


def test_names_dates_and_penalties(klass: Class, results: list[StudentResult], tmp_path: Path) -> None:
    """Come from the roster and the deadlines; who handed in nothing is a student without a submission."""
    shutil.copyfile(klass.root.parent / "numbers.db", tmp_path / "gradebook.db")
    ada = next(result for result in results if result.student == "ada")
    person = Person("Ada King Lovelace", "ada@x.edu")
    late = msgspec.structs.replace(ada, person=person, handed_in="2026-11-20T10:30:00+01:00", penalty=2.0)
    absent = msgspec.structs.replace(ada, student="zoe", person=Person("Zoë"), absent=True)
    with open_gradebook(tmp_path) as gradebook:
        assert write_grades(gradebook, Course(MINICOURSE), [late, absent]) == 1
        student, submission = gradebook.find_student("ada"), gradebook.find_submission(EXERCISE, "ada")
        assert (student.first_name, student.last_name, student.email) == ("Ada King", "Lovelace", "ada@x.edu")
        assert submission.timestamp.isoformat() == "2026-11-20T09:30:00"
        assert (submission.score, submission.late_submission_penalty) == (10, 2)
        assert gradebook.find_student("zoe").last_name == "Zoë"
        with pytest.raises(MissingEntry):
            gradebook.find_submission(EXERCISE, "zoe")

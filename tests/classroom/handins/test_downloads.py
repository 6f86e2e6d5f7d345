"""Each platform's download, as a folder, as a zip file, and as a zip file in another: who handed in what, and when."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from classroom.handins.downloads import (
    APP,
    DOWNLOADS,
    OUTCOMES,
    STUDENTS,
    letters,
    own,
    username,
    write,
    zipped,
)

from statecourse.classroom.grade import Grading, grade_folder, write_results
from statecourse.classroom.handins.found import Asked
from statecourse.classroom.handins.read import read_handins
from statecourse.classroom.output import output_folder
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from statecourse.classroom.handins.found import Handin, Handins
    from statecourse.classroom.results import StudentResult
    from statecourse.course.course import Course

    Read = Callable[..., Handins]

FORMS = ["folder", "zip", "zip of a zip"]
HW1 = r"^hw1 (\w+) "
NAMES = list(STUDENTS)
NUMBERED = {name: 12340 + number for number, name in enumerate(NAMES)}
CALLED = {
    "canvas": {name: f"{letters(name)}_{NUMBERED[name]}" for name in NAMES},
    "moodle": {name: f"{name}_{NUMBERED[name]}" for name in NAMES},
    "moodle-flat": {name: f"{name}_{NUMBERED[name]}" for name in NAMES},
}
"""What students are called in the results where that is not their user name."""
IDS = {
    "canvas": lambda name: {"canvas": str(NUMBERED[name])},
    "moodle": lambda name: {"moodle": str(NUMBERED[name])},
    "moodle-flat": lambda name: {"moodle": str(NUMBERED[name])},
    "blackboard": lambda name: {"blackboard": username(name)},
    "gradescope": lambda name: {"gradescope": username(name)},
    "repositories": lambda name: {"github": username(name)},
    "classroom50": lambda name: {"github": username(name)},
}
WHEN = {"blackboard": "2026-11-20T10:30:00", "gradescope": "2026-11-20T09:30:00+00:00"}


@pytest.fixture
def read(course: Course, tmp_path: Path) -> Read:
    """Read what lies at a path, about the first exercise of the small course."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()

    def read(path: Path, **asked: object) -> Handins:
        about = {"exercises": ("ex01a",), **asked}
        return read_handins(path, course, temporary, Asked(**about))  # type: ignore[arg-type]

    return read


def lay(name: str, form: str, tmp_path: Path) -> Path:
    """A download in one of the forms that it comes in."""
    if form == "folder":
        return write(DOWNLOADS[name], tmp_path / "in")
    data = zipped(DOWNLOADS[name])
    path = tmp_path / "download.zip"
    path.write_bytes(zipped({"inner.zip": data}) if form == "zip of a zip" else data)
    return path


def told(handin: Handin) -> str:
    """What is said of a hand-in: why it cannot be graded, or what was taken for the answer."""
    return handin.problem.replace("README.md, ", "").replace(", timestamp.txt", "") or handin.note


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DOWNLOADS)
def test_everybody_is_read(name: str, form: str, read: Read, tmp_path: Path) -> None:
    """Each student is there once, with the answer or the reason."""
    pattern = HW1 if name == "flat" else ""
    handins = read(lay(name, form, tmp_path), pattern=pattern)
    found = {handin.student: handin for handin in handins.found}
    called = CALLED.get(name, {student: username(student) for student in NAMES})
    assert len(handins.found) == len(found)
    for student, outcome in OUTCOMES.items():
        handin = found[called[student]]
        assert handin.exercise is not None
        assert told(handin) == outcome
        if handin.submission:
            assert handin.submission.text().decode().strip() == APP.strip()
            assert handin.submission.answer == "app.py"
        if name in IDS:
            assert handin.person.ids == IDS[name](student)


@pytest.mark.parametrize("name", WHEN)
def test_when_the_platform_says_when(name: str, read: Read, tmp_path: Path) -> None:
    """A moment without a zone is in the course's, here the machine's."""
    found = read(lay(name, "zip", tmp_path)).found
    assert {h.when.isoformat()[: len(WHEN[name])] for h in found if h.when} == {WHEN[name]}
    assert all(h.when for h in found)


@pytest.mark.parametrize("name", ["canvas", "moodle", "blackboard", "gradescope", "repositories"])
def test_the_date_of_a_download_is_no_date_of_a_handin(name: str, read: Read, tmp_path: Path) -> None:
    """A platform writes its zip file when it is asked for one."""
    found = read(lay(name, "folder", tmp_path)).found
    assert {h.when.year for h in found if h.when} <= {2026}
    assert name in WHEN or not any(h.when for h in found)


def test_names_that_platforms_tell(read: Read, tmp_path: Path) -> None:
    """Are taken where they are names: Canvas has none but its letters."""
    found = read(lay("blackboard", "zip", tmp_path)).found
    assert {h.person.name for h in found} == set(NAMES)
    gradescope = read(lay("gradescope", "folder", tmp_path)).found
    assert {h.person.email for h in gradescope} == {f"{username(n)}@school.edu" for n in [*NAMES, "Ivo Kent"]}


def test_a_group_of_gradescope_shares_one_submission(read: Read, tmp_path: Path) -> None:
    """Which is graded once, and counts for each of its members."""
    found = {h.student: h for h in read(lay("gradescope", "zip", tmp_path)).found}
    assert found["adal"].key == found["ivok"].key != found["beno"].key
    assert found["adal"].group == found["ivok"].group == "adal+ivok"


def test_of_several_attempts_the_last_counts(read: Read, tmp_path: Path) -> None:
    """And with ``keep`` best all are graded."""
    path = lay("blackboard", "zip", tmp_path)
    last = [h for h in read(path).found if h.student == "adal"]
    assert [h.submission.text() for h in last if h.submission] == [APP.encode()]
    both = [h for h in read(path, keep="best").found if h.student == "adal"]
    assert [h.submission.text() for h in both if h.submission] == [b" ", APP.encode()]
    assert len({h.key for h in both}) == 2


def test_canvas_marks_what_is_late_and_not_by_how_much(read: Read, tmp_path: Path) -> None:
    """So it is said, and nothing is taken."""
    handins = read(lay("canvas", "zip", tmp_path))
    ada = next(h for h in handins.found if h.student.startswith("lovelace"))
    assert ada.late.words == "late, as the platform says; it does not say by how much, so nothing is taken"
    assert ada.late.penalty(3, 10) == 0


def test_anonymous_downloads_of_canvas(read: Read, tmp_path: Path) -> None:
    files = {"anon_x7Kp2_991_app.py": APP, "LATE_anon_Qq3f9_992_app-2.py": APP, "doejane_1_text.html": "<p>"}
    handins = read(write(files, tmp_path / "in"))
    assert {h.student: bool(h.late.words) for h in handins.found} == {
        "anon_x7Kp2": False,
        "anon_Qq3f9": True,
        "doejane_1": False,
    }
    assert "there is no app.py; there is text.html" in next(h.problem for h in handins.found if h.problem)


@pytest.mark.parametrize(
    "name", ["canvas", "moodle", "blackboard", "gradescope", "repositories", "classroom50"]
)
def test_which_exercise_it_is_about_is_asked(name: str, read: Read, tmp_path: Path) -> None:
    """Where nothing says so, with what it looks like and what to type."""
    path = lay(name, "zip", tmp_path)
    with pytest.raises(
        CourseError, match=r"download\.zip looks like a .*: which exercise .* --exercise ex01a"
    ):
        read(path, exercises=())


@pytest.mark.parametrize("called", ["ex01a", "CS1-ex01a-likes submissions", "Ex01a likes (1)"])
def test_the_name_of_a_download_tells_the_exercise(called: str, read: Read, tmp_path: Path) -> None:
    path = tmp_path / f"{called}.zip"
    path.write_bytes(zipped(DOWNLOADS["canvas"]))
    assert {h.exercise.id for h in read(path, exercises=()).found if h.exercise} == {"ex01a_likes"}


def test_several_downloads_each_named_like_its_exercise(read: Read, tmp_path: Path) -> None:
    """Zip files as they come, of one platform or of two."""
    folder = write(
        {
            "ex01a_submissions.zip": zipped(DOWNLOADS["canvas"]),
            "ex02a.zip": zipped({"Ada Lovelace_12340_assignsubmission_file/app.py": APP}),
        },
        tmp_path / "in",
    )
    handins = read(folder, exercises=())
    found = handins.found
    assert "Read as a Moodle download: 1 hand-in to ex02a_notes" in handins.notes
    assert len([h for h in found if h.exercise and h.exercise.id == "ex01a_likes"]) == len(NAMES)
    assert [h.student for h in found if h.exercise and h.exercise.id == "ex02a_notes"] == [
        "Ada Lovelace_12340"
    ]


def test_the_exercise_that_is_named_inside(read: Read, tmp_path: Path) -> None:
    """A student may hand in all of the course; where another exercise is in question, that is told."""
    files = {"exercises/ex01a_likes/app.py": APP, "exercises/ex02a_notes/app.py": "2"}
    only = {
        "doejane_1_2_course.zip": zipped(files),
        "roejo_3_4_ex02a.zip": zipped({"ex02a_notes/app.py": APP}),
    }
    found = {h.student: h for h in read(write(only, tmp_path / "in")).found}
    jane, jo = found["doejane_1"], found["roejo_3"]
    assert jane.submission is not None
    assert jane.submission.text() == APP.encode()
    assert jo.problem == "it holds ex02a_notes, not ex01a_likes"


def test_two_kinds_of_handins_are_not_guessed_apart(read: Read, tmp_path: Path) -> None:
    folder = write({**DOWNLOADS["canvas"], **DOWNLOADS["moodle"]}, tmp_path / "in")
    with pytest.raises(CourseError) as question:
        read(folder)
    assert "in holds more than one kind of hand-ins: Ada Lovelace_12340_assignsubmission_file" in str(
        question.value
    )
    assert "as in a Moodle download; " in str(question.value)
    assert "as in a Canvas download. Put each kind into a folder of its own" in str(question.value)


def test_names_that_are_in_no_layout(read: Read, tmp_path: Path) -> None:
    with pytest.raises(
        CourseError, match=r"no layout that is known: there is hw1 adal app\.py, .* --pattern"
    ):
        read(lay("flat", "folder", tmp_path))


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(", "not a regular expression"),
        ("hw1", "put the part that is the student's name into parentheses"),
        ("x(y)", "fits nothing in .*; there is hw1 adal app.py"),
    ],
)
def test_a_pattern_that_does_not_do(pattern: str, said: str, read: Read, tmp_path: Path) -> None:
    path = lay("flat", "folder", tmp_path)
    with pytest.raises(CourseError, match=said):
        read(path, pattern=pattern)


def test_a_pattern_for_paths_and_exercises(read: Read, tmp_path: Path) -> None:
    """What it does not fit is named."""
    files = {"week1/ex01a/ada.py": APP, "week1/ex02a/ada.py": APP, "week1/notes.txt": "x"}
    pattern = r"(?P<exercise>ex\d\d\w)/(?P<student>\w+)\.py"
    handins = read(write(files, tmp_path / "in"), pattern=pattern, exercises=())
    assert [(h.student, h.exercise.id) for h in handins.found if h.exercise] == [
        ("ada", "ex01a_likes"),
        ("ada", "ex02a_notes"),
    ]
    assert "week1/notes.txt: the pattern does not fit it; left out" in handins.notes


def test_the_folder_of_one_student(read: Read, tmp_path: Path) -> None:
    """Is no class, and not taken for one."""
    folder = write({"ex01a/app.py": APP, "ex02a/app.py": APP}, tmp_path / "ada")
    with pytest.raises(
        CourseError, match="ada looks like the folder of one student: ex01a holds app.py; give"
    ):
        read(folder, exercises=())


def test_repositories_without_a_common_name(read: Read, tmp_path: Path) -> None:
    """Are called by all of their names, and how to cut these is said: that is not guessed."""
    files = {f"week-1-{name}/{file}": APP for name in ("ada", "ben") for file in ("app.py", ".git/HEAD")}
    folder = write(files, tmp_path / "in")
    handins = read(folder)
    assert [h.student for h in handins.found] == ["week-1-ada", "week-1-ben"]
    assert any("--pattern 'week-1-(.+)'" in note for note in handins.notes)
    assert [h.student for h in read(folder, pattern="week-1-(.+)").found] == ["ada", "ben"]


def test_what_a_student_calls_a_file_makes_no_other_layout_of_it(read: Read, tmp_path: Path) -> None:
    """The platform's own part of the name is what counts."""
    files = {
        "doejane_1_2_7_assignsubmission_file_app.py": APP,
        "roejo_3_4_x_jo_attempt_2026-01-01-01-01-01_a.py": APP,
    }
    assert [h.student for h in read(write(files, tmp_path / "in")).found] == ["doejane_1", "roejo_3"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "submission_metadata.yml cannot be read: "),
        ("- 1", "names no submissions"),
        ("[" * 100_000, "submission_metadata.yml cannot be read: "),
    ],
)
def test_metadata_that_are_none(text: str, said: str, read: Read, tmp_path: Path) -> None:
    files = {"submission_1/app.py": APP, "submission_metadata.yml": text}
    with pytest.raises(CourseError, match=said):
        read(write(files, tmp_path / "in"))


def test_metadata_without_a_folder_and_a_folder_without_metadata(read: Read, tmp_path: Path) -> None:
    """Both are rows."""
    known = "submission_1:\n  :submitters:\n  - :name: Ada\n  :created_at: soon\n"
    files = {"submission_2/app.py": APP, "submission_metadata.yml": known}
    found = {h.student: (h.problem, h.when) for h in read(write(files, tmp_path / "in")).found}
    assert found == {"Ada": ("the export has no folder submission_1", None), "submission_2": ("", None)}


def test_an_archive_that_is_not_opened_in_place_of_a_students_folder(read: Read, tmp_path: Path) -> None:
    files = {**own(), "ivok.rar": b"Rar!", "notes.csv": "x"}
    handins = read(write(files, tmp_path / "in"))
    ivo = next(h for h in handins.found if h.student == "ivok")
    assert ivo.problem == "ivok.rar: .rar archives are not opened; a zip file is"
    assert handins.notes == ["notes.csv: not a folder or a zip file, so not a student; left out"]


def test_names_that_lead_elsewhere(course: Course, tmp_path: Path) -> None:
    """A name in metadata, or bytes that are no text, are written as a name, and as nothing else."""
    known = "submission_1:\n  :submitters:\n  - :name: ../../evil\n    :sid: '../../../evil'\n"
    write({"submission_1/app.py": "", "submission_metadata.yml": known}, tmp_path / "in")
    write({"submission_2/app.py": ""}, tmp_path / "in")
    found = graded(course, tmp_path)
    assert [result.student for result in found] == ["../../../evil", "submission_2"]
    names = {path.name for path in (tmp_path / "out" / "feedback").iterdir()}
    assert len([name for name in names if name.startswith("_._.._.._evil-") or "_evil-" in name]) == 2
    assert not list(tmp_path.glob("**/evil*"))


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
def test_names_that_are_no_text(course: Course, tmp_path: Path) -> None:
    write({"x": ""}, tmp_path / "in")
    (tmp_path / "in" / "x").rename(
        tmp_path / "in" / os.fsdecode(b"caf\xe9\nx_7_assignsubmission_file_app.py")
    )
    (result,) = graded(course, tmp_path)
    assert result.student == "caf\ufffd\ufffdx_7"
    assert result.problem == "app.py is empty"


def graded(course: Course, folder: Path) -> list[StudentResult]:
    """What comes of a download that holds nothing to run, all results written."""
    with output_folder(folder / "out") as store:
        about = Grading(Asked(("ex01a",)))
        results = grade_folder(course, folder / "in", about, store, lambda *_: None)
        write_results(results, course, folder / "out")
        return list(results.results)

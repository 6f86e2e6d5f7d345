"""A course is found by its folder, and an exercise by its id or the start of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from statecourse.course.course import Course, find_course
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_course_is_found_from_any_folder_in_it(course: Course) -> None:
    """The nearest folder upwards with an exercises/course.yaml is the root."""
    inside = course.root / "graders" / "ex01a_likes" / "wrong"
    assert find_course(inside) == Course(course.root.resolve())


def test_outside_of_a_course_it_says_how_to_get_into_one(tmp_path: Path) -> None:
    """The line names the folder, and the command that makes a course."""
    with pytest.raises(CourseError) as problem:
        find_course(tmp_path)
    assert str(problem.value) == (
        f"{tmp_path} is not in a course (no exercises/course.yaml here or above); "
        "go to one, or make one with `statecourse init my-course`"
    )


def test_exercises_are_in_order_and_know_their_lesson(course: Course) -> None:
    """Order and lesson follow from the id."""
    assert list(course.exercises) == ["ex01a_likes", "ex02a_notes"]
    lessons = [course.lesson_of(exercise) for exercise in course.exercises.values()]
    assert lessons == ["01_likes", "02_notes"]


@pytest.mark.parametrize(
    "name",
    ["ex02a_notes", "ex02a", "exercises/ex02a_notes", "exercises/ex02a_notes/app.py", "ex02a_notes/"],
)
def test_an_exercise_is_found_by_whatever_names_it(name: str, course: Course) -> None:
    """Its id, the start of it, its folder and its app all mean the same exercise."""
    assert course.find(name).id == "ex02a_notes"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ex09z", 'there is no exercise "ex09z"; `statecourse list` shows them all'),
        ("ex0", '"ex0" is more than one exercise: ex01a_likes, ex02a_notes'),
    ],
)
def test_a_name_that_means_no_single_exercise(name: str, said: str, course: Course) -> None:
    """The line says what to do."""
    with pytest.raises(CourseError) as problem:
        course.find(name)
    assert str(problem.value) == said


def test_an_id_that_begins_like_another_is_still_found(course: Course) -> None:
    """A whole id is that exercise, even where a longer id begins with it."""
    longer = course.root / "exercises" / "ex01a_likes_again"
    longer.mkdir()
    assert course.find("ex01a_likes").id == "ex01a_likes"


def test_a_format_from_the_future_is_refused(course: Course) -> None:
    """The line names the format that this version reads."""
    path = course.root / "exercises" / "course.yaml"
    path.write_text("title: T\nformat: 2\n")
    with pytest.raises(CourseError) as problem:
        _ = course.manifest
    assert str(problem.value) == "exercises/course.yaml: format 2 is not known; this version reads 1"


def test_an_exercise_sets_its_own_limits(course: Course) -> None:
    """Where the exercise sets none, the course's hold."""
    manifest = course.root / "exercises" / "ex01a_likes" / "exercise.yaml"
    manifest.write_text(f"{manifest.read_text()}limits: {{memory_mb: 512, run_seconds: 1.5}}\n")
    limits = course.exercises["ex01a_likes"].limits
    assert (limits.memory_mb, limits.run_seconds, limits.check_seconds) == (512, 1.5, 30)


def test_a_typo_in_an_exercises_limits_is_one_line(course: Course) -> None:
    """It names the file, the table and the key."""
    manifest = course.root / "exercises" / "ex01a_likes" / "exercise.yaml"
    manifest.write_text(f"{manifest.read_text()}limits: {{run_secs: 1}}\n")
    with pytest.raises(CourseError) as problem:
        _ = course.exercises["ex01a_likes"].limits
    assert str(problem.value) == (
        'exercises/ex01a_likes/exercise.yaml: limits: unknown key "run_secs"; did you mean "run_seconds"?'
    )


def test_where_to_read_is_said_in_words(course: Course) -> None:
    """By a lesson's title, or by a round's, from their files; by the lesson's name where it has none."""
    exercise, folder = course.find("ex01a"), course.root / "lessons" / "01_likes"
    assert exercise.reading("01_likes") == "lesson 1, “Likes”"
    assert exercise.reading("01_likes#begin_once") == "lesson 1, “Likes”"
    assert not course.has_reading("01_likes#begin_once")
    folder.mkdir()
    (folder / "lesson.md").write_text("---\ntitle: 'All: likes'\n---\nText.\n")
    (folder / "begin_once.md").write_text("---\ntitle: Begin once\nquestion: Q\n---\nText.\n---\n")
    (folder / "remember.md").write_text("## Remember\n\nText.\n")
    (folder / "broken.md").write_text("---\n[\n---\n")
    assert exercise.reading("01_likes") == "lesson 1, “All: likes”"
    assert exercise.reading("01_likes#begin_once") == "lesson 1, “Begin once”"
    assert exercise.reading("01_likes#remember") == "lesson 1, “Remember”"
    assert exercise.reading("01_likes#broken") == "lesson 1, “Likes”"
    assert course.has_reading("01_likes#begin_once")
    assert not course.has_reading("03_other")

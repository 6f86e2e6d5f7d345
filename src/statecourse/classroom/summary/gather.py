"""Makes the summary of a class, in one pass over its results, which may lie on disk."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from statecourse.classroom.grade import file_name
from statecourse.classroom.summary.copies import copies
from statecourse.classroom.summary.look import Watch
from statecourse.classroom.summary.model import (
    Copies,
    ExerciseSum,
    FailedCheck,
    Lesson,
    Misconception,
    Student,
    Summary,
)
from statecourse.classroom.summary.prints import PrintMaker, kept_prints

if TYPE_CHECKING:
    from statecourse.classroom.results import Results, StudentResult
    from statecourse.classroom.store import ReportStore
    from statecourse.classroom.summary.prints import Print
    from statecourse.course.course import Course, Exercise
    from statecourse.report.report import Advice, CheckResult, Report

_EXAMPLES = 5
"""Students named for a misconception: whose feedback shows it."""


def summary_of(results: Results, course: Course, store: ReportStore) -> Summary:
    """What a teacher sees of these results. Raises `CourseError` where the store is damaged."""
    gathered = _Gathered(course)
    for result in results.results:
        gathered.add(result)
    students = [student for _, student in sorted(gathered.students.items())]
    prints = _Prints(course, gathered.graded, store)
    points = {student.id: student.points for student in students}
    return Summary(
        course=results.course,
        version=results.statecourse,
        students=students,
        exercises=[gathered.exercises[name] for name in sorted(gathered.exercises)],
        checks=gathered.failed_checks(),
        lessons=gathered.lessons(),
        look=gathered.watch.found(results.changes, points, prints.words),
        copies=prints.copies,
        changes=results.changes,
        notes=results.notes,
    )


class _Gathered:
    """What the results that were added come to."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self.exercises: dict[str, ExerciseSum] = {}
        self.students: dict[str, Student] = {}
        self.graded: dict[str, list[str]] = defaultdict(list)
        self.watch = Watch()
        self._checks: dict[tuple[str, str], FailedCheck] = {}
        self._having: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._within: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._messages: dict[tuple[str, str], str] = {}

    def add(self, result: StudentResult) -> None:
        """Count one more result."""
        name = result.student
        student = self.students.setdefault(name, Student(name, file_name(name)))
        student.name = result.person.name or student.name
        student.section = result.person.section or student.section
        report = result.report
        if result.absent:
            return  # what is not there is told of all exercises together
        self.watch.add(result)
        if report is None or not result.exercise:
            return
        student.points[result.exercise] = result.points
        self._add_points(result, report)
        if not report.problem:
            self.graded[result.exercise].append(name)
            for check in report.checks:
                self._add_check(result, check)

    def _add_points(self, result: StudentResult, report: Report) -> None:
        known = self._course.exercises.get(result.exercise)
        maximum = known.max_points if known else report.max_points
        new = ExerciseSum(result.exercise, report.title, maximum)
        exercise = self.exercises.setdefault(result.exercise, new)
        exercise.handed_in += 1
        exercise.passed += report.passed
        exercise.points += result.points

    def _add_check(self, result: StudentResult, check: CheckResult) -> None:
        new = FailedCheck(result.exercise, check.name, check.title, check.hidden)
        counted = self._checks.setdefault((result.exercise, check.name), new)
        counted.of += 1
        counted.failed += check.outcome == "failed"
        counted.not_run += check.outcome == "not run"
        if check.failure and (advice := check.failure.advice):
            counted.reasons[advice.label] = counted.reasons.get(advice.label, 0) + 1
            self._add_advice(result, advice)

    def _add_advice(self, result: StudentResult, advice: Advice) -> None:
        key = advice.where, advice.label
        self._having[key].add(result.student)
        self._within[key].add(result.exercise)
        self._messages[key] = advice.message

    def failed_checks(self) -> list[FailedCheck]:
        """The checks that were not passed by all, the most failed first."""
        found = [check for check in self._checks.values() if check.failed]
        for check in found:
            check.reasons = dict(Counter(check.reasons).most_common())
        return sorted(found, key=lambda check: (-check.failed, check.exercise, check.name))

    def lessons(self) -> list[Lesson]:
        """The places to teach again, those first that most students need."""
        by_place: dict[str, list[Misconception]] = defaultdict(list)
        needing: dict[str, set[str]] = defaultdict(set)
        for (where, label), students in self._having.items():
            exercises, message = sorted(self._within[where, label]), self._messages[where, label]
            examples = sorted(students)[:_EXAMPLES]
            by_place[where].append(Misconception(label, message, len(students), exercises, examples))
            needing[where] |= students
        found = [
            Lesson(where, len(needing[where]), sorted(reasons, key=lambda m: (-m.students, m.label)))
            for where, reasons in by_place.items()
        ]
        return sorted(found, key=lambda lesson: (-lesson.students, lesson.where))


class _Prints:
    """The copies among the answers that could be graded, and what stands in them that no exercise asks for."""

    def __init__(self, course: Course, graded: dict[str, list[str]], store: ReportStore) -> None:
        self.words: dict[tuple[str, str], list[str]] = {}
        self.copies: list[Copies] = []
        with PrintMaker() as maker:
            for name, students in sorted(graded.items()):
                seen = {student: kept_prints(student, name, store) for student in students}
                self.words |= {(student, name): s.words for student, s in seen.items() if s.words}
                prints = {student: s.print for student, s in seen.items() if s.print}
                if len(prints) > 1:
                    given = _given(course.exercises[name], maker)
                    self.copies += [Copies(name, students) for students in copies(prints, given)]


def _given(exercise: Exercise, maker: PrintMaker) -> Print:
    """What is in every answer, or may be learnt from the course."""
    files = [path for path in (exercise.app, exercise.solution) if path.is_file()]
    return frozenset[int]().union(*(maker.make(path.read_bytes()).print for path in files))

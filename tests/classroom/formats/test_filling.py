"""Marks in a teacher's own table: Canvas and Moodle."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import msgspec
import pytest
from marked import ADA, BEN, check, half, passed, report, result, results

from statecourse.classroom.formats.format import Wanted, format_of
from statecourse.classroom.results import Person
from statecourse.classroom.table import Table
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from statecourse.classroom.formats.format import Output
    from statecourse.classroom.results import Results

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Notes,Visit counter (4711),Essay (4712),Current Score,Final Grade
,,,,,,Manual Posting,,,
    Points Possible,,,,,,3.00,20.00,(read only),(read only)
"Lovelace, Ada",101,u1,ada@example.org,"A and B",fine,,17.50,,
"Bitdiddle, Ben",102,u2,ben,A,,2.00,,,
"Excused, Eva",103,u3,eva,A,,EX,,,
"Other, Otto",104,u4,otto,A,,N/A,,,
"Idle, Ida",105,u5,ida,A,"=keep, me",,,,
"Student, Test",106,,,A,,,,,
"""


def fill(text: str, found: Results, **more: object) -> Output:
    table = Table.parse(text, "gradebook.csv")
    output = format_of(table).write(found, Wanted(table=table, **more))  # type: ignore[arg-type]
    output.text = list(output.text)
    return output


def filled(output: Output) -> str:
    return "".join(output.text)


def a_class() -> Results:
    late = result("ben", passed(), person=BEN, late="1 day late", penalty=0.5)
    return results(
        result("ada", half(), person=ADA),
        late,
        result("eva", passed()),
        result("otto", passed()),
        result("zoe", passed()),
    )


def test_a_canvas_gradebook_gets_the_marks_and_nothing_else() -> None:
    """Excused and not assigned stay, as do the teacher's notes and other columns; who was not found is named."""
    output = fill(CANVAS, a_class())
    changes = {"fine,,17.50": "fine,1.00,17.50", "A,,2.00": "A,,2.50"}
    expected = CANVAS
    for old, new in changes.items():
        expected = expected.replace(old, new)
    assert filled(output) == expected
    assert output.left_out == ["zoe"]
    assert output.notes == [
        "Changed: Ben Bitdiddle (ben), Visit counter (4711): 2.00 is now 2.50",
        "Left as it is: eva, Visit counter (4711): excused in Canvas",
        "Left as it is: otto, Visit counter (4711): not assigned to them in Canvas",
        "Not in gradebook.csv: zoe: no row has this number, address or name",
        "Rows without a hand-in, left as they were (2): Idle, Ida; Student, Test",
    ]


def test_canvas_reads_what_was_filled_in() -> None:
    """As its importer does: by the separator of the first lines, numbers with a comma or a point, `EX`."""
    german = re.sub(r"(\d)\.(\d\d)", r"\1,\2", CANVAS.replace(",", ";")).replace("Lovelace;", "Lovelace,")
    output = fill(german, a_class())
    assert "fine;1,00;17,50" in filled(output)
    assert canvas_import(filled(output)) == canvas_import(filled(fill(CANVAS, a_class())))
    assert canvas_import(filled(output))["102"] == {"Visit counter (4711)": "2.50", "Essay (4712)": ""}
    assert canvas_import(filled(output))["103"]["Visit counter (4711)"] == "EX"


def canvas_import(text: str) -> dict[str, dict[str, str]]:
    """What `gradebook_importer.rb` takes from a file: its choice of a separator, of rows, and of numbers."""
    lines = text.splitlines()[:3]
    counts = {}
    for separator in ";,":
        sizes = [len(next(csv.reader([line], delimiter=separator))) for line in lines]
        counts[separator] = sizes[0] if len(set(sizes)) == 1 else 0
    header, *rows = csv.reader(io.StringIO(text), delimiter=";" if counts[";"] > counts[","] else ",")
    assert "Student" in header[0]
    assert "ID" in header[1]
    names = [name for name in header[header.index("Section") + 1 :] if re.search(r" \(\d+\)$", name)]
    taken = {}
    for row in rows:
        if "Points Possible" in row[0] or all(
            re.fullmatch(r"\s*(Manual Posting.*)?\s*", cell) for cell in row
        ):
            continue
        cells = dict(zip(header, row, strict=True))
        taken[row[1]] = {name: re.sub(r"^(\d+),(\d+)$", r"\1.\2", cells[name].strip()) for name in names}
    return taken


def test_one_column_takes_the_sum_where_it_is_named() -> None:
    """Of the exercises that were asked for; what is out of something else is asked about."""
    both = results(result("ben", half(), person=BEN), result("ben", passed("ex02a_second"), person=BEN))
    with pytest.raises(
        CourseError, match=r"“Essay \(4712\)” is out of 20.00, and its exercises are out of 6; say --scale"
    ):
        fill(CANVAS, both, column="Essay (4712)")
    assert ",2.00,13.33," in filled(fill(CANVAS, both, column="Essay (4712)", scale=True))
    assert ",2.00,4.00," in filled(fill(CANVAS, both, column="Essay (4712)", scale=False))
    only = fill(CANVAS, both, column="Visit counter (4711)", exercises=("ex01a_visit_counter",))
    assert "A,,1.00," in filled(only)


@pytest.mark.parametrize(
    ("column", "why"),
    [
        ("", r"which column is for ex02a_second \(no columns fit\)\? Say --column NAME"),
        ("Visit", 'no column is called "Visit"; the columns are: Student; ID'),
        ("Current Score", "“Current Score” is no column that Canvas takes marks for"),
        ("ID", "“ID” is no column that Canvas takes marks for"),
    ],
)
def test_a_column_that_is_not_clear_is_asked_for(column: str, why: str) -> None:
    with pytest.raises(CourseError, match=why):
        fill(CANVAS, results(result("ben", passed("ex02a_second"))), column=column)


@pytest.mark.parametrize(
    "title", ["ex01a_visit_counter", "ex01a", "ex01a: counting (week 1)", "visit counter"]
)
def test_a_column_is_found_by_an_exercises_name(title: str) -> None:
    text = CANVAS.replace("Visit counter (4711)", f'"{title} (4711)"')
    assert "A,,3.00," in filled(fill(text, results(result("ben", passed()))))


def test_names_in_two_columns_and_a_byte_order_mark() -> None:
    text = CANVAS.replace("Student,ID", "LastName,FirstName,ID").replace(
        "    Points Possible", "    Points Possible,"
    )
    text = re.sub(r'^"(\w+), (\w+)"', r"\1,\2", text, flags=re.MULTILINE).replace("\n,,", "\n,,,", 1)
    output = fill("\ufeff" + text, results(result("Ada Lovelace", passed())))
    assert filled(output).startswith("\ufeffLastName,FirstName,ID")
    assert "fine,3.00,17.50" in filled(output)


def test_what_was_not_graded_is_no_mark_unless_asked_for() -> None:
    """A grader's own failure never is."""
    broken = report("ex01a_visit_counter", check("open", "error", 0, 3))
    absent = report("ex01a_visit_counter", problem="nothing was handed in")
    found = results(
        result("ada", absent, person=ADA, absent=True),
        result("ben", broken, person=BEN),
        result("ida", passed()),
    )
    output = fill(CANVAS, found)
    assert filled(output) == CANVAS.replace('me",,,,', 'me",3.00,,,')
    assert output.notes[:2] == [
        "Left as it is: Ada Lovelace (ada), Visit counter (4711): nothing was handed in (--zeros writes 0)",
        "Left as it is: Ben Bitdiddle (ben), Visit counter (4711): ex01a_visit_counter: "
        "the grader itself went wrong; grade again",
    ]
    zeros = filled(fill(CANVAS, found, zeros=True))
    assert "fine,0.00,17.50" in zeros
    assert "ben,A,,2.00" in zeros


def test_what_could_not_be_graded_is_no_mark_unless_asked_for() -> None:
    """A file of another name may hold a right answer, so a person looks first."""
    unread = report("ex01a_visit_counter", problem="there is no app.py; there is app.py.txt")
    found = results(result("ada", unread, person=ADA))
    output = fill(CANVAS, found)
    assert filled(output) == CANVAS
    assert output.notes[0].endswith("there is no app.py; there is app.py.txt (--zeros writes 0)")
    assert "fine,0.00,17.50" in filled(fill(CANVAS, found, zeros=True))


MOODLE = """\
\ufeffIdentifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade","Grade can be changed",\
"Last modified (submission)","Last modified (grade)","Feedback comments"
"Participant 9001","Ada Lovelace",7,ada@example.org,"Submitted for grading",,3.00,Yes,"Monday, 1 June 2026, 10:00 AM",-,
"Participant 9002","Ben Bitdiddle",8,ben@example.org,"Submitted for grading",1.00,3.00,No,-,-,"<p>Well</p>"
"Participant 9003","Ida Idle",9,ida@example.org,"No submission",,3.00,Yes,-,-,
"""
GERMAN = (
    MOODLE.replace("Identifier", "ID")
    .replace("Participant ", "Teilnehmer/in")
    .replace("Grade can be changed", "Bewertung kann geändert werden")
    .replace("Maximum Grade", "Bestwertung")
    .replace(",Grade,", ",Bewertung,")
    .replace(",Yes,", ",Ja,")
    .replace(",No,", ",Nein,")
    .replace(",3.00,", ',"3,00",')
    .replace(",1.00,", ',"1,00",')
)


def test_a_moodle_worksheet_gets_the_marks_and_nothing_else() -> None:
    """A grade that cannot be changed stays, and so does the feedback."""
    found = results(
        result("x", half(), person=msgspec.structs.replace(ADA, name="")), result("ben", passed(), person=BEN)
    )
    output = fill(MOODLE, found)
    assert filled(output) == MOODLE.replace('grading",,3.00', 'grading",1.00,3.00')
    assert output.notes == [
        "Left as it is: Ben Bitdiddle (ben), Grade: Moodle says that this grade cannot be changed",
        "Rows without a hand-in, left as they were (1): Ida Idle",
    ]
    assert output.left_out == []


def test_a_moodle_worksheet_in_another_language() -> None:
    """Its columns are known by their order; numbers have its comma."""
    late = result("Ada Lovelace", passed(), penalty=0.5)
    output = fill(GERMAN, results(late, result("8", passed())))
    assert filled(output) == GERMAN.replace('grading",,', 'grading","2,50",')
    assert output.notes[0] == "Left as it is: 8, Bewertung: Moodle says that this grade cannot be changed"
    assert moodle_import(filled(output), "Bewertung", "ID") == {"9001": 2.5, "9002": 1.0}


def test_moodle_reads_what_was_filled_in() -> None:
    output = fill(MOODLE, results(result("Ada Lovelace", half())))
    assert moodle_import(filled(output), "Grade", "Identifier") == {"9001": 1.0, "9002": 1.0}


def moodle_import(text: str, grade: str, identifier: str) -> dict[str, float]:
    """What `importgradeslib.php` and `process_import_grades` take from a file: grades between 0 and the maximum."""
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    number, own = header.index(grade), header.index(identifier)
    found = {re.sub(r"^\D+", "", row[own]): row[number].replace(",", ".") for row in rows}
    return {key: float(value) for key, value in found.items() if value and 0 <= float(value) <= 3}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (",3.00,", ',"bad, good",', r"which column is the grade\? Say --column NAME"),
        ('"Maximum Grade"', "Scale", ""),
    ],
)
def test_a_worksheet_whose_column_is_not_clear(old: str, new: str, why: str) -> None:
    text = MOODLE.replace(old, new)
    if why:
        with pytest.raises(CourseError, match=why):
            fill(text, results(result("Ada Lovelace", half())))
        text = MOODLE.replace(old, new)
        assert '",1.00,' in filled(fill(text, results(result("Ada Lovelace", half())), column="Grade"))
    else:
        assert '",1.00,' in filled(fill(text, results(result("Ada Lovelace", half()))))


def test_a_worksheet_that_is_graded_by_a_scale() -> None:
    text = MOODLE.replace('"Maximum Grade"', "Scale").replace(",3.00,", ',"bad, good",')
    with pytest.raises(CourseError, match="graded by a scale"):
        fill(text, results(result("Ada Lovelace", half())))


def test_another_table_is_refused_with_what_was_seen() -> None:
    with pytest.raises(CourseError, match="neither a Canvas gradebook .* its columns are a, b"):
        fill("a,b\n1,2\n", a_class())


def test_a_name_writes_no_line_of_its_own() -> None:
    """It comes from a student, or from what they could call themselves on a platform."""
    output = fill(CANVAS, results(result("x\nWritten: y", passed(), person=Person("z\x1b[2J\rq"))))
    assert all("\n" not in note and "\x1b" not in note and "\r" not in note for note in output.notes)

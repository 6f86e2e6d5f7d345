"""JUnit XML, as Jenkins, GitLab and many others read it (`junit-10.xsd` of Jenkins' xUnit plugin)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring  # nothing is parsed
from xml.sax.saxutils import quoteattr  # as above

from statecourse.classroom.formats.format import Format, Output, Wanted
from statecourse.classroom.formats.verdicts import Verdict, verdicts_of
from statecourse.report.words import one_line, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.classroom.results import Results, StudentResult

_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot say, escaped or not."""
_ELEMENTS = {"failed": "failure", "error": "error", "not run": "skipped"}


class JUnit(Format):
    """Marks as test reports: a suite for each student and exercise."""

    name = "junit"
    about = "JUnit XML, a suite for each student and exercise"
    file = "junit.xml"

    def write(self, results: Results, wanted: Wanted) -> Output:
        """All results, one suite at a time."""
        return Output(_parts(results, wanted))


def _parts(results: Results, wanted: Wanted) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites name={quoteattr(_said(results.course))}>\n'
    for result in results.results:
        if wanted.wants(result.exercise):
            yield tostring(_suite(result), encoding="unicode") + "\n"
    yield "</testsuites>\n"


def _suite(result: StudentResult) -> Element:
    verdicts = list(verdicts_of(result))
    name = ": ".join(filter(None, [result.person.name or result.student, result.exercise]))
    suite = Element("testsuite", name=_said(name), tests=str(len(verdicts)))
    for attribute, outcome in (("failures", "failed"), ("errors", "error"), ("skipped", "not run")):
        suite.set(attribute, str(sum(verdict.outcome == outcome for verdict in verdicts)))
    properties = SubElement(suite, "properties")
    for key, value in _properties(result).items():
        SubElement(properties, "property", name=key, value=value)
    for verdict in verdicts:
        _add_case(suite, verdict, _said(f"{result.student}.{result.exercise}"))
    return suite


def _properties(result: StudentResult) -> dict[str, str]:
    maximum = result.report.max_points if result.report else 0
    found = {"points": f"{result.points:g}", "maximum": str(maximum), "late": _said(result.late)}
    return {key: value for key, value in found.items() if value}


def _add_case(suite: Element, verdict: Verdict, class_name: str) -> None:
    case = SubElement(suite, "testcase", name=_said(verdict.title), classname=class_name)
    if not verdict.passed:
        text = _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", verdict.text)
        why = SubElement(case, _ELEMENTS[verdict.outcome], type=verdict.outcome)
        why.set("message", text.partition("\n")[0])
        why.text = text


def _said(text: str) -> str:
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", safe(one_line(text)))


FORMAT = JUnit()

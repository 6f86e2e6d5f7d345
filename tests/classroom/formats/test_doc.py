"""The teacher's page on platforms: its commands and its example are such as there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from marked import half, passed, result, results
from typer.main import get_command

import statecourse
from statecourse.classroom.formats.format import Format, Output, Wanted, known
from statecourse.cli.app import cli
from statecourse.report.words import one_line

TEXT = (Path(statecourse.__file__).parents[2] / "docs" / "platforms.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^statecourse (.+)$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("line", COMMANDS)
def test_each_command_has_the_options_that_the_page_gives_it(line: str) -> None:
    command, words = get_command(cli), shlex.split(line)
    while hasattr(command, "commands"):
        command = command.commands[words.pop(0)]
    assert command.make_context("statecourse", words).params


def test_the_page_has_commands_and_names_each_format() -> None:
    assert len(COMMANDS) == 4
    assert [
        name for name, form in known().items() if not form.needs_table and f"| `{name}` |" not in TEXT
    ] == []


def test_the_example_of_a_format_is_one() -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    names = {"Format": Format, "Output": Output, "Results": None, "Wanted": Wanted, "one_line": one_line}
    exec(f"from __future__ import annotations\n{code}", names)
    found = results(result("ada", passed()), result("ben\n", passed()), result("cleo", half()))
    assert "".join(names["FORMAT"].write(found, Wanted()).text) == "ada\nben\N{REPLACEMENT CHARACTER}\n"

"""The record of a program's runs: a file for each tab, whichever server writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statecourse.film.reel import FilmedRun
from statecourse.programs import runs
from statecourse.programs.runs import MAX_FILMED, MAX_RUNS, RUNS_FOLDER, Ledger, RunRecord, ledger

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def run(number: int) -> RunRecord:
    """A run in which nothing happened."""
    return RunRecord(number, "", (), {}, {}, {"n": str(number)})


def numbers(kept: list[RunRecord]) -> list[int]:
    return [each.number for each in kept]


def test_the_first_run_of_a_session_replaces_those_of_the_session_before(tmp_path: Path):
    stage = Ledger(tmp_path).stage("ab12")
    stamps = [stage.stamp]
    for number in (1, 2, 1, 2, 3):
        stage.add(run(number))
        stamps.append(stage.stamp)
    assert numbers(stage.runs) == [1, 2, 3]
    assert len(set(stamps)) == len(stamps)


def test_what_is_half_written_is_left_out(tmp_path: Path):
    """It is whole the next time."""
    stage = Ledger(tmp_path).stage("ab12")
    stage.add(run(1))
    with (tmp_path / "ab12.jsonl").open("ab") as file:
        file.write(b'{"number": 2, "trigger"')
    assert numbers(stage.runs) == [1]


def test_a_file_that_has_grown_is_cut_to_the_last_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A program may run again and again for hours."""
    monkeypatch.setattr(runs, "_MAX_BYTES", 50_000)
    stage = Ledger(tmp_path).stage("ab12")
    for number in range(1, 501):
        stage.add(run(number))
    assert numbers(stage.runs) == list(range(501 - MAX_RUNS, 501))
    assert stage.stamp[1] < 51_000


def test_text_that_is_no_unicode_is_kept_as_far_as_it_can_be(tmp_path: Path):
    """A program may make any text; its run is recorded all the same."""
    stage = Ledger(tmp_path).stage("ab12")
    stage.add(RunRecord(1, "", (), {}, {}, {}, error="ValueError: \ud800 ü\n"))
    assert stage.runs[0].error == "ValueError: ? ü\n"


def test_a_token_names_no_file_elsewhere(tmp_path: Path):
    """It comes back in an address, where anyone may write another one."""
    folder = tmp_path / "kept"
    folder.mkdir()
    Ledger(folder).stage("../../ab/12").add(run(1))
    assert [path.name for path in tmp_path.rglob("*.jsonl")] == ["ab12.jsonl"]
    assert (folder / "ab12.jsonl").is_file()


def test_a_changed_text_is_kept_until_it_is_taken_back(tmp_path: Path):
    first, same = Ledger(tmp_path).stage("ab12"), Ledger(tmp_path).stage("ab12")
    assert first.text is None
    first.text = "changed = 'ü'"
    assert same.text == "changed = 'ü'"
    first.text = None
    assert same.text is None


def test_a_server_of_a_program_keeps_its_runs_where_it_was_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The page's own server has a folder that ends with it."""
    monkeypatch.setenv(RUNS_FOLDER, str(tmp_path))
    runs._ledger.cache_clear()
    ledger().stage("ab12").add(run(1))
    runs._ledger.cache_clear()
    assert numbers(Ledger(tmp_path).stage("ab12").runs) == [1]


def test_the_newest_runs_have_films(tmp_path: Path):
    """Those of the session before are gone with its runs."""
    stage = Ledger(tmp_path).stage("ab12")
    film = FilmedRun([], [], [], [], [])
    for number in range(1, MAX_FILMED + 4):
        stage.add(run(number), film)
    assert [each.number for each in stage.films] == list(range(4, MAX_FILMED + 4))
    stage.add(run(1), film)
    assert [each.number for each in stage.films] == [1]

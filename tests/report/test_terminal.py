"""The command line as a process of its own: in a terminal, in a pipe, and until Ctrl+C."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from statecourse.course.course import Course


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent in another way")
def test_watch_checks_again_as_a_file_is_saved(course: Course) -> None:
    """Until Ctrl+C, which is no error."""
    exercise = course.exercises["ex01a_likes"]
    process = subprocess.Popen(
        [sys.executable, "-m", "statecourse", "watch", "ex01a"],
        cwd=course.root,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # Started in the background, as CI may be, it would inherit that Ctrl+C is to be ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert process.stdout is not None
    guard = threading.Timer(60, process.kill)
    guard.start()
    said = [_read_until(process.stdout, "Try 1,")]
    with saving_again_and_again(lambda: exercise.app.write_bytes(exercise.solution.read_bytes())):
        said.append(_read_until(process.stdout, "Try 2,"))
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    guard.cancel()
    assert process.returncode != -signal.SIGKILL
    assert "3 of 10 points" in said[0]
    assert "All done: 10 of 10 points." in said[1]
    assert "Traceback" not in errors


@contextlib.contextmanager
def saving_again_and_again(save: Callable[[], None]) -> Iterator[None]:
    """Save every half second: when the watcher begins to look is its own affair."""
    done = threading.Event()

    def work() -> None:
        while not done.wait(0.5):
            save()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    done.set()
    thread.join()


def _read_until(stream: IO[str], mark: str) -> str:
    lines: list[str] = []
    while not lines or mark not in lines[-1]:
        lines.append(stream.readline())
        assert lines[-1], "".join(lines)
    return "".join(lines)


def piped(course: Course, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own, with its output piped."""
    return subprocess.run(
        [sys.executable, "-m", "statecourse", *arguments],
        cwd=course.root,
        env=os.environ | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments", [("list",), ("check", "ex01a"), ("--help",), ("check", "ex09"), ("chekc",)]
)
def test_what_is_piped_has_no_escape_codes(arguments: tuple[str, ...], course: Course) -> None:
    """Neither on standard output nor on standard error."""
    done = piped(course, *arguments, TERM="xterm-256color")
    assert b"\x1b" not in done.stdout + done.stderr
    assert done.stdout + done.stderr


def test_a_piped_line_is_never_broken(course: Course) -> None:
    """However narrow the terminal is that it did not go to."""
    done = piped(course, "check", "ex09", COLUMNS="20")
    assert done.stderr.decode() == (
        'statecourse: there is no exercise "ex09"; `statecourse list` shows them all\n'
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_output_that_cannot_be_written_is_one_line(course: Course) -> None:
    """Such as on a disk that is full."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "statecourse", "list"],
            cwd=course.root,
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("statecourse: ")
    assert done.stderr.count(b"\n") == 1


def test_an_encoding_that_has_no_check_mark(course: Course) -> None:
    """Marks that cannot be shown become question marks; nothing stops."""
    done = piped(course, "check", "ex01a", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1
    assert b"? The app opens without an exception.  1/1" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal")
@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_in_a_terminal(environment: dict[str, str], course: Course, *, coloured: bool) -> None:
    """Not where NO_COLOR is set."""
    import pty  # noqa: PLC0415

    main_end, other_end = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "CI"}}
    process = subprocess.Popen(
        [sys.executable, "-m", "statecourse", "check", "ex09"],
        cwd=course.root,
        env=clean | {"TERM": "xterm-256color", "COLUMNS": "200"} | environment,
        stdout=other_end,
        stderr=other_end,
    )
    process.wait(60)
    os.close(other_end)
    said = os.read(main_end, 10_000)
    os.close(main_end)
    assert b"there is no exercise" in said
    assert (b"\x1b[31m" in said) is coloured

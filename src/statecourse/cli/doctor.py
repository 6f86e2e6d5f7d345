"""What works on this machine, what does not, and what that means."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from statecourse.app.app import App
from statecourse.app.server import bench
from statecourse.classroom.isolation import PROMISES, kept_by
from statecourse.course import versions
from statecourse.course.installed import course_for_teaching
from statecourse.course.limits import Limits
from statecourse.course.manifest import CourseError
from statecourse.course.packages import lacking
from statecourse.runtime.app_sandbox import AppSandbox
from statecourse.sandbox import confine
from statecourse.sandbox.optional_layers import OPTIONAL_LAYERS, WITHOUT
from statecourse.sandbox.processes import SandboxError
from statecourse.seam import private_names

if TYPE_CHECKING:
    from collections.abc import Iterator

PYTHON = ((3, 11), (3, 15))
"""The first supported Python version, and the first one after them."""


@dataclass(frozen=True)
class Line:
    """One thing that was examined."""

    state: Literal["good", "note", "bad"]
    what: str
    text: str


def examine() -> Iterator[Line]:
    """Examine Python, Streamlit, the packages that the course promises, and the isolation of student code.

    A test app tries out the isolation.
    """
    yield _python()
    yield from _streamlit()
    yield _packages()
    yield from _layers()
    yield from _tried()


def _python() -> Line:
    found = sys.version_info[:2]
    text = f"{platform.python_version()} on {platform.system()}"
    if PYTHON[0] <= found < PYTHON[1]:
        return Line("good", "Python", text)
    return Line(
        "bad", "Python", f"{text}; supported are {_dotted(PYTHON[0])} to {_dotted(_before(PYTHON[1]))}"
    )


def _streamlit() -> Iterator[Line]:
    version, (first, beyond) = versions.installed(), versions.SUPPORTED
    tried = f"tried are {_dotted(first)} to {_dotted(_before(beyond))}"
    if versions.numbers(version) < first:
        text = f"{version} is too old, and checks will not run; {tried}: pip install --upgrade streamlit"
        yield Line("bad", "Streamlit", text)
    elif versions.numbers(version) >= beyond:
        newest = f"{_dotted(_before(beyond))}.*"
        text = (
            f"{version} has not been tried; {tried}. Where it does something new, a verdict may be wrong. "
            f"For grades: pip install 'streamlit=={newest}'"
        )
        yield Line("note", "Streamlit", text)
    else:
        yield Line("good", "Streamlit", f"{version} ({tried})")
    for name in private_names.missing_names():
        text = f"this version has no {name}; checks may go wrong, so install a supported one"
        yield Line("bad", "Streamlit", text)


def _packages() -> Line:
    try:
        promised = course_for_teaching(Path.cwd()).manifest.packages
    except CourseError as problem:
        return Line("note", "Packages", str(problem))
    if missing := lacking(promised):
        names = ", ".join(missing)
        return Line("bad", "Packages", f"{names}: promised in course.yaml, and not installed; install them")
    return Line("good", "Packages", f"all that the course promises: {', '.join(promised)}")


def _layers() -> Iterator[Line]:
    missing = {layer.layer: layer.why for layer in confine.missing_layers()}
    for layer, promise in confine.LAYERS.items():
        if layer not in missing:
            yield Line("good", f"Isolation: {layer}", f"student code {promise}")
            yield from _landlock_parts() if layer == "landlock" else ()
            continue
        text = f"missing: {missing[layer]}. Not promised here: student code {promise}."
        yield Line("note", f"Isolation: {layer}", text)
    if missing:
        text = "`check` works (your own code); `grade` refuses unless told --isolation=process"
        yield Line("note", "Isolation", text)


def _landlock_parts() -> Iterator[Line]:
    """What this kernel's Landlock lacks, and which layer does it instead."""
    held = confine.layers()
    lacking_parts = confine.LANDLOCK_PARTS.keys() - set(held)
    instead = [
        f"{promise} ({', '.join(keepers) or 'open'})"
        for promise, keepers in kept_by(held).items()
        if lacking_parts & set(PROMISES[promise])
    ]
    if instead:
        text = f"version {confine.landlock_version()}, so it is by another layer that student code "
        yield Line("good", "Landlock", f"{text}{'; '.join(instead)}")


_PROBE = """
import os, socket
import streamlit as st

def tried(name, action):
    try:
        action()
    except OSError:
        st.text(f"{name}: refused")
    else:
        st.text(f"{name}: possible")

tried("read the list of users", lambda: open("/etc/passwd").read())
tried("write outside its folder", lambda: open("/tmp/statecourse-probe", "w").write("x"))
tried("start a process", lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0))
tried("open a network socket", lambda: socket.socket().close())
tried("signal its parent", lambda: os.kill(os.getppid(), 0))
tried("write its own folder", lambda: open("own.txt", "w").write("x"))
"""


def _tried() -> Iterator[Line]:
    sandbox = AppSandbox()
    try:
        with bench(sandbox, Limits()):
            app = App.from_string(_PROBE, default_timeout=20).run()
            lines = [text.value for text in app.text]
            yield from _rooms(sandbox.layers)
    except (SandboxError, RuntimeError) as problem:
        yield Line("bad", "A trial run", str(problem))
        return
    finally:
        sandbox.close()
    possible = [line.partition(":")[0] for line in lines if line.endswith("possible")]
    beyond = [what for what in possible if what != "write its own folder"]
    if "write its own folder" not in possible:
        yield Line("bad", "A trial run", "an app cannot write its own folder; apps that keep files fail")
    elif beyond:
        state: Literal["note", "bad"] = "note" if confine.missing_layers() else "bad"
        yield Line(state, "A trial run", f"a test app could {', '.join(beyond)}")
    else:
        text = "a test app ran; it could not read, write, call or signal anything outside its folder"
        yield Line("good", "A trial run", text)


def _rooms(held: list[str]) -> Iterator[Line]:
    for room, promise in OPTIONAL_LAYERS.items():
        text = f"student code {promise}"
        if room not in held:
            text = f"missing, and not needed: {WITHOUT[room]}. Not promised here: {text}."
        yield Line("good" if room in held else "note", f"Isolation: {room}", text)


def _before(version: tuple[int, int]) -> tuple[int, int]:
    return version[0], version[1] - 1


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))

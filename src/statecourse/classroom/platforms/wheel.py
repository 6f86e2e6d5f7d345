"""The engine as a wheel, made of what is installed: no source tree, no build tool and no network is needed.

It holds no course: an installed one has all solutions, and a bundle takes what it needs.
Sources: the binary distribution format of packaging.python.org.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import statecourse
from statecourse.course.manifest import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHEEL = "Wheel-Version: 1.0\nGenerator: statecourse\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def engine_wheel() -> tuple[str, bytes]:
    """The wheel's name and its bytes, which are the same for the same engine. Raises `CourseError`."""
    try:
        installed = importlib.metadata.distribution("statecourse")
    except importlib.metadata.PackageNotFoundError as problem:
        raise CourseError("statecourse is not installed as a package; install it with pip") from problem
    folder = f"statecourse-{installed.version}.dist-info"
    files = dict(_package_files())
    files[f"{folder}/METADATA"] = (installed.read_text("METADATA") or "").encode()
    files[f"{folder}/WHEEL"] = _WHEEL.encode()
    files[f"{folder}/entry_points.txt"] = (installed.read_text("entry_points.txt") or "").encode()
    files[f"{folder}/RECORD"] = _record(files, f"{folder}/RECORD").encode()
    return f"statecourse-{installed.version}-py3-none-any.whl", zipped(files)


def _package_files() -> Iterator[tuple[str, bytes]]:
    package = Path(statecourse.__file__).parent
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"statecourse/{path.relative_to(package).as_posix()}", path.read_bytes()


def _record(files: dict[str, bytes], own: str) -> str:
    lines = [f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in files.items()]
    return "".join([*lines, f"{own},,\n"])


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def zipped(files: dict[str, bytes], programs: frozenset[str] = frozenset()) -> bytes:
    """A zip file of these files, the same for the same content; ``programs`` may be executed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)  # of 1980, whenever it is made
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, which has rights
            entry.external_attr = (0o100755 if name in programs else 0o100644) << 16
            archive.writestr(entry, data)
    return made.getvalue()

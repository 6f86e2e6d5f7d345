"""A platform's machine: a folder that others may enter, and an environment that is installed without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from statecourse.course.course import Course

if TYPE_CHECKING:
    from collections.abc import Iterator

MINICOURSE = Path(__file__).parents[2] / "minicourse"
_NOT_NEEDED = (
    "statecourse",
    "__editable__",
    "_statecourse",
    "ruff",
    "mypy",
    "playwright",
    "jupyter",
    "nb",
    "axe",
)


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # on another disk
        shutil.copy2(source, target)


@pytest.fixture(scope="session")
def machine() -> Iterator[Path]:
    """An empty folder that every user may enter, as a container has it, with an environment in ``venv``.

    The packages of this environment are in it, but for the engine; so `install.sh` finds all that it needs there.
    """
    folder = Path(tempfile.mkdtemp(prefix="statecourse-machine-"))
    folder.chmod(0o755)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    # As on a platform, a Python that every user may read, if this machine has one like ours.
    python = shutil.which(version, path="/usr/local/bin:/usr/bin") or sys.executable
    subprocess.run([python, "-I", "-m", "venv", "--without-pip", folder / "venv"], check=True)
    inside = Path("lib", version, "site-packages")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        target = folder / "venv" / inside / path.name
        if path.name.startswith(_NOT_NEEDED) or target.exists():
            continue
        if path.is_dir():
            shutil.copytree(path, target, copy_function=_linked, symlinks=True)
        else:
            _linked(str(path), str(target))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def open_python(machine: Path) -> None:
    """Only where every user may read the machine's Python: without Landlock, apps that are other users need that."""
    base = (machine / "venv" / "bin" / "python").resolve()
    if os.geteuid() == 0 and not all(parent.stat().st_mode & 0o001 for parent in base.parents):
        pytest.skip("this machine has no Python that every user may read")


@pytest.fixture(scope="session")
def offline() -> dict[str, str]:
    """The environment of a process that may not ask a package index."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))} | {
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
    }


@pytest.fixture(scope="session")
def with_walk(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The small course, with a check that takes walks, and so compares with the solution."""
    root = tmp_path_factory.mktemp("walking") / "course"
    shutil.copytree(MINICOURSE, root, ignore=shutil.ignore_patterns("__pycache__", ".statecourse"))
    manifest = root / "exercises" / "ex01a_likes" / "exercise.yaml"
    manifest.write_text(
        manifest.read_text().replace("checks:\n", "checks:\n  test_whatever_one_does: 1\n", 1)
    )
    with (root / "graders" / "ex01a_likes" / "test_checks.py").open("a") as file:
        file.write(WALK)
    return Course(root)


WALK = '''

from statecourse.checks import Walk, click


@needs("test_counts_likes")
def test_whatever_one_does(walk: Walk) -> None:
    """Whatever one does, the likes are right."""
    walk([click("Like")], lambda app: {"the likes": number_after(app, "Likes")})
'''

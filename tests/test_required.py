"""What continuous integration requires: no test that it is there for may be skipped in silence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
LACKING = """
import conftest, pytest
from conftest import all_layers
from statecourse.sandbox.confine import Missing

conftest.missing_layers = lambda: (Missing("landlock", "made up"),)

@pytest.mark.usefixtures("all_layers")
def test_confined():
    pass
"""


@pytest.mark.parametrize(("required", "outcome"), [("", "1 skipped"), ("1", "1 error")])
def test_a_missing_layer_skips_or_fails(tmp_path: Path, required: str, outcome: str) -> None:
    """It says which one is missing."""
    (tmp_path / "test_lacking.py").write_text(LACKING)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-pno:cacheprovider", f"--rootdir={tmp_path}", str(tmp_path)],
        env=os.environ | {"STATECOURSE_REQUIRE_ISOLATION": required, "PYTHONPATH": str(HERE)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert outcome in done.stdout
    assert "this system lacks layers of isolation: landlock" in done.stdout


@pytest.mark.parametrize("name", ["sandbox/test_layers.py", "test_hostile.py"])
def test_the_tests_of_isolation_ask_for_all_layers(name: str) -> None:
    """By the one way that heeds what is required."""
    text = (HERE / name).read_text()
    assert re.search(r'^pytestmark = .*pytest\.mark\.usefixtures\("all_layers"\)', text, re.MULTILINE)
    assert "missing_layers()" not in text


def test_continuous_integration_requires_both() -> None:
    """The browser, and the layers."""
    text = (HERE.parent / ".ci" / "run").read_text()
    exported = " ".join(re.findall(r"^export (STATE.*)$", text, re.MULTILINE)).split()
    assert {"STATECOURSE_REQUIRE_BROWSER=1", "STATECOURSE_REQUIRE_ISOLATION=1"} <= set(exported)

"""The editor that is shipped: what it was bundled from, and that it asks for nothing from anywhere."""

from __future__ import annotations

import json
import re

from lesson_pages import ROOT

BUNDLE = (ROOT / "src" / "statecourse" / "templates" / "editor.min.js").read_text("utf-8")


def test_it_is_what_is_pinned_and_has_its_licence() -> None:
    """Whoever changes a version bundles it anew."""
    pinned = json.loads((ROOT / "editor" / "package.json").read_text("utf-8"))["dependencies"]
    assert [f"{name} {version}" for name, version in pinned.items()] == re.findall(
        r"^@\S+ \S+$", BUNDLE, re.MULTILINE
    )
    assert "MIT License" in BUNDLE
    assert "Marijn Haverbeke" in BUNDLE


def test_it_has_all_that_its_source_says() -> None:
    """Its own texts are in the bundle, as they stand in the source now."""
    source = (ROOT / "editor" / "editor.js").read_text("utf-8")
    code = "\n".join(line for line in source.splitlines() if not line.strip().startswith("//"))
    own = [text for text in re.findall(r'"([^"\n]*)"', code) if len(text) > 12 and "/" not in text]
    assert len(own) > 10
    assert [text for text in own if text not in BUNDLE] == []


def test_nothing_is_fetched() -> None:
    """A machine without a network has the whole of it."""
    assert len(BUNDLE) < 400_000
    assert set(re.findall(r"https?://[\w.]+", BUNDLE)) <= {"http://www.w3.org"}
    assert not re.search(r"\bfetch\(|XMLHttpRequest|\bimport\(|\bWebSocket\b", BUNDLE)

"""The page that shows a film: one file, with its data, its look and its script in it."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

import jinja2


def film_page(story: dict[str, Any]) -> str:
    """A film as one HTML page, which needs nothing from anywhere else."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(_part("film.html.j2")).render(
        title=story["title"], look=_part("film.css"), script=_part("film.js"), data=as_data(story), app=""
    )


def live_page(name: str, app: str) -> str:
    """A page with an app, which is served at an address, and its film beside it, which is asked for as it grows."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(_part("film.html.j2")).render(
        title=name, look=_part("film.css"), script=_part("film.js"), data="null", app=app
    )


def as_data(story: dict[str, Any]) -> str:
    """JSON that may stand within a script element: nothing in it ends that element or begins a comment."""
    text = json.dumps(story, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


@cache
def _part(name: str) -> str:
    return (resources.files("statecourse") / "templates" / name).read_text(encoding="utf-8")

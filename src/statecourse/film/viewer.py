"""The page that shows a film: one file, with its data, its look and its script in it."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import jinja2

MAX_WITHIN = 2_000_000
"""Characters of a film's page that may stand within another page."""


def film_page(story: dict[str, Any]) -> str:
    """A film as one HTML page, which needs nothing from anywhere else."""
    return _page(story["title"], data=as_data(story), app="")


def film_frame(story: dict[str, Any]) -> str:
    """A film that stands within another page, folded up. It has none of that page's rights, whatever its texts are."""
    page = film_page(story)
    # Within single quotes, as most of a film is data in double ones.
    escaped = page.replace("&", "&amp;").replace("'", "&#39;") if len(page) <= MAX_WITHIN else ""
    return _rendered("film_frame.html.j2", page=escaped)


def live_page(name: str, app: str) -> str:
    """A page with an app, which is served at an address, and its film beside it, which is asked for as it grows."""
    return _page(name, data="null", app=app)


class Parts(NamedTuple):
    """What draws a film within another page, in a shadow root; the script is a module for `st.components.v2`."""

    html: str
    css: str
    js: str


def film_parts() -> Parts:
    """The parts of a viewer that gets ``{"film": STORY, "number": …, "begin": …}`` as its data, anew where the number is."""
    html = f'<div class="film">{_rendered("film_body.html.j2", title="")}</div>'
    return Parts(html, _part("film.css"), _part("film.js") + _part("film_component.js"))


def _page(title: str, data: str, app: str) -> str:
    body = _rendered("film_body.html.j2", title=title)
    parts = {"body": body, "look": _part("film.css"), "script": _part("film.js") + _part("film_page.js")}
    return _rendered("film.html.j2", title=title, data=data, app=app, **parts)


def _rendered(name: str, **what: str) -> str:
    return _environment().from_string(_part(name)).render(**what)


def as_data(story: dict[str, Any]) -> str:
    """JSON that may stand within a script element: nothing in it ends that element or begins a comment."""
    text = json.dumps(story, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)


@cache
def _part(name: str) -> str:
    return (resources.files("statecourse") / "templates" / name).read_text(encoding="utf-8")

"""Goes to an app's pages, by its menu or by their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from statecourse.app.steps import quoted
from statecourse.checks.expect import CheckFailed
from statecourse.checks.widgets import words_of

if TYPE_CHECKING:
    from statecourse.app.app import App

_TOLD = 10
"""How many pages a message names."""


def page_titles(app: App) -> list[str]:
    """The titles of the app's pages, in the order of its menu."""
    return [str(info["page_name"]) for info in _pages(app)]


def has_page(app: App, title: str) -> bool:
    """Whether the app has a page with this title; emoji and capitals make no difference."""
    return any(words_of(found) == words_of(title) for found in page_titles(app))


def go_to(app: App, title: str) -> App:
    """Click on the page with this title in the menu of pages, and run it. Fails the check if there is none."""
    app._page_hash = _page(app, title)["page_script_hash"]
    return app.run()


def open_at(app: App, title: str) -> App:
    """Another session, which opens the page with this title by its address. ``app`` has been run, as pages are known from that."""
    page = _page(app, title)
    return app.new_session().at_page(page.get("url_pathname", page["page_name"])).run()


def _pages(app: App) -> list[dict[str, Any]]:
    return [dict(info) for info in app._registered_pages.values()]


def _page(app: App, title: str) -> dict[str, Any]:
    found = [page for page in _pages(app) if words_of(str(page["page_name"])) == words_of(title)]
    if not found:
        there = ", ".join(quoted(name) for name in page_titles(app)[:_TOLD] if name)
        raise CheckFailed(
            f"the app has no page {quoted(title)}",
            expected=f"a page {quoted(title)}",
            seen=f"the pages {there}" if there else "no pages",
        )
    return found[0]

"""The way of a run as a picture: what was done, which callback ran first, what the script left."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.lesson.trace import RunRecord, State

# Colours are mixed from the page's own text colour, so that one picture suits light and dark.
STYLE = """
<style>
.way, .way li { list-style: none !important; margin: 0 !important; }
.way { display: flex; flex-wrap: wrap; gap: .5rem; align-items: stretch; padding: 0 0 .8rem !important; }
.way li { flex: 1 1 9rem; border: 1px solid color-mix(in srgb, currentColor 22%, transparent);
  border-radius: .5rem; padding: .5rem .7rem !important; overflow-wrap: anywhere; }
.way b { display: block; font-size: .8rem; font-weight: 600; opacity: .75; }
.way li.none { border-style: dashed; }
.scroll { overflow-x: auto; }
.note { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.note caption { text-align: left; font-weight: 600; padding: .2rem 0 .4rem; }
.note th, .note td { text-align: left; padding: .3rem .6rem; vertical-align: top; overflow-wrap: anywhere;
  border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
.note th { font-size: .8rem; font-weight: 600; opacity: .8; }
.note td { font-family: monospace; font-size: .9rem; }
.note td.changed { background: color-mix(in srgb, #e0a100 26%, transparent); font-weight: 700; }
.note small { font: .75rem sans-serif; opacity: .85; white-space: nowrap; }
</style>
"""


def picture(run: RunRecord) -> str:
    """One run as HTML: its way, and session state along it with what changed."""
    return f"{STYLE}{_way(run)}{_note(run)}"


def _way(run: RunRecord) -> str:
    trigger = run.trigger or ("the page was opened" if run.number == 1 else "nothing on this page")
    callbacks = ", ".join(f"{callback.name}()" for callback in run.callbacks)
    end = f"stopped with {run.error}" if run.error else "ran to its last line"
    steps = [
        ("1. What was done", trigger, ""),
        ("2. Callback, before the script", callbacks or "none", "" if callbacks else "none"),
        (f"3. The script, run {run.number}", end, ""),
    ]
    items = "".join(
        f'<li class="{kind}"><b>{escape(head)}</b>{escape(text)}</li>' for head, text, kind in steps
    )
    return f'<ol class="way">{items}</ol>'


def _note(run: RunRecord) -> str:
    columns = list(_columns(run))
    keys = sorted({key for _, state in columns for key in state})
    if not keys:
        return "<p>Session state is empty: before the run, and after it.</p>"
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head, _ in columns)
    rows = "".join(_row(key, [state for _, state in columns]) for key in keys)
    caption = "Session state: the sticky note along the way"
    return (
        f'<div class="scroll"><table class="note"><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">key</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _columns(run: RunRecord) -> Iterator[tuple[str, State]]:
    yield "before", run.before
    for callback in run.callbacks:
        yield f"after {callback.name}()", callback.after
    if not run.callbacks and run.start != run.before:
        yield "as the script begins", run.start
    yield "after the script", run.after


def _row(key: str, states: list[State]) -> str:
    cells = [f'<th scope="row">{escape(key)}</th>', _cell(states[0].get(key), states[0].get(key))]
    cells += [_cell(here.get(key), before.get(key)) for before, here in pairwise(states)]
    return f"<tr>{''.join(cells)}</tr>"


def _cell(value: str | None, before: str | None) -> str:
    if value is None:
        return '<td class="changed">deleted</td>' if before is not None else "<td>–</td>"
    if value == before:
        return f"<td>{escape(value)}</td>"
    # Said in words, too: colour alone does not reach everyone.
    return f'<td class="changed">{escape(value)} <small>{"new" if before is None else "changed"}</small></td>'

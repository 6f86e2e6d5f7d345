"""One run as HTML: what was done, which callback ran first, and what the script changed."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statecourse.programs.runs import Event, RunRecord, State, WidgetRecord

_MAX_MESSAGE = 140
# Colours are mixed from the page's text colour, so that they suit light and dark.
STYLE = """
<style>
.way, .way li { list-style: none !important; margin: 0 !important; }
.way { display: flex; flex-wrap: wrap; gap: .5rem; align-items: stretch; padding: 0 0 .8rem !important; }
.way li { flex: 1 1 9rem; border: 1px solid color-mix(in srgb, currentColor 22%, transparent);
  border-radius: .5rem; padding: .5rem .7rem !important; overflow-wrap: anywhere; }
.way b { display: block; font-size: .8rem; font-weight: 600; opacity: .75; }
.way li.none { border-style: dashed; }
.scroll { overflow-x: auto; margin-bottom: .6rem; }
.note { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.note caption { text-align: left; font-weight: 600; padding: .2rem 0 .4rem; }
.note th, .note td { text-align: left; padding: .3rem .6rem; vertical-align: baseline; overflow-wrap: anywhere;
  border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
.note th { font-size: .8rem; font-weight: 600; opacity: .8; overflow-wrap: break-word; }
.note td { font-family: monospace; font-size: .9rem; }
.note td.changed { background: color-mix(in srgb, #e0a100 26%, transparent); font-weight: 700; }
.cap { font-size: .9rem; font-weight: 600; margin: .2rem 0 .1rem !important; }
.lines { margin: 0 0 .6rem !important; padding: 0 !important; }
.lines li { list-style: none !important; margin: 0 !important; padding: .15rem .6rem !important;
  font-size: .9rem; overflow-wrap: anywhere; border-left: 3px solid color-mix(in srgb, currentColor 18%, transparent); }
.lines li.state { border-left-color: #e0a100; background: color-mix(in srgb, #e0a100 10%, transparent); }
.lines i { font-style: normal; opacity: .75; margin-right: .4rem; }
.lines b { font-family: monospace; font-weight: 600; }
.lines code, .lines + pre { font-size: .9rem; }
.note small { font: .75rem sans-serif; opacity: .85; white-space: nowrap; }
</style>
"""


def picture(run: RunRecord) -> str:
    """One run as HTML: its steps, the changes of its lines, session state, address, widgets, and output."""
    return f"{STYLE}{_way(run)}{_lines(run)}{_note(run)}{_address(run)}{_widgets(run)}{_said(run)}"


def _way(run: RunRecord) -> str:
    trigger = run.trigger or ("the page was opened" if run.number == 1 else "the program ran again")
    calls = ", ".join(callback.call or f"{callback.name}()" for callback in run.callbacks)
    what = "The fragment alone" if run.fragment else "The script"
    steps = [
        ("1. What was done", trigger, ""),
        ("2. Callback, before the script", calls or "none", "" if calls else "none"),
        (f"3. {what}, run {run.number}{_page(run)}", _end(run), ""),
    ]
    items = "".join(
        f'<li class="{kind}"><b>{escape(head)}</b>{escape(text)}</li>' for head, text, kind in steps
    )
    return f'<ol class="way">{items}</ol>'


def _page(run: RunRecord) -> str:
    return f", page “{run.page}”" if run.page and not run.fragment else ""


def _end(run: RunRecord) -> str:
    if run.error:
        kind, _, message = run.error.partition(":")
        short = message.strip().partition(". ")[0]
        return f"stopped with {kind}: {short[:_MAX_MESSAGE]}"
    if run.end:
        return f"ended by {run.end}" if run.end.startswith("st.") else run.end
    return "ran to its last line"


def _lines(run: RunRecord) -> str:
    """The changes of the callbacks' and the script's lines, in order."""
    groups = [(f"In {c.call or c.name}", c.events) for c in run.callbacks] + [("In the script", run.events)]
    rows = "".join(_event(event, place) for place, events in groups for event in _merged(events))
    if not rows:
        return ""
    variables = {event.name for event in run.events if event.kind == "variable"}
    gone = f"<li><i>the run ends</i> {_names(variables)} gone</li>" if variables and not run.fragment else ""
    return f'<p class="cap">What its lines changed</p><ol class="lines">{rows}{gone}</ol>'


def _names(names: set[str]) -> str:
    listed = ", ".join(f"<code>{escape(name)}</code>" for name in sorted(names))
    return f"{listed} {'is' if len(names) == 1 else 'are'}"


def _merged(events: tuple[Event, ...]) -> list[Event]:
    """The events; repeated changes of a variable by the same line become one, with the last value."""
    found: list[Event] = []
    for event in events:
        last = found[-1] if found else None
        same = last and (last.line, last.kind, last.name) == (event.line, event.kind, event.name)
        found.append(msgspec.structs.replace(event, was=found.pop().was) if same else event)
    return found


def _event(event: Event, place: str) -> str:
    name = escape(f"st.session_state.{event.name}" if event.kind == "state" else event.name)
    where = f"line {event.line}" if place == "In the script" else f"{escape(place[3:])}, line {event.line}"
    if event.value is None:
        change = "deleted"
    elif event.was is None:
        change = f"= <code>{escape(event.value)}</code>"
    else:
        change = f"<code>{escape(event.was)}</code> → <code>{escape(event.value)}</code>"
    return f'<li class="{event.kind}"><i>{where}</i> <b>{name}</b> {change}</li>'


def _note(run: RunRecord) -> str:
    columns = list(_columns(run))
    keys = sorted({key for _, state in columns for key in state})
    if not keys:
        return "<p>Session state is empty, before the run and after it.</p>"
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


def _address(run: RunRecord) -> str:
    """The query in the address after the run, if any."""
    if not run.address:
        return ""
    return f'<p class="cap">The address after the script</p><ul class="lines"><li><b>?{escape(run.address)}</b></li></ul>'


def _widgets(run: RunRecord) -> str:
    """The widgets that session state does not show, or that wait in a form, or are new."""
    rows = "".join(_widget(widget) for widget in run.widgets if not widget.key or widget.form or widget.new)
    return f'<p class="cap">Widgets</p><ul class="lines">{rows}</ul>' if rows else ""


def _widget(widget: WidgetRecord) -> str:
    notes = [] if widget.key else ["no key, so not on the note"]
    notes += ["in a form: what is typed waits in the browser until it is sent"] if widget.form else []
    notes += ["another widget than in the run before, so it begins anew"] if widget.new else []
    return f"<li><b>{escape(widget.label)}</b> <code>{escape(widget.value)}</code> ({'; '.join(notes)})</li>"


def _said(run: RunRecord) -> str:
    """What the run printed, and what Streamlit logged."""
    texts = {
        "Printed in the terminal": run.printed,
        "Logged by Streamlit in the terminal": "\n".join(run.logged),
    }
    return "".join(
        f'<p class="cap">{head}</p><pre>{escape(text)}</pre>' for head, text in texts.items() if text
    )


def _row(key: str, states: list[State]) -> str:
    cells = [f'<th scope="row">{escape(key)}</th>', _cell(states[0].get(key), states[0].get(key))]
    cells += [_cell(here.get(key), before.get(key)) for before, here in pairwise(states)]
    return f"<tr>{''.join(cells)}</tr>"


def _cell(value: str | None, before: str | None) -> str:
    if value is None:
        return '<td class="changed">deleted</td>' if before is not None else "<td>–</td>"
    if value == before:
        return f"<td>{escape(value)}</td>"
    # In words, too, as not everyone sees the colour.
    return f'<td class="changed">{escape(value)} <small>{"new" if before is None else "changed"}</small></td>'

"""Streamlit on a machine so busy that all comes late: run as `python tests/slow_server.py run SCRIPT OPTIONS`.

A run of a page ends only when all its fragments wait for their turn, and the browser is sent nothing
before the fragments have had it, and then first what the page alone has sent. The parts of a lesson that are drawn anew where something has changed are so
each second here, changed or not.
"""

from __future__ import annotations

import time

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.web.cli import main

from statecourse.programs import live

SECONDS = 10
"""How long a page's run waits at most: a fragment may be gone."""

on_script_start = ScriptRunContext.on_script_start
flush_browser_queue = AppSession.flush_browser_queue
on_event = AppSession._handle_scriptrunner_event_on_event_loop


def late_start(ctx):
    """Wait for the fragments of the page as it was."""
    until = time.monotonic() + SECONDS
    while not (ctx.fragment_ids_this_run or all_wait(ctx)) and time.monotonic() < until:
        time.sleep(0.01)
    on_script_start(ctx)


def all_wait(ctx):
    """Whether each fragment of the page as it was has asked for its turn."""
    return set(ctx.fragment_storage._fragments) <= set(ctx.script_requests._rerun_data.fragment_id_queue)


GAP = 0.3
"""How long the browser is left with what a run of the page has sent until it gets what its parts have."""
waiting = {}
"""What was sent in a session and is still on its way."""
opened = set()
"""The sessions whose page was sent whole once: a part of a page that a browser has not yet breaks it, in Streamlit itself."""


def late_flush(session):
    """Nothing as long as something runs; then what runs of the page have sent, one after another, and the rest."""
    if session._scriptrunner is not None:
        return []
    late = waiting[session.id] = waiting.get(session.id, []) + flush_browser_queue(session)
    ends = [(at, each) for at, each in enumerate(late, 1) if each.WhichOneof("type") == "script_finished"]
    if ends:
        opened.add(session.id)
    whole = [at for at, each in ends if each.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY]
    sent = late[: whole[0]] if whole else late[:]
    del late[: len(sent)]
    if late:
        session._event_loop.call_later(GAP, session._message_enqueued_callback)
    return sent


def wake_at_the_end(session, *event):
    """Have the messages sent when nothing runs any more."""
    on_event(session, *event)
    if session._scriptrunner is None:
        session._message_enqueued_callback()


def always(watch, part, _stamp, _before):
    """Draw a part anew, as long as its page is open."""
    if part.session in opened and not live.run_fragment(part):
        with watch._lock:
            watch._parts.pop((part.session, part.fragment), None)


live._LOOK_SECONDS = 1.0
live.Watch._compare = always
ScriptRunContext.on_script_start = late_start
AppSession.flush_browser_queue = late_flush
AppSession._handle_scriptrunner_event_on_event_loop = wake_at_the_end

if __name__ == "__main__":
    main(prog_name="streamlit")

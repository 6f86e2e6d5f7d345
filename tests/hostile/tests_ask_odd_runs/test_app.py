import gc

from statecourse.apptest import messages
from statecourse.sandbox.channel import Channel
from statecourse.sandbox.messages import Trouble
from statecourse.codec.values import plain

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))
NOTHING = plain({})


def ask(request):
    channel.send(request)
    return channel.receive(messages.Reply)


def run(session, timeout=3.0, **more):
    user = plain({"email": "test@example.com"})
    return ask(messages.Run(session, None, NOTHING, NOTHING, user, NOTHING, "", timeout, **more))


def test_asks():
    assert isinstance(ask(messages.Call(7, [])), Trouble | messages.Returned)
    assert isinstance(run(-(2**62), float("nan")), messages.Page)
    assert isinstance(run(2**62, -1.0, fragment_id="x", clear_cache=True), messages.Page)
    for number in range(200):
        assert isinstance(run(number), messages.Page)

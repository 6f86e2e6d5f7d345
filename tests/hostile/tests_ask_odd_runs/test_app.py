import gc

from statecourse import wire
from statecourse.values import plain

channel = next(thing for thing in gc.get_objects() if isinstance(thing, wire.Channel))
NOTHING = plain({})


def ask(request):
    channel.send(request)
    return channel.receive(wire.Reply)


def run(session, timeout=3.0, **more):
    user = plain({"email": "test@example.com"})
    return ask(wire.Run(session, None, NOTHING, NOTHING, user, NOTHING, "", timeout, **more))


def test_asks():
    assert isinstance(ask(wire.Call(7, [])), wire.Trouble | wire.Returned)
    assert isinstance(run(-(2**62), float("nan")), wire.Page)
    assert isinstance(run(2**62, -1.0, fragment_id="x", clear_cache=True), wire.Page)
    for number in range(200):
        assert isinstance(run(number), wire.Page)

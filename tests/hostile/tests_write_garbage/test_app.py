import gc

from statecourse.sandbox.channel import Channel

next(thing for thing in gc.get_objects() if isinstance(thing, Channel))._sock.sendall(b"\0\0\0\7garbage")


def test_none():
    pass

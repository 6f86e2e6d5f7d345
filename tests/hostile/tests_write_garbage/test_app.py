import gc

from statecourse import wire

next(thing for thing in gc.get_objects() if isinstance(thing, wire.Channel))._sock.sendall(b"\0\0\0\7garbage")


def test_none():
    pass

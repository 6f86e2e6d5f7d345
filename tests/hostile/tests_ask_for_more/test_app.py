import gc

from statecourse import wire

channel = next(thing for thing in gc.get_objects() if isinstance(thing, wire.Channel))


def test_reads_files():
    channel.send(wire.ReadFiles())
    files = channel.receive(wire.Reply)
    assert "app.py" not in files.files, "BREACH: the app's text"

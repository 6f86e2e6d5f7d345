import gc

from statecourse.apptest import messages
from statecourse.sandbox.channel import Channel

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))


def test_reads_files():
    channel.send(messages.ReadFiles())
    files = channel.receive(messages.Reply)
    assert "app.py" not in files.files, "BREACH: the app's text"

import gc
import os

from statecourse.apptest import messages
from statecourse.sandbox.channel import Channel

channel = next(thing for thing in gc.get_objects() if isinstance(thing, Channel))
channel.send(messages.Tested([messages.Outcome("test_forged", passed=True)]))


def test_none():
    assert os.getpid() == 0

import time

from statecourse.sandbox.channel import Channel

Channel.send = lambda self, message, **kwargs: time.sleep(600)

import time

from statecourse.channel import Channel

Channel.send = lambda self, message, **kwargs: time.sleep(600)

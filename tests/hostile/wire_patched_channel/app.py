import time

from statecourse.wire import Channel

Channel.send = lambda self, message, **kwargs: time.sleep(600)

import time


def test_waits():
    time.sleep(1000)

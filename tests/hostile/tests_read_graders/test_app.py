import os

from tries import refused, targets

graders = targets["graders"].replace("ex01a_likes", "ex13a_write_the_tests")
for name in ("test_checks.py", "catalogue.json", "apps/right/as_given.py", "apps/wrong/below_zero.py"):
    path = os.path.join(graders, name)
    refused(lambda: open(path).read())
    refused(lambda: os.listdir(os.path.dirname(path)))


def test_nothing_was_read():
    pass

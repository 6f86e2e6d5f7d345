import gc
import inspect
import linecache
import sys

from tries import targets

# Put together here, so that what is found is not this very text.
SECRETS = ["".join(parts) for parts in (("test_counts_", "beside"), ("Typing a name ", "adds"), ("shared_", "by_all"))]


def holds(thing):
    return type(thing) is str and len(thing) < 10_000 and any(secret in thing for secret in SECRETS)


def search():
    for thing in gc.get_objects():
        if thing is SECRETS:
            continue
        if type(thing) in (list, tuple, set):
            found = [part for part in list(thing) if holds(part)]
        elif type(thing) is dict:
            found = [part for pair in list(thing.items()) for part in pair if holds(part)]
        else:
            continue
        if found:
            raise SystemError(f"BREACH: {found}")
    for frame in inspect.stack():
        if holds(frame.filename):
            raise SystemError("BREACH: a frame")
    if any("graders" in name for name in linecache.cache):
        raise SystemError("BREACH: lines of a check")


if not hasattr(sys, "searched"):
    sys.searched = True
    search()

import glob
import os
import sys

from tries import refused, targets

course = os.path.dirname(os.path.dirname(targets["graders"]))
for folder in (course, os.path.join(course, "solutions"), os.path.join(sys.prefix, "share")):
    refused(lambda: os.listdir(folder))
    if found := glob.glob(os.path.join(folder, "**", "*.py"), recursive=True):
        raise SystemError(f"BREACH: {found}")
refused(lambda: open(os.path.join(course, "solutions", "ex01a_likes", "app.py")))
refused(lambda: open(os.path.join(sys.prefix, "share", "statecourse", "solutions", "x")))

import os
import pathlib

mark = pathlib.Path("mark.txt")
pids = set(mark.read_text().split()) if mark.exists() else set()
if pids - {str(os.getpid())}:
    raise SystemError("BREACH: an earlier check's file")
mark.write_text(str(os.getpid()))

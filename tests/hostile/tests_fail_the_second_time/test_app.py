import contextlib
import os
import tempfile
from pathlib import Path

PLACES = [Path.cwd(), Path(__file__).parent, Path(tempfile.gettempdir()), Path.home(), Path("/tmp"), Path("/dev/shm")]
seen = 0
for place in PLACES:
    mark = place / "statecourse-was-here"
    with contextlib.suppress(OSError):
        seen += mark.exists() and os.getppid() != 0 and mark.read_text() != str(os.getpid())
        mark.write_text(str(os.getpid()))


def test_not_the_first_time():
    assert not seen

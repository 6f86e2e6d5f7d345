import os
import sys
import tempfile
from pathlib import Path

from streamlit.testing.v1 import AppTest

app = AppTest.from_file("app.py").run()
HERE = Path(__file__).parent
SAID = [*sys.argv, *os.environ.values(), os.getcwd(), tempfile.gettempdir(), app._script_path, app._page_hash]
SAID += [str(path) for path in HERE.parent.rglob("*")] + [repr(app.query_params), repr(app._registered_pages)]
SAID += [repr(app.page), repr(app)]
WORDS = ("wrong", "right", "below_zero", "shared_by_all", "forgets", "graders", "ex13a", "as_given", "callbacks")


def test_names():
    assert not [(word, text[:80]) for word in WORDS for text in SAID if word in text]


def test_times():
    written = {name: (HERE / name).stat() for name in ("app.py", "test_app.py")}
    assert written["app.py"].st_mtime >= written["test_app.py"].st_mtime - 3600
    assert len({status.st_uid for status in written.values()}) == 1

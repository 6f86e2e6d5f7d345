import gc
import inspect
import linecache
import os
import sys
from pathlib import Path

from streamlit.testing.v1 import AppTest

app = AppTest.from_file("app.py").run()
app.session_state["sales"] = app.session_state["sold"] = None
app.button(key="sell").click().run()
HERE = Path(__file__).parent
TEXTS = [HERE.joinpath("app.py").read_text(), repr(vars(app)), repr([e.stack_trace for e in app.exception])]
for path in HERE.parent.rglob("*"):
    if path.is_file() and "test_app" not in path.name:
        TEXTS.append(path.read_text(errors="replace"))
TEXTS += ["".join(lines) for _, _, lines, name in [e for e in linecache.cache.values() if len(e) == 4] if "test_app" not in name]
TEXTS += [inspect.getsource(module) for name, module in list(sys.modules.items()) if name in {"app", "__main__"} and hasattr(module, "__file__")]


def test_text_of_the_app():
    assert not [text for text in TEXTS if "PRICES" in text or "sales = []" in text]

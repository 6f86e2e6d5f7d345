"""Which libraries the warm server imports for an answer. It follows from the text of the answer's files.

Not in `guest`, which imports them in the server: the judge decides, and needs no Streamlit for that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from statecourse.course.answer_files import SubmissionError, opened_files

if TYPE_CHECKING:
    from pathlib import Path

_MAX_BYTES = 2**20
"""As much of an answer's text as is looked through."""


class Library(NamedTuple):
    """A library that an answer may need."""

    words: str
    """A regular expression that matches the text of an answer that needs it."""
    app: str
    """An app that uses it as most apps do, so that its own lazy imports are done, too."""


_A_TEXT = r"""[fFrRbB]{0,2}["']|[0-9)]"""

LIBRARIES = {
    "pytest": Library(
        r"streamlit\.testing|pytest", "import pytest\nimport statecourse.apptest.student_tests"
    ),
    "pandas": Library(
        r"pandas|numpy|pyarrow|[dD]ata_?[fF]rame|data_editor|_chart\b|\btable\(|\bmap\(|sklearn"
        rf"|\bst\.write\(\s*(?!{_A_TEXT}|\s)",  # of what may be a list, which Streamlit shows by pandas
        "import pandas\nst.write({'a': 1})\nst.dataframe(pandas.DataFrame({'a': [1]}))",
    ),
    "altair": Library(
        r"altair|(?:line|bar|area|scatter|vega_lite)_chart\b",
        "import pandas\nst.line_chart(pandas.DataFrame({'a': [1]}))",
    ),
    "matplotlib": Library(
        r"matplotlib|pyplot|seaborn",
        "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1])\n"
        "st.pyplot(figure)\nplt.close('all')",
    ),
    "sklearn": Library(
        "sklearn",
        "import sklearn.cluster, sklearn.datasets, sklearn.ensemble, sklearn.linear_model, sklearn.metrics\n"
        "import sklearn.model_selection, sklearn.neighbors, sklearn.preprocessing, sklearn.tree",
    ),
}
"""Well-known libraries that are slow to import, in the order in which they are imported.

The warm server is trusted, so it imports no others, whatever an answer names.
"""

_PATTERNS = {name: re.compile(library.words.encode()) for name, library in LIBRARIES.items()}
_DEPENDENCIES = {"numpy", "pyarrow", "narwhals", "PIL", "scipy", "joblib", "threadpoolctl", "dateutil", "six"}
"""Modules that these libraries import themselves."""


def libraries_of(folder: Path) -> tuple[str, ...]:
    """The libraries that a Python file in the app's folder names or needs.

    They follow from the answer alone, so that it finds the same modules loaded whatever else is graded. If the
    answer has a module of its own under such a name, there are none, so that it imports its own.
    """
    try:
        scripts = {
            f.path.relative_to(folder): f.read() for f in opened_files(folder) if f.path.suffix == ".py"
        }
        return _named_in(scripts)
    except (SubmissionError, OSError):
        return ()  # it will not be run


def _named_in(scripts: dict[Path, bytes]) -> tuple[str, ...]:
    own = {path.parts[0].removesuffix(".py") for path in scripts}
    if own & (_DEPENDENCIES | set(LIBRARIES)):
        return ()
    text = b"\n".join(scripts.values())[:_MAX_BYTES]
    return tuple(name for name, pattern in _PATTERNS.items() if pattern.search(text))

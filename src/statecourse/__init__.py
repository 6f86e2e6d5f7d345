"""Persisting State Explained: a course on keeping state in Streamlit, graded by running the app.

What a check needs is here: ``expect`` and ``needs``. Everything else is for the command line.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("statecourse")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0+unknown"

__all__ = ["__version__"]

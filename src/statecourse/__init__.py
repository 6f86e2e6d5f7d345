"""Persisting State Explained: a course on keeping state in Streamlit, graded by running the app.

What a check needs is here: ``expect`` and ``needs``. Everything else is for the command line.
"""


def version() -> str:
    """The version of this package, such as ``0.1.0``."""
    from importlib import metadata  # noqa: PLC0415  # takes longer than all else that every command needs

    try:
        return metadata.version("statecourse")
    except metadata.PackageNotFoundError:  # a checkout that was never installed
        return "0+unknown"


__all__ = ["version"]

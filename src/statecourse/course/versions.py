"""The versions of Streamlit: which ones were tried, and what it means that something needs a newer one.

A module of its own, as manifests, the judge, lessons and `doctor` each need a part of it.
"""

from __future__ import annotations

import functools
import importlib.metadata
import re

SUPPORTED = ((1, 62), (1, 68))
"""The first supported version, and the first that has not been tried: ``make matrix`` tries them."""


def refuse_unknown(version: str) -> None:
    """Raise ValueError for what is no version, or a newer one than was tried. Empty means no version."""
    found = re.fullmatch(r"1\.\d\d?", version)
    if version and not (found and numbers(version) < SUPPORTED[1]):
        newest = f"{SUPPORTED[1][0]}.{SUPPORTED[1][1] - 1}"
        raise ValueError(
            f'"{version}" is no known version of Streamlit; write one up to "{newest}", as "1.65"'
        )


def lacks(version: str) -> str:
    """Says that the installed Streamlit is older than ``version``; empty if it is not, or if there is no ``version``."""
    if not version or numbers(installed()) >= numbers(version):
        return ""
    return f"needs Streamlit {version} or newer, and this is {installed()}"


@functools.cache
def installed() -> str:
    """The version that is here."""
    return importlib.metadata.version("streamlit")


def numbers(version: str) -> tuple[int, ...]:
    """The first two parts of a version, to compare it by."""
    return tuple(int(part) for part in version.split(".")[:2])

"""SVG pictures in a lesson's folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from pathlib import Path


def show_picture(path: Path) -> None:
    """Show an SVG. Its ``<title>`` and ``<desc>`` become its text for those who do not see it."""
    svg = path.read_text(encoding="utf-8")
    said = re.findall(r"<(title|desc)>(.*?)</\1>", svg, re.DOTALL)
    st.image(svg, alt=". ".join(" ".join(text.split()).rstrip(".") for _, text in said) + ".")

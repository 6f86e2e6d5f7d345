"""Checks on one answer, judges as processes, and the reason by behaviour."""

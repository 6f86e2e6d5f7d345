"""Imported once, so there is one lock for all sessions."""

from threading import RLock

file_lock = RLock()

"""The film of a run: what happened in an app, line by line, to be stepped through forwards and backwards.

The worker records (`apptest/camera`), the app under check collects (`app.server.filming`). Here that becomes a story as
plain data (`story`), and a page that shows it (`viewer`), which is one file without anything beside it. No verdict
depends on a film, and all of it is the word of a stranger: texts, which are escaped where they are shown.

It imports the rooms up to `app`. Begin with `story`, then `viewer`.
"""

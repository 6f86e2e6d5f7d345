"""The film of a run: what happened in an app, line by line, to be stepped through forwards and backwards.

The `camera` records in the worker, in the script's own thread. What it keeps travels as a `reel`: short texts and numbers.
`story` makes data of it for the `viewer`, which is one HTML page with everything in it, or a part of another page. No verdict depends on a film, and all of
it is the word of a stranger: it is bounded where it is recorded, and escaped where it is shown.

The room imports `course`, which says what files an app has. Begin with `reel`, then `camera`, `story`, `viewer`. Beside the
camera, `monitoring` follows lines (`tracing` before Python 3.12), and `texts` and `beside` look at values, but not at what
cannot have changed. Who collects the shots is the server of the app under check (`app/server`); an app that is served live
is filmed by `programs/live_film`.
"""

"""The programs of a lesson: they run, their runs are recorded, and tests hold them to what the lesson says.

This room imports `course`, `sandbox`, `codec`, `film`, `apptest`, `runtime`, `app` and `checks`. A program is a Streamlit
script of the course or a learner's change of it, and it runs in one of three places: in a session of the page's own
server, on a server of its own (rounds with ``own_server``), or in the sandbox of the checks (``confined`` and
``tests``). Wherever it plays, `stage` records each run into a file, and the lesson's page shows those records.

Begin with `program`: a round's program on the page. Then how it is played and recorded:

- `stage`: plays a program in its session, and records each run.
- `runs`: the records, and the files that hold them.
- `run_picture`: one run as HTML; `run_film`: all of them line by line, to be stepped through.
- `servers`: Streamlit servers for programs and for learners' apps; `ports`: free ports for them.
- `confined`: programs and tests in the sandbox.

How authors' promises are tested:

- `doing`: steps such as ``click "Add one"``, and how they are played.
- `promises`: whether a program does what its round says.

What pages need besides:

- `live`: parts of a page that are redrawn when something changes.
- `problems`: a `CourseError` as a line on the page.
"""

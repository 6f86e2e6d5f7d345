"""A class: hand-ins in, results out.

`statecourse grade` takes a folder with a folder or a zip file for each student, grades what it has no report on yet,
and writes grades as CSV and JSON and a page of feedback for each student. A run that is stopped at any moment loses
nothing: each report is saved as it comes, and the same command goes on from there. `nbgrader`, a room of its own
inside this one, does the same for notebooks, and needs the extra ``classroom``.

What was handed in is hostile. Nothing of it is executed here: files are opened without following links, zip files
are unpacked by a process with limits, and the judge runs the apps in workers.

It imports the rooms `course`, `report`, `sandbox` and `judge`, and knows nothing of lessons.

Begin with `grade`: `grade_folder` is the whole way from hand-ins to results. Then:

- `handins`: finds each student's submissions in a folder or a zip file
- `unzip`: refuses zip files with odd entries or too much in them; `unzip_process` is the program that unpacks
- `output`: the results folder, locked for one run at a time
- `store`: the reports so far, in SQLite
- `fingerprint`: what a report depends on beside the answer; where it changes, a report no longer counts
- `temporary`: a temporary folder that is deleted even where the run was killed
- `export`, `judging`, `prepare`, `reader`, `release`, `renamed`, `restore`: old names of modules in `nbgrader`, for
  courses whose ``nbgrader_config.py`` was made when they lay here
"""

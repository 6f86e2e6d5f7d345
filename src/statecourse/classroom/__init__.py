"""A class: hand-ins in, results out.

`statecourse grade` takes what a class handed in, as a platform gives it, grades what it has no report on yet, and
writes grades as CSV and JSON and a page of feedback for each student. A run that is stopped at any moment loses
nothing: each report is saved as it comes, and the same command goes on from there. Four rooms of their own are
inside this one: `layouts` (how platforms lay out what was handed in), `handins` (who handed in what, and when),
`nbgrader`, which does the same for notebooks and needs the extra ``classroom``, and `summary`, what the teacher sees
of the class.

What was handed in is hostile. Nothing of it is executed here: files are opened without following links, zip files
are unpacked by a process with limits, and the judge runs the apps in workers.

It imports the rooms `course`, `report`, `sandbox` and `judge`, and knows nothing of lessons.

Begin with `grade`: `grade_folder` is the whole way from hand-ins to results. Then:

- `results`: what a class got, as data
- `isolation`: whether student code can be kept from doing harm here, and by which layers
- `cluster`: the same on a Dask cluster; needs the extra ``cluster``
- `unzip`: refuses zip files with odd entries or too much in them; `unzip_process` is the program that unpacks
- `output`: the results folder, locked for one run at a time
- `store`: the reports so far and those before them, in SQLite
- `table`: a table that a teacher has, such as a roster or a gradebook
- `changes`: what a grading says otherwise than the one before, and why
- `standing`: how far a grading is, for whoever waits for it
- `explain`: runs one check on one answer again, for a dispute
- `fingerprint`: what a report depends on beside the answer; where it changes, a report no longer counts
- `temporary`: a temporary folder that is deleted even where the run was killed
- `export`, `judging`, `prepare`, `reader`, `release`, `renamed`, `restore`: old names of modules in `nbgrader`, for
  courses whose ``nbgrader_config.py`` was made when they lay here
"""

"""Formats of marks: what other programs read of a class's results.

A new format is one file here with a `FORMAT`, and a test; `known` finds it. A format is handed `Results`, and gives
text: it opens nothing for writing, prints nothing, and knows no exercise. What comes from a student in it is made
harmless for whoever reads it: no formula in a table, no markup, no command of a log.

It imports the rooms `course` and `report`, and of `classroom` the results and how a cell of a table is made inert.

Begin with `format`: what a format is, and how they are found. Then:

- `marks`: each student with their marks, for formats that need no more than that; `verdicts`: each check as the
  formats of test reports see it
- `people`, `filling`: whose row of a teacher's own table is whose, and how marks go into it
- `canvas`, `moodle`: the tables that are filled in
- `wide`, `gradescope`, `classroom50`, `github`, `junit`: those that are written new
- `export`: writes them, for `statecourse marks` and `grade --format`
"""

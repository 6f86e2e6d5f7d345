"""nbgrader: exercises as notebooks, graded by the judge. Needs the extra ``classroom``.

nbgrader runs students' notebooks in a kernel, with the teacher's rights. Here its own commands work on a course
whose ``nbgrader_config.py`` replaces the steps that do so: the answer is read out of the notebook, the judge grades
it in a worker, and its verdict becomes the outputs of the check cells, from which nbgrader reads scores. No cell of
a student is run. `docs/nbgrader.md` is the teacher's page.

It imports the rooms `course`, `report`, `sandbox` and `judge`, and of `classroom` how a notebook is read
and what is an answer (`handins`), and how a cell of a table is made inert.

Begin with `setup`: `statecourse nbgrader init` makes the course, and its ``nbgrader_config.py`` (see
`templates/nbgrader_config.py.j2`) names every plugin below with its place in nbgrader's commands. Then:

- `make_notebook`: the notebook of an exercise
- `settings`: the settings that all plugins share
- `release` (generate_assignment): takes out the solution and the hidden checks
- `stand_in` (autograde, at first): writes a notebook for students who handed in something else
- `prepare` (autograde, before and after each student): moves unsafe files aside
- `reader` (autograde): reads each notebook, and holds the state of the run
- `restore` (autograde, first step): rebuilds the notebook from the gradebook and the student's texts;
  `handins.notebook_cells` finds the answer, `safe_markdown` makes other texts safe to show
- `judging` (autograde, second step): writes the judge's verdicts as outputs and scores; `batch` has judges grade
  ahead of nbgrader
- `export` (export): a CSV file with a row for each check
- `gradebook`: writes the results of `statecourse grade` into nbgrader's gradebook
"""

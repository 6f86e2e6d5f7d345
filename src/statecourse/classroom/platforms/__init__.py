"""Grading on a platform: one hand-in at a time, on a machine that the platform gives and throws away.

Gradescope runs an autograder in a container; GitHub Actions and Classroom 50 run a job for a student's repository. Each
gets a bundle: the engine as a wheel, and of the course what the exercises need. `docs/platforms.md` is the teacher's
page.

The checks and the solutions, with which walks compare, have to be where the student's code runs. The sandbox keeps it
from them; where a layer is missing, so do another user's rights to files; and what then holds is said.

It imports the rooms `course`, `report`, `sandbox` and `judge`, and of `classroom` the results, their formats, and the rule for
what in a hand-in is the answer.

Begin with `one`: it grades one hand-in. Then:

- `bundle`: what travels; `wheel` makes the engine's wheel of what is installed
- `gradescope`: makes an autograder's zip file, and is what runs in it
- `workflow`: makes what a teacher's repository needs, and is what runs in a job
- `isolation`: what keeps the student's code where it is, in sentences for the teacher
"""

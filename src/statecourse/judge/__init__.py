"""The judge: runs the checks of an exercise on an answer, and says why it failed.

A `Job` goes in, an exercise and a folder with an answer; a `Report` comes out. pytest runs the checks here, while the
apps that they check run in workers of `sandbox`: nothing of an answer is imported or executed in this room. It decides
what counts as a failure of the app and what as an error of the grader, and when a judge has waited long enough.

It imports `checks`, `app`, `runtime`, `apptest`, `codec`, `sandbox`, `course` and `report`. `grade`, `verify`, `watch`,
lessons, notebooks and nbgrader use it through `judges`, and only `check`, which has to start quickly, calls `run` itself.

Begin with `run`: its `grade_job` is the way from a job to a report.

- `run`: collects the checks once, and runs them on one submission after another.
- `check_plugin`: the fixtures that checks ask for, their prerequisites and outcomes, as a plugin of pytest.
- `time_limit`: interrupts a check that a hostile page keeps busy.
- `outcome`: turns the exception of a check into a failure that a student can read, or finds the grader at fault.
- `reasons`: the catalogue of wrong answers, and which misconception an answer's behaviour names.
- `replay`: runs failed checks once more with fixed inputs, to get that behaviour.
- `judges`: judge processes and their queue, `Judges.submit(job)`, and the messages between both sides.
- `judge_process`: the program of such a process, with its limits of memory and disk.
- `pytest_plugin`, `by_hand`: the same checks under plain ``pytest graders/…``.
"""

"""What authors of exercises and lessons have: ``verify``, which holds them against a contract, and ``new``.

The contract makes exercises fair: each solution and right answer passes, each wrong one fails with just its own
misconception, each check is failed by some answer, and nothing that a student needs is missing. Whatever breaks it is a
`Finding`, which says where it is and what to do. No judge and no lesson needs this room.

It imports `judge` to grade the known answers, `programs`, `runtime` and `sandbox` to play lessons, `course` and `report`;
only `cli` uses it.

Begin with `verify`: its function of that name lists the steps.

- `verify`: has all known answers of exercises graded, compares the reports, and writes the catalogue of reasons.
- `exercise_files`: what can be read off an exercise's files, before anything is run.
- `risky_checks`: code of checks that some answer would make an error of the grader.
- `lesson_contract`: the same for lessons; their programs are played to see whether they do what the text says.
- `scaffold`: writes the first files of a new exercise or lesson.
"""

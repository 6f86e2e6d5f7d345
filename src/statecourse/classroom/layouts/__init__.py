"""How platforms lay out what was handed in, and the question to ask where no layout fits.

A layout sees names alone, and says which student or group each stands for. A new platform is a
`Layout`, with an entry in `recognise.LAYOUTS`, a section of `docs/grading.md`, and a test with a download as it really is.

What is here was named by platforms, and in part by students: a name is never taken for more than a name.

It imports the rooms `course` and `report`, and of `classroom`, `results`.

Begin with `entry`: an entry, and `Layout`, the interface. Then:

- `recognise`: which layout a download has, or the question with what was seen and what to type
- `platforms`: Canvas, Moodle and Blackboard, which name each file; `gradescope`, whose export has a list beside
- `repositories`: one a student, as GitHub Classroom and Classroom 50 give them
- `folders`: our own layout, and nbgrader's, which is the same
- `pattern`: whatever else, by the teacher's regular expression
- `listing`: what lies in a folder, and which exercises names tell of
"""

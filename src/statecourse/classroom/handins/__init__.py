"""What a class handed in, from any platform's download: who handed in what, when, and where its files lie.

`docs/grading.md` is the teacher's page: what to download where, and what to type. Where a download's layout cannot
be told (room `layouts`), the teacher is asked. Whatever else is wrong is one student's problem, and that student's
row says so.

What was handed in is hostile: no link is followed, zip files are unpacked by a process with limits, one budget a
student, and nothing is executed, not even git.

It imports the rooms `course`, `report` and `sandbox`, and of `classroom` `layouts`, `results` and `unzip`. It knows
nothing of nbgrader, whose room imports it.

Begin with `read`: `read_handins` is the whole way. Then, in the order of that way:

- `download`: opens zip files and folders down to the folder with the entries
- `answer`: the one rule for what is the answer; `notebook_file` and `notebook_cells` read one out of a notebook
- `students`: whose it is by the `roster`, which attempt counts, who is missing, and, with `dates` and `lateness`, what
  is late
- `found`: what all of this comes to, and what a teacher can say of a download
"""

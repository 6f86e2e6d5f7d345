"""The course on disk: what authors write, what a student hands in, and how far a learner is.

This room imports only `report`, for the results that it keeps. It reads files and never runs them: nothing here
knows Streamlit or pytest. A fault of an author is a `CourseError`, a fault in an answer a `SubmissionError`;
both are one line that names the file and says what to do.

Begin with `course`: a `Course` is a folder, and an `Exercise` its parts, found by path and id. What authors write:

- `course`: where exercises, solutions, graders and lessons lie.
- `manifest`: ``course.yaml`` and ``exercise.yaml``, typed, with errors in plain words.
- `limits`: what an app may use; `budget`: what one submission has used of its seconds.
- `check_list`: an exercise's checks, read from their source.
- `lesson_text`: the Markdown of lessons and their rounds.
- `packages`: packages that a course promises and a machine lacks.

What a student hands in:

- `submission`: an answer, its seed and its digest, and the `Job` of grading it.
- `answer_files`: which of its files count; `opening`: how to read them from a folder that may change meanwhile.
- `answer_folder`: an answer from a notebook as such a folder.

What a learner has:

- `progress`: tries, points, hints and predictions; `whole_file`: how files are written atomically.
- `stubs`: the app as it began, to go back to.
- `installed`: the course that the package brings, and a copy of it.
"""

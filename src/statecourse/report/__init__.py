"""A verdict as data, and then as words: in a terminal, Markdown, HTML, or a notebook's cell.

This room imports nothing of ours. A judge makes a `Report` of `CheckResult`s; a failed one has a `Failure`
with what was done, expected and seen. A renderer asks `words.parts_of` for the parts of a failure, each with a
role and a label, and only decides how a part looks. Texts in a report may come from a student's app: every
renderer passes them through `words.safe`, and escapes them for its own format.

Begin with `report`:

- `report`: what a judge finds, as frozen data; the JSON of the course is made of it.
- `words`: a failure as parts, as plain lines, and the sentences that all renderers share.
- `terminal`: reports and messages on the command line, through rich.
- `files`: a student's feedback as Markdown and as HTML, and one check's result as a table for a notebook.
"""

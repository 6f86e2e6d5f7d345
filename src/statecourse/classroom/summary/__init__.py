"""What the teacher sees of a class: one summary, as data, and a page and a Streamlit app that show it.

It tells nothing that decides a point: how the points are distributed, which checks most failed, which misconceptions
are behind that and what to teach again, whom to look at, and which answers are copies of one another.

It imports `report` and `course`, and of the `classroom` around it `results`, `store` and `grade`. What students wrote is
read by a process with limits, and escaped wherever it is shown.

Begin with `model`, which is all that is shown. Then:

- `gather`: makes it, in one pass over the results
- `look`: who needs a look, and why
- `prints`: what is seen of an answer without running it, kept in the store; `prints_process` is the program that reads
- `copies`: answers that are alike up to renaming, by their prints
- `page`: the summary as an HTML page that needs nothing else
- `app`: the summary as a Streamlit app, for `statecourse report`
"""

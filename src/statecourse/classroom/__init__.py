"""nbgrader: exercises as notebooks, graded by the judge. Needs the extra ``classroom``.

Nothing of what a student handed in is executed here or in a kernel: the preprocessors read the
answer out of the notebook, the judge grades it in a worker, and its verdict becomes the outputs of
the check cells, which is where nbgrader reads scores from.
"""

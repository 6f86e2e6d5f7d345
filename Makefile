# What the README begins with: `make learn`, `make test` and `make quick`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: learn test quick lint types tests verify bench bench-class fuzz matrix editor constraints clean

learn: $(VENV)/.learn
	$(BIN)/statecourse learn

test: lint types verify tests

lint: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.test
	$(BIN)/mypy
	$(BIN)/mypy --python-version 3.13 src/statecourse/film/monitoring.py

verify: $(VENV)/.test
	$(BIN)/statecourse verify

# Three at a time on two processors, as much of it is waiting: for browsers, servers and clocks.
tests: $(VENV)/.test
	$(BIN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder

# While you work: all tests but those of browsers and those marked slow, in two minutes.
quick: $(VENV)/.test
	$(BIN)/python -m pytest -q -n 3 --dist loadfile -m "not slow and not browser"

# Measures, and writes benchmarks/results.md and the table in the README.
bench: $(VENV)/.test
	$(BIN)/python benchmarks/table.py

# Measures a class of a thousand with all exercises, on two cores, through Dask and against stock AppTest, in half an hour.
bench-class: $(VENV)/.test
	$(BIN)/python benchmarks/whole_class.py

# Looks for what nobody has thought of: twenty thousand examples of each property, other ones each time.
fuzz: $(VENV)/.test
	$(BIN)/python -m pytest -q tests/fuzz --hypothesis-profile=deep

# Tries the oldest supported Streamlit, one in the middle and the newest, in environments of their own; half an hour each.
# Another Python: make matrix PYTHON=python3.13. All tests with another: make test PYTHON=python3.13 VENV=build/python3.13.
matrix: $(VENV)/.test
	$(BIN)/python benchmarks/matrix.py $(if $(filter-out file,$(origin PYTHON)),$(PYTHON)) $(VERSIONS)

# Bundles the code editor of lessons anew, after a change in editor/; needs Node and its npm.
editor:
	editor/build.sh

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.learn: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --quiet --constraint constraints.txt --editable ".[classroom,cluster,test]"
	@touch $@

# Renews the pins: the newest versions that pyproject.toml allows, as plain name==version lines.
constraints:
	rm -rf build/pins && $(PYTHON) -m venv build/pins
	build/pins/bin/python -m pip --disable-pip-version-check install --quiet --editable ".[classroom,cluster,test]"
	build/pins/bin/python -m pip --disable-pip-version-check list --format=freeze --exclude-editable \
		| grep -v -E '^(pip|setuptools|wheel|statecourse)==' > constraints.txt
	rm -rf build/pins

clean:
	rm -rf $(VENV) build dist

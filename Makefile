# `make graph` builds the graph, `make test` tests it, `make check` is everything that CI checks.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: graph test check format lint types layers docs sample knowledge clean

graph: $(READY)  ## build seeds/ into exports/
	$(BIN)/diplograph build seeds --out exports

test: $(READY)  ## run the tests
	$(BIN)/python -m pytest

check: lint types layers knowledge test sample  ## everything that CI checks

format: $(READY)
	$(BIN)/ruff format graph tests benchmarks
	$(BIN)/ruff check --fix graph tests benchmarks

lint: $(READY)
	$(BIN)/ruff format --check graph tests benchmarks
	$(BIN)/ruff check graph tests benchmarks

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

knowledge: $(READY)
	$(BIN)/diplograph knowledge check

sample: $(READY)  ## exports/sample must equal a rebuild
	$(BIN)/python exports/sample/verify.py

clean:
	rm -rf $(VENV) exports/*.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

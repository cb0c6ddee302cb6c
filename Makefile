# Everything a newcomer needs: `make report` and `make test` set up what they need by themselves.
# Needed beforehand: Python 3.11 or newer, git, make, and a package index. No root.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
READY := .venv/.ready
# Compiled once, read at every start: without bytecode each command takes twice as long.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help report test lint check sample docs lock format test-slow benchmarks clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

report: $(READY)  ## render seeds/ to reports/seeds/story.html and story.pdf
	@$(BIN)/rashomon report seeds --out reports

test: $(READY)  ## the ordinary tests (minutes)
	@$(BIN)/pytest -q -n 2 -m "not slow"

test-slow: $(READY)  ## the slow ones: browser, JupyterLab, all notebooks, long faults
	@$(BIN)/pytest -q -m slow

lint: $(READY)  ## formatting, lint, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

check: lint test  ## everything to see green before a commit

format: $(READY)  ## put every file into the one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

sample: $(READY)  ## render the sample report that git keeps, and the README's picture
	@$(BIN)/rashomon report seeds --out reports --force
	@$(BIN)/python docs/picture.py

docs: $(READY)  ## generate docs/ from the code
	@$(BIN)/python docs/generate.py

benchmarks: $(READY)  ## accuracy and calibration on the corpora, where they are
	@$(BIN)/python benchmarks/accuracy.py ../shared/corpora
	@$(BIN)/python benchmarks/calibration.py ../shared/corpora

lock: $(READY)  ## resolve pyproject.toml anew into requirements.lock (hashes, no index host)
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
		--extra dev --extra scale --extra fonts --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header pyproject.toml --output-file requirements.lock

clean:  ## remove the environment and what tools left behind
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Rashomon needs Python 3.11 or newer; none was found. Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up .venv (once; about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "'$(PYTHON) -m venv' failed; on Debian and Ubuntu the package python3-venv brings it." >&2; exit 1; }
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q analysis
	@touch $(READY)

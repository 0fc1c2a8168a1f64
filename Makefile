# The two commands that always work on a fresh machine: make run, make test. Needs Python 3.11, pip, make, a C compiler.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check fix bench evals demo-reset setup setup-dev assets doctor journeys help clean

help: ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: setup ## database, demo, site and worker; prints the address and the sign-ins
	@exec $(BIN)/huixiang run

test: setup-dev ## the whole suite
	@scripts/ensure-browser
	$(BIN)/python -m pytest -n 2

check: setup-dev ## layout, types, style, imports, translations, templates; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy src tests bench evals conftest.py
	$(BIN)/lint-imports --config .importlinter.toml
	$(BIN)/python -m tests.guards.code_checks
	$(BIN)/djlint --lint src --quiet
	$(BIN)/python -m huixiang.ops.translations check
	HX_DATA_DIR=var/test HX_AS_OWNER=yes $(BIN)/python -m huixiang.ops.reference check

fix: setup-dev ## formats and regenerates what is generated
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	HX_DATA_DIR=var/test HX_AS_OWNER=yes $(BIN)/python -m huixiang.ops.reference

bench: setup-dev ## the figures of docs/benchmarks.md, one JSON line each
	$(BIN)/python -m bench

evals: setup-dev ## accuracy of the text engine on labelled texts, the peers beside it
	$(BIN)/python -m evals

journeys: setup-dev ## only the journeys in a browser
	@scripts/ensure-browser
	$(BIN)/python -m pytest tests/journeys

doctor: setup ## looks at everything; each trouble with its remedy
	@$(BIN)/huixiang doctor

demo-reset: setup ## throws the demo's data away and loads it anew at the next start
	@$(BIN)/huixiang demo-reset

setup: $(VENV)/.run-ready assets
setup-dev: $(VENV)/.dev-ready assets

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || python3 -m venv $(VENV)

$(VENV)/.run-ready: requirements/run.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev-ready: requirements/dev.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run-ready

assets:
	@$(BIN)/python frontend/build.py
	@$(BIN)/python -m huixiang.digest.kernel
	@$(BIN)/python -m huixiang.ops.translations compile

clean: ## everything that was made here, except the data folder
	rm -rf $(VENV) frontend/node_modules src/huixiang/web/static/build

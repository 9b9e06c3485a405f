# What people type here. Everything is installed into .venv, pinned by constraints.txt.
.DEFAULT_GOAL := help
.PHONY: help demo test bench i18n screenshots migration clean

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)

help: ## what can be typed here
	@sed -n 's/^\([a-z0-9]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

demo: .venv/lotse.stamp ## three chats on one page, with invented people
	$(BIN)/lotse demo

test: .venv/test.stamp ## every check; names at the end what this machine could not run
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m locales --check
	$(BIN)/python -m pytest --cov --numprocesses auto --maxprocesses 4 --dist worksteal

bench: .venv/test.stamp ## speed, as ratios to a floor measured in the same run
	$(BIN)/python -m tests.benchmarks

i18n: .venv/test.stamp ## bring the catalogs up to date with the sentences in the code, then check them
	$(BIN)/python -m locales
	$(BIN)/python -m pytest -q tests/house/test_catalogs.py

screenshots: .venv/test.stamp ## the README's pictures, taken from the running demo
	$(BIN)/python -m tests.screenshots

migration: .venv/test.stamp ## a new database migration: make migration m="what changes"
	$(BIN)/python -m storage.migrations "$(m)"
	$(BIN)/ruff format storage/migrations/versions

clean: ## remove what was installed and measured, never data
	rm -rf .venv .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/lotse.stamp: constraints.txt pyproject.toml | .venv/bin/python
	$(PIP) setuptools
	$(PIP) --no-build-isolation --editable .
	@touch $@

.venv/test.stamp: constraints.txt pyproject.toml | .venv/bin/python
	$(PIP) setuptools
	$(PIP) --no-build-isolation --editable '.[telegram,test]'
	@touch $@ .venv/lotse.stamp

# Quietline: every command a person needs, from a bare Debian 12 with Python 3.11 and make.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore
# Compiled anew by each of a hundred processes, the program takes longer than what they are started for.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo up test nightly check format bench audit lock screenshots vendor
help: ## this list
	@grep -hE '^[a-z]+:.*##' Makefile | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: $(VENV)/.runtime ## a made-up district on this machine, with simulated phones
	@exec $(BIN)/quietline demo

up: $(VENV)/.runtime ## the service for real, on the embedded database
	@exec $(BIN)/quietline up

test: $(VENV)/.check $(VENV)/.browser ## every test, browser and both databases included
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

nightly: $(VENV)/.check $(VENV)/.browser ## the long runs: each promise on both databases, every journey in a browser, more kills, more fuzz
	@$(BIN)/python -m pytest -m nightly -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

check: $(VENV)/.check ## format, lint, types, import law, links in the docs
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python docs/check_links.py

format: $(VENV)/.check ## put the code in order
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.check ## the measures, a table and a JSON file
	@$(BIN)/python -m bench

screenshots: $(VENV)/.check $(VENV)/.browser ## the pictures of the documentation, from the running demo
	@$(BIN)/python docs/screenshots.py

vendor: ## the staff site's styles and htmx anew from npm (needs Node)
	@bash reporting/staff/look/rebuild.sh

audit: $(VENV)/.check $(VENV)/.browser ## the Nu HTML checker and Lighthouse over the demo (needs Node and a Java)
	@$(BIN)/python -m bench.audit

lock: $(VENV)/.check ## compile requirements/ anew from pyproject.toml
	@bash requirements/lock.sh

$(VENV)/bin/pip:
	@bash requirements/venv.sh $(PYTHON) $(VENV)

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml | $(VENV)/bin/pip
	@bash requirements/install.sh $(VENV) runtime

$(VENV)/.check: requirements/check.txt pyproject.toml | $(VENV)/bin/pip
	@bash requirements/install.sh $(VENV) check
	@touch $(VENV)/.runtime

$(VENV)/.browser:
	@bash requirements/browser.sh
	@touch $@

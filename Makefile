# crm-tui: every target sets up what it needs; nothing is installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
COMPILED := $(VENV)/.compiled
CATALOGUES := $(wildcard crm_tui/locales/*/LC_MESSAGES/*.po)
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help run demo test check format catalogues snapshots campaign bench screenshot clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t14

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "crm-tui needs Python 3.11 or newer; set PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; install it (Debian: apt install python3-venv) and try again." >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(COMPILED): $(READY) $(CATALOGUES)
	@$(BIN)/python scripts/catalogues.py compile
	@touch $@

run: $(COMPILED) ## set up and open the board
	@$(BIN)/crm-tui $(ARGS)

demo: $(COMPILED) ## set up and open a board of sample data in a scratch file
	@test -f .venv/demo.db || $(BIN)/crm-tui demo --store .venv/demo.db --deals 500
	@$(BIN)/crm-tui --store .venv/demo.db

test: $(COMPILED) ## set up and run all the tests
	$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

check: $(COMPILED) ## lint, format, types, architecture, catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/catalogues.py check

format: $(READY) ## put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

catalogues: $(READY) ## gather every string that a person sees and compile the catalogues
	$(BIN)/python scripts/catalogues.py update
	$(BIN)/python scripts/catalogues.py compile

snapshots: $(COMPILED) ## accept the screens as they are now (look at them first)
	$(BIN)/python -m pytest -n $(WORKERS) tests/snapshots --snapshot-update

campaign: $(COMPILED) ## the long runs: kills, poisoned stores, a million rows
	$(BIN)/python -m pytest -n $(WORKERS) -m campaign

bench: $(COMPILED) ## every figure beside its reference, as a table and JSON
	$(BIN)/python -m benchmarks $(ARGS)

screenshot: $(COMPILED) ## make the documents' pictures from the real program
	$(BIN)/python scripts/screenshot.py

clean: ## remove what the targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist

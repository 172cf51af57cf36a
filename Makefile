# Every target works from a fresh clone: it makes .venv and installs what it needs, once for each change of the pins.
# Another Python: make PYTHON=python3.13 test

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
# The command `sundial`: what is installed in place has no hash, and what builds it is pinned with the rest.
EDITABLE := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable
UV := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help demo test check format docs reference changelog bench rehearse fuzz chaos up clean requirements

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-14s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.runtime ## live through a support ticket's whole life on servers of its own (no Docker needed)
	@$(BIN)/sundial demo

test: check ## check, then run every test
	$(BIN)/python -m pytest

check: $(VENV)/.dev ## format, lint, types and the law of imports, as the tests want them
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	@report=$$($(BIN)/lint-imports --no-cache --no-logo) && echo "$$report" | tail -n 1 || { echo "$$report"; exit 1; }

format: $(VENV)/.dev ## put every file into the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.dev ## build the pages into docs/_build; a warning is an error
	@$(BIN)/python -m sphinx -E -W --keep-going -q -b html docs docs/_build && echo "open docs/_build/index.html"

reference: $(VENV)/.dev ## write the pages of docs/reference anew, from the code
	@$(BIN)/python -m docs.making

changelog: $(VENV)/.dev ## show what the next release would tell its users
	@$(BIN)/towncrier build --draft --version Unreleased

bench: $(VENV)/.bench ## measure commands, business time against other libraries, the engine beside a bare workflow, and 100,000 simulated incidents
	$(BIN)/python -m bench.command_line
	$(BIN)/python -m bench.business_time
	$(BIN)/python -m bench.turns
	$(BIN)/python -m bench.engine
	$(BIN)/python -m bench.simulation
	$(BIN)/python -m bench.doors.api
	$(BIN)/python -m bench.doors.webhooks

rehearse: $(VENV)/.runtime ## live 600 invented incidents, or INCIDENTS=path, on the engine and compare each with its simulation (minutes)
	@$(if $(INCIDENTS),,mkdir -p .sundial && $(BIN)/sundial invent .sundial/incidents.csv --replace)
	@$(BIN)/sundial rehearse "$(or $(INCIDENTS),.sundial/incidents.csv)" --zone Europe/Rome \
		--contract imagiclecare-4.1 --plan gold --theatre europe

fuzz: $(VENV)/.dev ## read FUZZ=20000 files of each format that nobody meant to write, and ask the API what its document allows (hours)
	@SUNDIAL_FUZZ=$(or $(FUZZ),20000) $(BIN)/python -m pytest tests/fuzzing tests/doors/http/test_document.py -n auto

chaos: $(VENV)/.dev ## kill, freeze, cut off and fill what the engine needs, in STORIES=200 lives from SEED=any on (minutes)
	@$(BIN)/python -m tests.chaos --stories $(or $(STORIES),200) $(if $(SEED),--seed $(SEED))

up: .env ## build and start everything in Docker: Temporal, its UI, PostgreSQL, a worker
	docker compose up --build --detach --wait

clean: ## stop what runs under .sundial and remove all that these targets made (.env stays); asks while it is used
	@if [ -x $(BIN)/python ] && [ -d .sundial ]; then \
		$(BIN)/python -m runtime.embedded remove .sundial $(if $(FORCE),--force); fi
	rm -rf .sundial docs/_build $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

requirements: $(VENV)/.dev ## pin the newest allowed versions anew, with hashes, for every platform
	$(PIP:--require-hashes=) uv
	$(UV) --upgrade --extra command --extra embedded --extra dev --extra bench --output-file requirements-bench.txt
	$(UV) --constraint requirements-bench.txt --extra command --extra embedded --extra dev --output-file requirements-dev.txt
	$(UV) --constraint requirements-bench.txt --extra command --extra embedded --output-file requirements.txt
	$(UV) --constraint requirements-bench.txt --output-file requirements-worker.txt

.env:
	@echo "Copy .env.example to .env and set a password in it first: cp .env.example .env" >&2; exit 1

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "There is no $(PYTHON) here: install Python 3.11 or later, or name one: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Sundial needs Python 3.11 or later and $(PYTHON) is older: name another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(BIN)/python
$(VENV)/.dev: requirements-dev.txt | $(BIN)/python
$(VENV)/.bench: requirements-bench.txt | $(BIN)/python

$(VENV)/.runtime $(VENV)/.dev $(VENV)/.bench:
	@echo "Installing $< into $(VENV), which takes a minute the first time ..."
	@$(PIP) -r $<
	@$(EDITABLE) .
	@touch $@

# The table of commands. Everything they install goes into .venv and, for tests as root, into the
# system by apt-get. PYTHON chooses the interpreter, NEO4J_PORT the port of `make neo4j`; ARGS goes to
# pytest, UPGRADE=1 to `make lock`.

PYTHON ?= python3
NEO4J_PORT ?= 7687
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
LOCK := $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest \
	--python-version 3.11 --generate-hashes --no-config --no-annotate \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint format lock docs bench bundle fuzz messages neo4j neo4j-stop clean

help: ## this table
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/runtime ## install, load the sample list, print answers, write a page
	@$(BIN)/python -m compileall -q dutygraph
	@$(BIN)/dutygraph demo

test: lint ## install what tests need, lint, run all tests
	@$(BIN)/python tools/system.py
	@$(BIN)/python -m compileall -q dutygraph
	@$(BIN)/pytest $(ARGS)

lint: $(VENV)/dev ## style, format, types, the direction of imports, scripts of pages
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/oxlint --format=unix dutygraph/viz/assets

format: $(VENV)/dev ## put the code into the one format
	@$(BIN)/ruff check --fix --quiet --exit-zero
	@$(BIN)/ruff format --quiet

lock: $(VENV)/dev ## write the pins again after a change of pyproject.toml
	@$(LOCK) pyproject.toml --all-extras --group dev --output-file requirements/dev.txt
	@$(LOCK) pyproject.toml --all-extras --constraint requirements/dev.txt --output-file requirements/runtime.txt
	@$(LOCK) --group build --constraint requirements/dev.txt --output-file requirements/build.txt

docs: $(VENV)/dev ## write the generated pages of docs/ again
	@$(BIN)/python tools/docs.py

bench: $(VENV)/dev ## measure loading, questions and start-up
	@$(BIN)/python -m benchmarks

bundle: $(VENV)/dev ## write ZIPs with all wheels for machines without internet, into dist
	@$(BIN)/python tools/bundle.py

fuzz: $(VENV)/dev ## read 10,000 mutated documents of each form
	@$(BIN)/python tools/system.py
	@$(BIN)/python tools/fuzz.py $(ARGS)

messages: $(VENV)/dev ## compile the catalogues of messages
	@$(BIN)/python tools/messages.py

neo4j: $(VENV)/runtime ## start Neo4j on this machine, downloaded once into .neo4j
	@$(BIN)/python tools/neo4j_server.py start --port $(NEO4J_PORT)

neo4j-stop: $(VENV)/runtime ## stop it; its data stay in .neo4j/home
	@$(BIN)/python tools/neo4j_server.py stop

# Not .neo4j: the data of a user are no build product.
clean: ## remove what these commands installed and built here
	@rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps, so that a second run installs nothing.
$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
	"dutygraph needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo \
	"$(PYTHON) lacks venv or ensurepip; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/runtime $(VENV)/dev: $(VENV)/%: requirements/%.txt requirements/build.txt pyproject.toml $(VENV)/created
	@echo "installing requirements/$*.txt and dutygraph into $(VENV)" >&2
	@$(PIP) install --require-hashes -r $< -r requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# One command each. Every target sets up what it needs in .venv, and a second run sets up nothing.
# Needed: make, and Python 3.11 or newer with venv.

PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13 python3.14 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
EXAMPLE ?= $(firstword $(wildcard examples/*fault*.txt) $(wildcard examples/*.txt))

PAGE = compiler/page/package-lock.json compiler/page/wheels.txt $(shell find grammar compiler/reportc \
	compiler/page/build compiler/page/src -type f ! -name '*.pyc')
WASM := --platform pyemscripten_2026_0_wasm32 --python-version 3.14 --implementation cp --abi cp314

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo dev test test-all lint fmt bench snapshots schema vsix page clean

help:  ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile | expand -t 18

demo: $(VENV)/.installed  ## compile an example: JSON, then the findings and a summary
	@echo "$$ reportc compile $(EXAMPLE)"
	@$(BIN)/reportc compile $(EXAMPLE) || test $$? -eq 1  # 1: the report has faults, which is the point of showing it

dev: $(VENV)/.dev  ## set up the environment of a developer

test: $(VENV)/.dev  ## run the quick tests, in under two minutes
	@$(BIN)/python -m pytest --quiet --numprocesses auto --dist worksteal -m "not slow"

test-all: $(VENV)/.dev  ## run all tests; a stale snapshot fails too
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal

lint: $(VENV)/.dev  ## check style, types and the direction of imports
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/mypy --no-error-summary tests
	@$(BIN)/lint-imports --no-logo

fmt: $(VENV)/.dev  ## lay out the code and mend what ruff can
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format --quiet

bench: $(VENV)/.dev  ## measure speed and memory; with BASE=commit beside that commit, and compare what both say
ifdef BASE
	@$(BIN)/python tests/bench_beside.py $(BASE)
	@$(BIN)/python tests/beside.py $(BASE)
else
	@$(BIN)/python tests/bench.py
	@$(BIN)/python tests/bench_lsp.py
	@$(BIN)/python tests/bench_files.py
endif

snapshots: schema  ## take what the compiler gives now for right
	@$(BIN)/python -m pytest --snapshot-update

schema: $(VENV)/.dev  ## write the JSON Schemas of the models, and the models themselves as a stub
	@$(BIN)/python -c 'from reportc.emit.canonical import *; SCHEMA.write_text(schema(), "utf-8", newline="\n")'
	@$(BIN)/python -c 'from reportc.emit.canonical import schema; from reportc.emit.diagnostics import *; \
		SCHEMA.write_text(schema(Findings), "utf-8", newline="\n")'
	@$(BIN)/python -c 'from reportc.result.form_models import *; STUB.write_text(stub(), "utf-8", newline="\n")'

vsix:  ## build the extension for VS Code; needs npm
	@rm -rf build/vsix && mkdir -p build/vsix dist && cp -r examples build/vsix
	@cd build/vsix/examples/editors/vscode && npm ci --no-audit --no-fund --ignore-scripts && npm run package
	@mv build/vsix/examples/editors/vscode/reportc.vsix dist/ && echo dist/reportc.vsix

page: dist/reportc.html  ## build the clerk's page: one file with the compiler in it; needs npm
	@ls dist/reportc.html dist/reportc_page-*.whl

dist/reportc.html: $(PAGE) $(VENV)/.dev
	@cd compiler/page && npm ci --no-audit --no-fund --ignore-scripts --prefer-offline --silent
	@rm -rf build/page && mkdir -p build/page/wheels dist
	@$(PIP) download --no-deps --require-hashes --only-binary :all: --dest build/page/wheels $(WASM) \
		--requirement compiler/page/wheels.txt
	@$(BIN)/python -m build --wheel --no-isolation --outdir build/page/wheels . >build/page/log
	@$(BIN)/python compiler/page/build/pack.py compiler/page/node_modules/pyodide build/page/wheels build/page/parts
	@$(BIN)/python compiler/page/build/licenses.py compiler/page/node_modules build/page/wheels build/page/parts
	@cd compiler/page && node build/build.mjs ../../build/page/parts ../../dist
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist compiler/page >>build/page/log

clean:  ## remove what tools made, the environment too
	@rm -rf $(VENV) build dist compiler/page/node_modules .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/pip
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/pip
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.installed

# One command each: run, test, check, bench, messages, pins, pictures, clean. `make` alone tells.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.SUFFIXES:

PORT ?= 8000
HOST ?= 127.0.0.1
ROOM ?=
# The newest tested Python first; any from 3.11 on will do.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
  command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  && { command -v $$p; break; }; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check

.PHONY: help run test check bench messages compile pins pictures clean

help:
	@echo 'make run       the service with the demo world at http://127.0.0.1:8000 (PORT= for another)'
	@echo 'make test      all tests: SQLite, PostgreSQL where one answers, a browser where one is'
	@echo 'make check     linters, types, floors, translations'
	@echo 'make bench     what a page costs beside the floor, a long thread, how groups are mixed, what surveys and matching cost'
	@echo 'make messages  find texts, merge them into the translations (ROOM=people for one room)'
	@echo 'make pins      compile requirements/*.in with hashes'
	@echo 'make pictures  take the pictures in docs/ again'
	@echo 'make clean     remove what was made (never your data in var/)'

# --- what is installed: a stamp in .venv for each list of pins, so that the second time is quick

$(BIN)/python:
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer is needed.' >&2; exit 1; }
	@echo 'Making .venv with $(PYTHON)'
	@$(PYTHON) -m venv .venv

.venv/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo 'Installing what the service needs'
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements/test.txt .venv/.run
	@echo 'Installing what the tests need'
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.test
	@echo 'Installing what the checks need'
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

# What the benchmarks are compared with has a room of its own; without a registry they go on.
.venv/.bench: requirements/bench.txt | $(BIN)/python
	@echo 'Installing what the benchmarks are compared with'
	@$(BIN)/python -m venv .venv/bench
	@.venv/bench/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bench.txt \
	  && touch $@ || { rm -rf .venv/bench; echo 'It cannot be installed: the benchmarks go on without.'; }

compile: .venv/.run
	@$(BIN)/python -m tools.messages compile

# --- the commands

run: compile
	@$(BIN)/nuotio migrate --verbosity 0
	@echo
	@echo '  Nuotio opens at http://$(HOST):$(PORT)/   (Ctrl-C ends it)'
	@echo
	@$(BIN)/nuotio demo --if-empty
	@NUOTIO_BASE_URL="$${NUOTIO_BASE_URL:-http://$(HOST):$(PORT)}" \
	  exec $(BIN)/nuotio serve --host $(HOST) --port $(PORT)

test: .venv/.test compile
	@$(BIN)/python -m tools.run_tests

check: .venv/.dev compile
	@$(BIN)/python -m tools.check

bench: .venv/.test .venv/.bench compile
	@$(BIN)/python -m bench.pages
	@$(BIN)/python -m bench.thread
	@$(BIN)/python -m bench.grouping
	@$(BIN)/python -m bench.culture
	@$(BIN)/python -m bench.release
	@$(BIN)/python -m bench.matching

messages: .venv/.run
	@$(BIN)/python -m tools.messages extract-and-merge $(ROOM)

pictures: .venv/.test compile
	@$(BIN)/python -m tools.pictures

pins: | $(BIN)/python
	@test -x .venv/uv/bin/uv || { $(BIN)/python -m venv .venv/uv && .venv/uv/bin/pip install -q uv; }
	@for list in run test dev bench; do \
	  UV_CUSTOM_COMPILE_COMMAND='make pins' .venv/uv/bin/uv pip compile -q --generate-hashes --no-strip-extras \
	    --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	    requirements/$$list.in -o requirements/$$list.txt || exit 1; done

clean:
	@rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	@find nuotio tools tests bench -name __pycache__ -prune -exec rm -rf {} +
	@find nuotio -name '*.mo' -delete

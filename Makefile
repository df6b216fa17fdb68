# Every command that a person needs. PYTHON may name another interpreter: make demo PYTHON=python3.12
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo setup setup-dev test servers check bench train tune screenshots requirements

.DEFAULT_GOAL := help

help:
	@echo "make demo    see it work on sample mail     make test    every test"
	@echo "make setup   only install, into $(VENV)      make check   lint, types, floors, sizes"
	@echo "make bench   benchmarks                     make train   rebuild the language model"
	@echo "make tune    tune the encoder to the training mails (needs PyTorch; 75 minutes), before make train;"
	@echo "             GO_ON=1 goes on from what it learned before, with new mails, in 20 minutes"
	@echo "make screenshots   pictures of every page, in docs/screenshots"

demo: setup
	$(BIN)/intake demo

setup: $(VENV)/.installed

$(VENV)/.installed: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

setup-dev: setup $(VENV)/.installed-dev

$(VENV)/.installed-dev: requirements/dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

servers:
	sh tests/servers/install.sh

test: setup-dev servers
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/measure.py

bench: setup-dev
	$(BIN)/python -m bench

train: setup-dev
	$(BIN)/intake train --shipped

tune: setup-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tune.txt
	$(BIN)/python models/training/tune_encoder.py $(if $(GO_ON),--go-on)

screenshots: setup-dev servers
	$(BIN)/python -m tests.web.screenshots

requirements:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --extra encoder -o requirements/run.txt pyproject.toml requirements/build.in
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --extra encoder -c requirements/run.txt -o requirements/dev.txt pyproject.toml requirements/build.in --group dev
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate -c requirements/dev.txt -o requirements/tune.txt --group tune

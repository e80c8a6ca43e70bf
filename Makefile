# The commands of the project. With Python 3.11, make and a package index present, each works from a clean clone.

SHELL := /bin/sh
.DEFAULT_GOAL := help
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
UV_VERSION := 0.13.9

.PHONY: help setup setup-core lock demo format lint check pages migrations test test-sqlite test-postgres pictures bench clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: ## make .venv and install everything, hash-checked
	@UV_VERSION=$(UV_VERSION) sh scripts/setup.sh requirements/dev.txt

setup-core: ## as setup, with what running needs alone
	@UV_VERSION=$(UV_VERSION) sh scripts/setup.sh requirements/core.txt

lock: setup ## write requirements/*.txt anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra postgres \
	  --universal --generate-hashes --no-header -q -o requirements/core.txt
	$(BIN)/uv pip compile pyproject.toml --extra postgres --extra test --extra lint --extra e2e \
	  --universal --generate-hashes --no-header -q -o requirements/dev.txt

demo: setup ## build the demo county, run it on real input and serve it
	$(BIN)/rongzhi demo

format: setup ## put code and templates into the usual form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	find src -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

lint: setup ## format, lint, types, import layers, locks without addresses
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	find src -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +
	$(BIN)/mypy
	$(BIN)/lint-imports
	! grep -n '://' requirements/*.txt

check: lint ## the fast part of make test (under 3 minutes)
	$(PYTEST) -n 2 -m "not db and not journey and not proof"

pages: setup
	$(BIN)/rongzhi procedures check
	$(BIN)/rongzhi procedures render --check
	$(BIN)/rongzhi glossary render --check

migrations: setup
	RONGZHI_DATABASE_URL=sqlite://:memory: $(BIN)/rongzhi manage makemigrations --check --dry-run

test: lint pages migrations test-sqlite test-postgres ## everything: what CI runs

test-sqlite: setup
	@sh scripts/browser.sh
	$(PYTEST) -n 2

test-postgres: setup
	$(BIN)/python -m tests.postgres -- $(PYTEST) -n 2 -m db

pictures: setup ## take docs/pictures/ anew: a working day of each role
	@sh scripts/browser.sh
	rm -f docs/pictures/*.png
	RONGZHI_PICTURES=docs/pictures $(PYTEST) -n 2 -m journey tests/journeys
	$(BIN)/python -m tests.journeys.pictures > docs/pictures/README.md

bench: setup ## measure, and print a table and JSON lines
	$(BIN)/python -m benchmarks

clean: ## remove .venv and what tools made; an installation's data in var/ stay
	rm -rf .venv build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

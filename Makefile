# 证安 Zhengan. `make run` and `make test` are all a fresh machine needs.
.PHONY: help setup setup-dev run test test-cluster lint peers bench docs messages lock clean
.DEFAULT_GOAL := help

HOST ?= 127.0.0.1
PORT ?= 8218
ZHENGAN := .venv/bin/zhengan

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup:  ## locked dependencies and the package into .venv
	@sh scripts/setup.sh run

setup-dev:
	@sh scripts/setup.sh dev

run: setup  ## a sample institution on http://127.0.0.1:8218 (HOST=, PORT=)
	@$(ZHENGAN) init
	@$(ZHENGAN) serve --host $(HOST) --port $(PORT)

test: setup-dev  ## style, types, arrows, every test on SQLite, database tests on PostgreSQL
	@sh scripts/test.sh

test-cluster: setup-dev  ## the masking engine in PySpark and Ray Data, run here (needs Java; 650 MB into .venv-cluster)
	@sh scripts/cluster.sh

lint: setup-dev  ## only style, types and arrows
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

peers: setup-dev  ## install what `make bench` compares masking with (Presidio, Hyperscan, polars, duckdb; 600 MB)
	@sh scripts/peers.sh

bench: setup-dev  ## measure; one table, each figure beside its target
	@.venv/bin/python -m benchmarks

docs: setup-dev  ## write what is generated: docs/cli.md, docs/sample.md and the table of docs/benchmarks.md
	.venv/bin/python scripts/clidocs.py
	.venv/bin/python scripts/sampledocs.py
	.venv/bin/python -m benchmarks --write

messages: setup-dev  ## collect Chinese sentences into the English catalogue, and compile it
	.venv/bin/python scripts/messages.py
	.venv/bin/python scripts/webmessages.py

lock: setup-dev  ## write the lock files again (needs uv; UPGRADE=1 for newer versions)
	@sh scripts/lock.sh

clean:  ## remove .venv and caches; never touches var/, where your records are
	rm -rf .venv .venv-cluster .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage build dist

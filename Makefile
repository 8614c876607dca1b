# Every target sets up what it needs. Two environments, each installed from its lock file with hashes:
# .venv/serve holds the service alone, .venv/dev the laboratory and the checks as well.
PYTHON ?= python3
SERVE := .venv/serve/bin/python
DEV := .venv/dev/bin/python
PIP_FLAGS := --quiet --disable-pip-version-check --require-hashes

.PHONY: help serve test check format train report lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.venv/%/.installed: requirements.lock requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Inkdigit needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ...")'
	@echo "setting up .venv/$* (once)"
	@rm -rf .venv/$*
	@$(PYTHON) -m venv .venv/$*
	@.venv/$*/bin/python -m pip install $(PIP_FLAGS) -r $(if $(filter dev,$*),requirements-dev.lock,requirements.lock)
	@touch $@

serve: .venv/serve/.installed ## API, docs and page on http://127.0.0.1:8000
	$(SERVE) -m backend

test: .venv/dev/.installed ## all tests
	$(DEV) -m pytest

check: .venv/dev/.installed ## style, types, import rules
	$(DEV) -m ruff check .
	$(DEV) -m ruff format --check .
	$(DEV) -m mypy

format: .venv/dev/.installed ## format the sources
	$(DEV) -m ruff check --fix .
	$(DEV) -m ruff format .

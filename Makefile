# Every target sets up what it needs, in environments of its own, each installed from its lock file with hashes:
# .venv/serve holds the service alone, .venv/dev the laboratory and the checks as well, .venv/bench what the service is
# compared with, .venv/fuzz what `make fuzz` needs (Schemathesis would join in wherever pytest runs).
PYTHON ?= python3
SERVE := .venv/serve/bin/python
DEV := .venv/dev/bin/python
FUZZ := .venv/fuzz/bin/python
# The lock files name all there is to install. Without --no-deps, pip before 23.3 takes the newest release of what
# something wants with an extra (coverage[toml]) for another package, which no hash is known of.
PIP_FLAGS := --quiet --disable-pip-version-check --no-deps --require-hashes

DATA := $(if $(DATA_DIR),--data-dir $(DATA_DIR))
LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate

.PHONY: help serve test bench fuzz load lighthouse pace check format page train explore compare textbook errors seeds ablate tune report laboratory lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/%/.installed: requirements.lock requirements-dev.lock requirements-bench.lock requirements-fuzz.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Inkdigit needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ...")'
	@echo "setting up .venv/$* (once)"
	@rm -rf .venv/$*
	@$(PYTHON) -m venv .venv/$*
	@.venv/$*/bin/python -m pip install $(PIP_FLAGS) -r $(if $(filter serve,$*),requirements.lock,requirements-$*.lock)
	@touch $@

serve: .venv/serve/.installed ## API, docs and page on http://127.0.0.1:8000
	$(SERVE) -m backend

test: .venv/dev/.installed ## all tests, with branch coverage, a file on each core
	$(DEV) -m pytest --cov --numprocesses auto --maxprocesses 4 --dist loadfile

page: .venv/dev/.installed ## write the page's own lists of its files anew (after a change in frontend/)
	$(DEV) -m tests.frontend.release

lighthouse: .venv/dev/.installed ## Lighthouse's opinion of the running page, into artifacts/report/lighthouse.md (needs npm)
	$(DEV) -m tests.lighthouse

pace: .venv/dev/.installed ## how fast the page follows a pen and answers, into artifacts/report/pace.md
	$(DEV) -m tests.browser.pace

fuzz: .venv/fuzz/.installed ## damaged pictures, connections and made-up requests, some ten thousand (INPUTS=30000 EXAMPLES=1000)
	$(FUZZ) -m tests.fuzz.images $(if $(INPUTS),--inputs $(INPUTS))
	$(FUZZ) -m tests.fuzz.wire $(if $(INPUTS),--inputs $(INPUTS))
	$(FUZZ) -m tests.fuzz.contract $(if $(EXAMPLES),--examples $(EXAMPLES))

load: .venv/serve/.installed ## 2, 10 and 50 times what a server can sustain (SECONDS=60), into artifacts/report/load.md
	$(SERVE) -m tests.load $(if $(SECONDS),--seconds $(SECONDS))

check: .venv/dev/.installed ## style, types, import rules
	$(DEV) -m ruff check .
	$(DEV) -m ruff format --check .
	$(DEV) -m mypy
	$(DEV) -m pytest --quiet tests/test_imports.py

format: .venv/dev/.installed ## format the sources
	$(DEV) -m ruff check --fix .
	$(DEV) -m ruff format .

train: .venv/dev/.installed ## train, export and measure the committed models again (goes on where it was stopped)
	$(DEV) -m model_training train $(DATA) $(if $(wildcard runs/digits/config.json),--resume)
	$(DEV) -m model_training export $(DATA)
	$(DEV) -m model_training train $(DATA) --run runs/quick --teacher artifacts/digits.onnx $(if $(wildcard runs/quick/config.json),--resume,--config model_training/quick.json)
	$(DEV) -m model_training quicken $(DATA)
	$(DEV) -m model_training evaluate $(DATA)
	$(DEV) -m model_training train --network lines $(DATA) $(if $(wildcard runs/lines/config.json),--resume)
	$(DEV) -m model_training export --network lines $(DATA)
	$(DEV) -m model_training evaluate $(DATA) --suite numbers
	$(DEV) -m model_training report

explore: .venv/dev/.installed ## draw what is in the data
	$(DEV) -m model_training explore $(DATA)

compare: .venv/dev/.installed ## train and measure other kinds of model beside the shipped network (an hour, once)
	$(DEV) -m model_training compare $(DATA)

textbook: .venv/dev/.installed ## what textbooks show: one digit against the rest, several labels, denoising
	$(DEV) -m model_training textbook $(DATA)

errors: .venv/dev/.installed ## show what the committed model misreads, and why
	$(DEV) -m model_training errors $(DATA)

seeds: .venv/dev/.installed ## the recipe again with other seeds: what is chance (goes on where it was stopped)
	$(DEV) -m model_training seeds $(DATA)

ablate: .venv/dev/.installed ## train without each part of the recipe, in the small (goes on where it was stopped)
	$(DEV) -m model_training ablate $(DATA)

tune: .venv/dev/.installed ## search architecture and training under a budget (goes on where it was stopped)
	$(DEV) -m model_training tune $(DATA)

report: .venv/dev/.installed ## measure the committed models and write artifacts/report/index.html of all that is there
	$(DEV) -m model_training evaluate $(DATA)
	$(DEV) -m model_training evaluate $(DATA) --suite numbers
	$(DEV) -m model_training report

laboratory: explore compare textbook errors seeds ablate tune ## all of these, then the report
	$(MAKE) report

bench: .venv/serve/.installed .venv/bench/.installed ## how fast the service is beside others (needs wrk and two cores)
	$(SERVE) -m tests.bench --peers .venv/bench/bin/python

lock: ## resolve the lock files anew from pyproject.toml (needs uv)
	uv pip compile $(LOCK) pyproject.toml -o requirements.lock
	uv pip compile $(LOCK) -c requirements.lock --extra train --extra parquet --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile $(LOCK) --extra bench pyproject.toml -o requirements-bench.lock # its gradio wants an older Pillow
	uv pip compile $(LOCK) -c requirements.lock --extra fuzz pyproject.toml -o requirements-fuzz.lock

clean: ## remove the environments and caches, not the runs
	rm -rf .venv .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .schemathesis

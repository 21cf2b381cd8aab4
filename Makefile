# Two commands do everything: `make reports` and `make test`.
VENV ?= .venv
NOTULA := $(VENV)/bin/notula
PYTHON := $(VENV)/bin/python

.PHONY: reports test lint bench bench-smoke campaign conformance watch skema docs templates-check clean setup setup-test

reports: setup ## prepare the machine, then make all documents of inputs/ into build/
	@$(NOTULA) build

test: setup-test ## prepare the machine, then run all tests
	@$(PYTHON) -m pytest -n 2 --dist loadfile

lint: setup-test ## format, lint, types, import contracts, generated pages
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(NOTULA) skema --check
	@$(NOTULA) templates check
	@$(PYTHON) scripts/acuan.py --check

bench: setup-test ## Notula beside its peers in one interleaved run, into docs/benchmarks.md
	@PYTHONPATH=tests $(PYTHON) scripts/bench
	@$(PYTHON) scripts/bench_cari.py

bench-smoke: setup-test ## what CI asks of speed: counts that no busy machine changes
	@PYTHONPATH=tests $(PYTHON) scripts/bench/asap.py

campaign: setup-test ## the long runs of which CI takes a slice; prints their figures
	@PYTHONPATH=tests $(PYTHON) scripts/kampanye.py
	@$(PYTHON) scripts/balik_bita.py
	@PYTHONPATH=tests $(PYTHON) scripts/kacau.py
	@PYTHONPATH=tests $(PYTHON) scripts/kluster.py

conformance: ## every kind of document before veraPDF, openxml-audit and LibreOffice
	@NOTULA_VENV=$(VENV) scripts/siapkan.sh nilai
	@PYTHONPATH=tests $(PYTHON) scripts/konformansi.py

watch: setup ## make documents again on every save
	@$(NOTULA) watch

skema: setup ## write the JSON Schemas that editors use
	@$(NOTULA) skema

docs: setup-test ## write the reference pages from code
	@$(PYTHON) scripts/acuan.py

clean: ## remove everything derived
	@rm -rf build

setup:
	@NOTULA_VENV=$(VENV) scripts/siapkan.sh jalan

setup-test:
	@NOTULA_VENV=$(VENV) scripts/siapkan.sh uji

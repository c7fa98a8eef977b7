# The entry points; `../shared/CLI.md`'s contract in targets. `make` alone lists them.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BUILD := build
RELEASE := $(BUILD)/release
ATSNN := $(RELEASE)/atsnn
VENV := .venv
PYTHON := $(VENV)/bin/python
ORACLE := PYTHONPATH=Tools/oracle $(PYTHON) -m oracle
PARTS := $(PYTHON) Tools/testing/run_parts.py
INSTALL := Tools/testing/install_packages.sh

FASHION := /usr/share/datasets/fashion-mnist
MODEL := Quantization/Models/fashion-mnist.safetensors
SEED ?= $(shell date +%Y%m%d)

BUILD_PACKAGES := build-essential libopenblas-dev zlib1g-dev libssl-dev
TEST_PACKAGES = $(BUILD_PACKAGES) $(FIRMWARE_PACKAGES) python3-venv libcmocka-dev libcjson-dev \
  dataset-fashion-mnist valgrind

include Firmware/firmware.mk
include Firmware/boards/boards.mk
include Sources/kernels.mk
include Firmware/examples/examples.mk
include Firmware/replay/drills/drills.mk
include Tools/bench/bench.mk
include Firmware/packages/packages.mk
include Firmware/memory/memory.mk

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | column -t -s $$'\t'

# --- installs -----------------------------------------------------------------------------------

.PHONY: install-build install-firmware install-test install-lint
install-build:
	@$(INSTALL) $(BUILD_PACKAGES)
install-firmware:
	@$(INSTALL) $(FIRMWARE_PACKAGES)
install-test:
	@$(INSTALL) $(TEST_PACKAGES)
install-lint:
	@$(INSTALL) python3-venv clang-format-14

$(PYTHON): $(VENV)/installed
$(VENV)/installed: Tools/requirements.txt
	@echo "installing the Python packages of Tools/requirements.txt into $(VENV)"
	@[ -x $(PYTHON) ] || python3 -m venv $(VENV)
	@$(PYTHON) -m pip install -q --disable-pip-version-check -r Tools/requirements.txt
	@touch $@

# --- the program --------------------------------------------------------------------------------

# Writes what the command $(1) prints to the target, unless that is there already: what is made of
# it is then not made again.
RENEW = $(1) > $@.new && if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# SwiftPM does not see that a C header changed which Swift imports, and keeps what was compiled with
# the old structures. A scratch folder that a header is newer than is emptied of what was compiled.
HEADERS := $(wildcard Sources/CKernels/*.h Firmware/include/*.h Tests/CAllocationCounter/include/*.h)
drop-stale-%:
	@if find $(HEADERS) -newer .build-$*/headers 2>&1 | grep -q .; then \
	  rm -rf .build-$*/$$(uname -m)-*; mkdir -p .build-$*; touch .build-$*/headers; fi

# What the linker says of functions of Foundation that the program does not call.
LINK_NOTES := "warning: (Using '.*' in statically linked applications|the use of .mktemp. is dangerous)"

.PHONY: release
release: install-build kernels drop-stale-release ## build/release/atsnn, the optimized program, for every processor
	@mkdir -p $(RELEASE)
	@rm -f "$$(swift build -c release --scratch-path .build-release --show-bin-path)/atsnn"
	@swift build -c release -Xswiftc -static-executable --product atsnn --scratch-path .build-release \
	  $(KERNEL_LINK) 2>&1 | { grep -vE $(LINK_NOTES) || true; }; exit $${PIPESTATUS[0]}
	@cp -f "$$(swift build -c release --scratch-path .build-release --show-bin-path)/atsnn" $(ATSNN)

# --- the demonstration --------------------------------------------------------------------------

.PHONY: demo
demo: release ## quantize the shipped network, run it on real images, verify, measure
	@$(INSTALL) dataset-fashion-mnist
	@python3 Tools/report/demo.py $(ATSNN) $(MODEL) $(FASHION) $(BUILD)/demo

# --- reports ------------------------------------------------------------------------------------

.PHONY: table3
CIFAR10 ?=
CIFAR100 ?=
table3: release $(PYTHON) ## the form of the paper's table 3, with cross-checks; CIFAR10=DIR CIFAR100=DIR
	@$(PYTHON) Tools/report/table3.py $(ATSNN) $(BUILD)/table3 \
	  $(if $(CIFAR10),--cifar10 "$(CIFAR10)") $(if $(CIFAR100),--cifar100 "$(CIFAR100)")

.PHONY: figures
DRAWING := .venv-report
$(DRAWING)/bin/python: Tools/report/requirements.txt
	@python3 -m venv $(DRAWING) && $@ -m pip install -q --disable-pip-version-check -r Tools/report/requirements.txt
	@touch $@

figures: release $(DRAWING)/bin/python ## the figure set of the accelerator's model, in build/figures
	@$(INSTALL) dataset-fashion-mnist
	@$(DRAWING)/bin/python Tools/report/figures.py $(ATSNN) $(BUILD)/figures $(BUILD)/table3 $(FASHION)

# --- golden vectors -----------------------------------------------------------------------------

.PHONY: vectors model-images
vectors: install-test $(PYTHON) model-images ## golden vectors again from the oracle; the tree stays clean
	@$(ORACLE) vectors --out Tests/Vectors
	@Tools/testing/model_vectors.sh "$(PYTHON)" $(BUILD)/images $(FASHION) Tests/Vectors

model-images: release ## the shipped network as int8 and int16 model images, in build/images
	@mkdir -p $(BUILD)/images
	@for bits in 8 16; do $(ATSNN) quantize $(MODEL) \
	  --calibration $(FASHION)/train-images-idx3-ubyte.gz --weights int$$bits \
	  -o $(BUILD)/images/fashion-int$$bits.atsnn \
	  --report $(BUILD)/images/fashion-int$$bits.json >/dev/null || exit; done

# --- tests --------------------------------------------------------------------------------------

.PHONY: test test-all prepare-test
prepare-test: install-test $(PYTHON)

RANDOM := Tools/testing/random_networks.sh $(PYTHON) $(ATSNN)

test: prepare-test ## the tests, under 10 minutes on 2 cores
	@$(PARTS) $(BUILD)/logs/test --budget 10 \
	  "program=$(MAKE) -s release && $(ATSNN) --version && echo '1 passed, 0 failed'" \
	  "swift=$(MAKE) -s kernels drop-stale-test && swift test --scratch-path .build-test $(KERNEL_LINK)" \
	  "oracle=$(PYTHON) -m pytest -q Tools/oracle/tests" \
	  "networks=$(PYTHON) -m pytest -q Tools/networks/tests" \
	  "readme-code=Tools/testing/readme_code.sh $(BUILD)/readme" \
	  "part-runner=$(PYTHON) -m pytest -q Tools/testing/tests" \
	  "reports=$(PYTHON) -m pytest -q Tools/report/tests" \
  "memory-reports=$(PYTHON) -m pytest -q Tools/memory/tests" \
	  "accelerator=$(MAKE) -s firmware-tests" \
	  "boards=$(MAKE) -s boards-tests" \
	  "boards-sizes=$(MAKE) -s boards-sizes" \
	  "c-interface=$(MAKE) -s interface-tests" \
	  "examples=$(MAKE) -s examples-tests" \
	  "streams=$(MAKE) -s streams-tests recordings-tests" \
	  "fault-drills=$(MAKE) -s drills-tests" \
  "memory=$(MAKE) -s memory-tests" \
	  "packages=$(MAKE) -s packages-tests" \
	  "readme=$(MAKE) -s readme-tests" \
	  "boards-random-100=$(MAKE) -s boards-random" \
	  "verify=Tools/testing/verify_all.sh $(ATSNN) Tests/Vectors" \
	  "random-50=$(RANDOM) 50 $(SEED) $(BUILD)/random-50" \
	  "kernels=Tools/testing/verify_kernels.sh $(ATSNN) Tests/Vectors $(BUILD)/random-50" \
	  "kernels-neon=$(MAKE) -s kernels-neon-tests" \
	  "run-memory=Tools/testing/run_memory.py $(ATSNN) $(BUILD)/run-memory" \
	  "instructions=$(MAKE) -s instructions" \
	  "demo-image=Tools/testing/compare_images.sh $(ATSNN) $(MODEL) $(FASHION) Tests/Vectors $(BUILD)/compare"

test-all: prepare-test ## the rest: sanitizers, valgrind, large random runs, trainer; under 60 minutes
	@$(INSTALL) clang-format-14
	@$(PARTS) $(BUILD)/logs/test-all --budget 60 \
	  "lint=$(MAKE) -s lint && echo '1 passed, 0 failed'" \
	  "random-500=$(RANDOM) 500 $(SEED) $(BUILD)/random-500" \
	  "kernels-500=Tools/testing/verify_kernels.sh $(ATSNN) $(BUILD)/random-500" \
	  "accelerator-sanitized=$(MAKE) -s firmware-tests-sanitized" \
	  "accelerator-valgrind=$(MAKE) -s firmware-tests-valgrind" \
	  "accelerator-machines=$(MAKE) -s firmware-machines" \
	  "accelerator-fuzz=$(MAKE) -s firmware-fuzz" \
	  "swift-optimized=$(MAKE) -s kernels drop-stale-optimized && swift test -c release -Xswiftc -enable-testing --scratch-path .build-optimized --filter ATSNNRuntimeTests $(KERNEL_LINK)" \
	  "swift-sanitized=SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0 swift test --scratch-path .build-asan --sanitize address -Xswiftc -use-ld=lld --skip ATSNNProgramTests" \
	  "swift-package=$(MAKE) -s swift-package-test" \
	  "readme-slow=$(MAKE) -s readme-tests SLOW=--slow" \
	  "bench-parts=$(PYTHON) -m pytest -q Tools/bench/tests" \
	  "bench-emulated=$(MAKE) -s bench-emulated" \
	  "vectors-again=Tools/testing/check_vectors.sh" \
	  "seeded-networks=$(MAKE) -s release && $(PYTHON) Tools/networks/verify_seeded.py $(ATSNN) $(BUILD)/seeded" \
	  "table3=$(MAKE) -s table3 && echo '1 passed, 0 failed'" \
	  "figures=$(MAKE) -s figures && echo '1 passed, 0 failed'" \
	  "trainer=$(MAKE) -s trainer-tests"

.PHONY: recordings-tests
recordings-tests: prepare-test release ## `stream` against `run` on recordings, N-MNIST's where $ATSNN_DATA/nmnist is
	@$(PYTHON) Tools/testing/stream_recordings.py $(ATSNN) Tools/networks/seeded $(BUILD)/recordings \
	  $(firstword $(wildcard $(ATSNN_DATA)/nmnist/Train) $(wildcard $(ATSNN_DATA)/nmnist))

# Every document's commands; SLOW=--slow those marked so too.
.PHONY: readme-tests
readme-tests: prepare-test install-packages release
	@Tools/testing/readme_examples.py $(SLOW) $$(git ls-files '*.md')

# --- training -----------------------------------------------------------------------------------

.PHONY: trainer-tests
TRAINER := .venv-training
$(TRAINER)/bin/python: $(TRAINER)/installed
$(TRAINER)/installed: Tools/training/requirements.txt
	@[ -x $(TRAINER)/bin/python ] || python3 -m venv $(TRAINER)
	@$(TRAINER)/bin/python -m pip install -q --disable-pip-version-check -r Tools/training/requirements.txt
	@touch $@

trainer-tests: $(TRAINER)/bin/python release ## the trainer's tests, with PyTorch on the CPU
	@$< -m pytest -q Tools/training/tests

# --- house --------------------------------------------------------------------------------------

SWIFT_DIRECTORIES := Package.swift Sources Tests Quantization/Sources Firmware/embedded \
  Firmware/packages/swift
C_FILES = $(shell git ls-files 'Firmware/*.c' 'Firmware/*.h' 'Sources/*.h' 'Tests/*.c' 'Tests/*.h' \
  'Tools/*.c' 'Tools/*.h')

.PHONY: lint format clean
lint: install-lint $(PYTHON) ## swift-format strict, clang-format, ruff
	@swift-format lint --strict --parallel --recursive $(SWIFT_DIRECTORIES)
	@clang-format-14 --dry-run --Werror $(C_FILES)
	@$(VENV)/bin/ruff check --quiet Tools Firmware && $(VENV)/bin/ruff format --check --quiet Tools Firmware

format: install-lint $(PYTHON) ## rewrite sources in the house's format
	@swift-format format --in-place --parallel --recursive $(SWIFT_DIRECTORIES)
	@clang-format-14 -i $(C_FILES)
	@$(VENV)/bin/ruff check --quiet --fix Tools Firmware; $(VENV)/bin/ruff format --quiet Tools Firmware

clean: ## remove what the build made
	@rm -rf $(BUILD) .build-*

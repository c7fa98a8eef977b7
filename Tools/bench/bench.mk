# The benchmark against other engines, and counts of instructions. Included by the root Makefile.

BENCH := Tools/bench
BENCH_OUT := $(BUILD)/bench
BENCH_VENV := .venv-bench
BENCH_PYTHON := $(BENCH_VENV)/bin/python
BENCH_RUN = ATSNN_CIFAR10=$(CIFAR) PYTHONPATH=$(BENCH):Tools/networks:Tools/oracle $(BENCH_PYTHON) -m atsnn_bench
# The folder of CIFAR-10's binary version, for the networks trained on it.
CIFAR ?=
BENCH_NETWORKS := $(if $(NETWORKS),--networks $(NETWORKS))
BENCH_LENGTH := $(if $(QUICK),--rounds 3 --seconds 0.1 --cores 1 --no-cost) $(if $(ROUNDS),--rounds $(ROUNDS))

$(BENCH_PYTHON): $(BENCH_VENV)/installed
$(BENCH_VENV)/installed: $(BENCH)/requirements.txt
	@echo "installing the engines of $< into $(BENCH_VENV)"
	@[ -x $(BENCH_PYTHON) ] || python3 -m venv $(BENCH_VENV)
	@$(BENCH_PYTHON) -m pip install -q --disable-pip-version-check -r $<
	@touch $@

.PHONY: bench
bench: release $(BENCH_PYTHON) ## our runtime and its peers, interleaved; QUICK=1, ROUNDS=n, NETWORKS=a,b
	@$(INSTALL) dataset-fashion-mnist
	@rm -rf $(BENCH_OUT)/pieces
	@$(BENCH_RUN) --program $(ATSNN) --out $(BENCH_OUT) $(BENCH_LENGTH) $(BENCH_NETWORKS)

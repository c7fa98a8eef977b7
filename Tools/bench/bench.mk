# The benchmark against other engines, and counts of instructions. Included by the root Makefile.

BENCH := Tools/bench
BENCH_OUT := $(BUILD)/bench
BENCH_VENV := .venv-bench
BENCH_PYTHON := $(BENCH_VENV)/bin/python
BENCH_PATH := PYTHONPATH=$(BENCH):Tools/networks:Tools/oracle
BENCH_MODULE = ATSNN_CIFAR10=$(CIFAR) ATSNN_NMNIST=$(NMNIST) $(BENCH_PATH) $(BENCH_PYTHON) -m
# The folders of CIFAR-10's binary version and of N-MNIST's Train and Test, for networks trained on them.
CIFAR ?=
NMNIST ?=
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
	@$(BENCH_MODULE) atsnn_bench --program $(ATSNN) --out $(BENCH_OUT) $(BENCH_LENGTH) $(BENCH_NETWORKS)

# Instructions an image under valgrind: the guard that no clock can shake.
INSTRUCTIONS := $(BENCH)/instructions.json
.PHONY: instructions instructions-renew
instructions: release ## instructions an image of the shipped network, against the record
	@$(INSTALL) valgrind
	@$(BENCH)/instructions.py $(ATSNN) $(INSTRUCTIONS)

instructions-renew: release ## write that record again
	@$(INSTALL) valgrind
	@$(BENCH)/instructions.py --renew $(ATSNN) $(INSTRUCTIONS)

# Instructions an image on Arm, counted under emulation: the runtime, its reference kernels, and a
# dense int8 loop. Speed matters here, not size, so the runtime is built with -O for each processor.
EMULATED := $(BENCH_OUT)/emulated
EMULATED_BOARDS := linux-aarch64 linux-armv7
linux-aarch64_CORE := cortex-a72
linux-armv7_CORE := cortex-a7
linux-aarch64_CLANG := --target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include -mcpu=cortex-a72
linux-armv7_CLANG := --target=armv7-linux-gnueabihf -isystem /usr/arm-linux-gnueabihf/include -mcpu=cortex-a7 -mfpu=neon
# What makes the boards' objects small.
EMULATED_SMALL := -Osize -Xllvm -sil-inline-block-limit-denominator=2
EMULATED_CORE = -target $($(1)_TRIPLE) $(filter-out -no-allocations,$($(1)_SWIFT)) -target-cpu $($(1)_CORE) \
  -Xcc -mcpu=$($(1)_CORE)
EMULATED_SWIFT = $(filter-out $(EMULATED_SMALL),$(EMBEDDED_SWIFT)) -O $(call EMULATED_CORE,$(1))

$(EMULATED)/count.so: $(BENCH)/emulated/count.c
	@mkdir -p $(@D)
	@gcc -std=c11 -O2 -fPIC -shared -fvisibility=hidden $(FIRMWARE_WARNINGS) $< -o $@

# $(1) board
define EMULATED_RULES
$(EMULATED)/$(1)/reference.o: $(EMBEDDED_SOURCES) Firmware/include/atsnn.h $(BENCH)/bench.mk
	@mkdir -p $$(@D)
	@$$(call EMULATED_SWIFT,$(1)) -c $(EMBEDDED_SOURCES) -o $$@

# The runtime with the vector kernels of the processor, as the package's build has them.
$(EMULATED)/$(1)/kernels.o: $(EMBEDDED_SOURCES) $(KERNEL_SOURCES) Firmware/include/atsnn.h $(BENCH)/bench.mk
	@mkdir -p $$(@D)
	@$(KERNEL_SWIFT) $$(call EMULATED_CORE,$(1)) -module-name ATSNNKernels -Xcc -ffreestanding \
	  -Xfrontend -function-sections -c $(filter %.swift,$(KERNEL_SOURCES)) -o $$(@D)/whole.o
	@$($(1)_TOOLS)ld -r --force-group-allocation --gc-sections --entry=atsnn_kernels_baseline \
	  $$(@D)/whole.o -o $$(@D)/table.o
	@$($(1)_TOOLS)objcopy --keep-global-symbol=atsnn_kernels_baseline $$(@D)/table.o
	@$$(call EMULATED_SWIFT,$(1)) -I Sources/CKernels -c $(EMBEDDED_SOURCES) -o $$(@D)/runtime.o
	@$($(1)_TOOLS)gcc $($(1)_CC) -r -nostdlib $$(@D)/runtime.o $$(@D)/table.o -o $$@

$(EMULATED)/$(1)/%: $(EMULATED)/$(1)/%.o $(EXAMPLES)/classify_pipe.c $(EXAMPLES)/files.c
	@$($(1)_TOOLS)gcc $(BOARD_CFLAGS) $($(1)_CC) -static -Wl,--gc-sections $$(filter %.c %.o,$$^) -lgcc -o $$@

$(EMULATED)/$(1)/dense: $(BENCH)/emulated/dense.c $(BENCH)/bench.mk
	@mkdir -p $$(@D)
	@clang $($(1)_CLANG) -std=gnu11 -O3 -Wall -Wextra -c $$< -o $$@.o
	@$($(1)_TOOLS)gcc -static $$@.o -o $$@
endef
$(foreach board,$(EMULATED_BOARDS),$(eval $(call EMULATED_RULES,$(board))))

.PHONY: bench-emulated
bench-emulated: install-firmware $(PYTHON) $(EMULATED)/count.so \
    $(foreach board,$(EMULATED_BOARDS),$(addprefix $(EMULATED)/$(board)/,kernels reference dense)) ## instructions an image on Arm, counted under emulation
	@$(BENCH_PATH) $(PYTHON) -m atsnn_bench.emulated $(EMULATED_BOARDS) --out $(BENCH_OUT)

# The runtime as Embedded Swift: one object a board without heap, C library or Swift runtime, and a
# static program that replays the golden vectors. Included by the root Makefile, run from the root;
# its `install-firmware` brings the cross compilers and the emulator.

EMBEDDED := Firmware/embedded
EMBEDDED_OUT := build/embedded
EMBEDDED_BOARDS := linux-x86_64 linux-aarch64
EMBEDDED_VECTORS ?= Tests/Vectors
# The repository's Python where it is made, for the oracle.
EMBEDDED_PYTHON ?= $(or $(wildcard $(PYTHON)),python3)
# Size, not speed: the boards' flash is the scarce thing.
EMBEDDED_OPTIMIZE ?= -Osize

EMBEDDED_SOURCES := $(shell find Sources/ATSNNRuntime -name '*.swift' | LC_ALL=C sort) \
  $(EMBEDDED)/exports.swift
EMBEDDED_SWIFT := swiftc -swift-version 6 -enable-experimental-feature Embedded -no-allocations \
  -wmo -parse-as-library $(EMBEDDED_OPTIMIZE) -module-name ATSNNEmbedded \
  -Xfrontend -disable-stack-protector -Xfrontend -function-sections -warnings-as-errors
EMBEDDED_CFLAGS := -std=c11 -Os -Wall -Wextra -pedantic -Wshadow -Werror
EMBEDDED_ENTRIES = $(shell sed -n 's/^@c(\([a-z_]*\))$$/-u \1/p' $(EMBEDDED)/exports.swift)

linux-x86_64_TRIPLE := x86_64-unknown-linux-gnu
linux-x86_64_TOOLS := x86_64-linux-gnu-
linux-x86_64_RUN :=
linux-aarch64_TRIPLE := aarch64-none-none-elf
linux-aarch64_TOOLS := aarch64-linux-gnu-
linux-aarch64_RUN := qemu-aarch64

# $(1) board. The object keeps what the entry points reach and names only the symbols it needs.
define EMBEDDED_BOARD
$(EMBEDDED_OUT)/$(1)/atsnn.o: $(EMBEDDED_SOURCES) $(EMBEDDED)/embedded.mk | install-firmware
	@mkdir -p $$(@D)
	@$(EMBEDDED_SWIFT) -target $($(1)_TRIPLE) -c $(EMBEDDED_SOURCES) -o $$(@D)/whole.o
	@$($(1)_TOOLS)ld -r --gc-sections $$(EMBEDDED_ENTRIES) $$(@D)/whole.o -o $$@
	@$($(1)_TOOLS)objcopy --strip-unneeded $$@

$(EMBEDDED_OUT)/$(1)/replay: $(EMBEDDED_OUT)/$(1)/atsnn.o $(EMBEDDED)/main.c \
    $(EMBEDDED)/entry_points.h
	@$($(1)_TOOLS)gcc $(EMBEDDED_CFLAGS) -static $(EMBEDDED)/main.c $$< -o $$@

.PHONY: embedded-tests-$(1)
embedded-tests-$(1): $(EMBEDDED_OUT)/$(1)/replay $(EMBEDDED_OUT)/vectors.list
	@$(EMBEDDED)/check_symbols.sh $($(1)_TOOLS)nm $(EMBEDDED_OUT)/$(1)/atsnn.o
	@$($(1)_RUN) $$< $(EMBEDDED_OUT)/vectors.list > $(EMBEDDED_OUT)/$(1)/log
	@echo "$(1): golden vectors"
	@PYTHONPATH=Tools/oracle $(EMBEDDED_PYTHON) -m oracle compare-log \
	  --vectors $(EMBEDDED_VECTORS) $(EMBEDDED_OUT)/$(1)/log
endef
$(foreach board,$(EMBEDDED_BOARDS),$(eval $(call EMBEDDED_BOARD,$(board))))

# Always made again: the vectors may be others.
.PHONY: $(EMBEDDED_OUT)/vectors.list
$(EMBEDDED_OUT)/vectors.list: $(EMBEDDED)/list_vectors.py
	@mkdir -p $(@D)
	@python3 $< $(EMBEDDED_VECTORS) > $@

# `make firmware BOARD=name` builds one board.
FIRMWARE_BOARDS := $(or $(BOARD),$(EMBEDDED_BOARDS))
ifneq ($(filter-out $(EMBEDDED_BOARDS),$(FIRMWARE_BOARDS)),)
  $(error unknown board '$(filter-out $(EMBEDDED_BOARDS),$(FIRMWARE_BOARDS))'; there are: $(EMBEDDED_BOARDS))
endif

.PHONY: embedded-tests firmware

embedded-tests: $(EMBEDDED_BOARDS:%=embedded-tests-%) ## the Embedded builds on the golden vectors

# The demo model's image, from the demonstration or the committed vectors, whichever is there.
FIRMWARE_IMAGE ?= $(firstword $(wildcard build/demo/fashion-int8.atsnn \
  Tests/Vectors/fashion-int8/image.atsnn))

firmware: $(FIRMWARE_BOARDS:%=$(EMBEDDED_OUT)/%/replay) ## the Embedded builds: code size and memory of the demo model
	@$(EMBEDDED)/report_sizes.sh $(EMBEDDED_OUT) "$(FIRMWARE_IMAGE)" \
	  $(foreach board,$(FIRMWARE_BOARDS),$(board)=$($(board)_TOOLS)size)

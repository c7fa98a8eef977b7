# The runtime as Embedded Swift: for each board one object without heap, C library or Swift runtime,
# and a program that replays the golden vectors. Included by the root Makefile, run from the root.
# A board is a folder here with a board.mk; README.md says how to add one.

BOARDS_FOLDER := Firmware/boards
SHARED := $(BOARDS_FOLDER)/shared
REPLAY := Firmware/replay
BOARDS_OUT := build/boards
BOARDS := $(patsubst $(BOARDS_FOLDER)/%/board.mk,%,$(sort $(wildcard $(BOARDS_FOLDER)/*/board.mk)))
BOARD_VECTORS ?= Tests/Vectors
# The repository's Python where it is made, for the oracle.
BOARD_PYTHON ?= $(or $(wildcard $(PYTHON)),python3)

LINUX_LINK := -static $(SHARED)/linux.c
BARE_LINK = -nostdlib -Wl,-z,noexecstack,--fatal-warnings -L$(SHARED) -T$(BOARDS_FOLDER)/$(1)/link.ld -Wl,--no-warn-rwx-segments \
  -fno-tree-loop-distribute-patterns $(SHARED)/start.c $(SHARED)/memory.c
include $(BOARDS:%=$(BOARDS_FOLDER)/%/board.mk)

EMBEDDED_SOURCES := $(shell find Sources/ATSNNRuntime Firmware/embedded -name '*.swift' | LC_ALL=C sort)
# Size, not speed: the boards' flash is the scarce thing. All traps of a function are one instruction,
# and functions of many blocks inline little; on Cortex-M4 neither costs instructions in a run.
EMBEDDED_SWIFT := swiftc -swift-version 6 -enable-experimental-feature Embedded -wmo -Osize \
  -parse-as-library -module-name ATSNNEmbedded -import-objc-header Firmware/include/atsnn.h \
  -Xcc -ffreestanding -Xfrontend -disable-stack-protector -Xfrontend -function-sections \
  -Xfrontend -mergeable-traps -Xllvm -sil-inline-block-limit-denominator=2 -warnings-as-errors
EMBEDDED_ENTRIES = $(shell sed -n 's/^public func \(atsnn_[a-z_]*\).*/-Wl,-u,\1/p' Firmware/embedded/*.swift)
BOARD_CFLAGS := -std=c11 -Os -ffunction-sections -fdata-sections -Wall -Wextra -pedantic -Wshadow \
  -Wconversion -Werror -IFirmware/include -I$(SHARED)
BOARD_SHARED := $(wildcard $(SHARED)/*)
REPLAY_SOURCES := $(wildcard $(REPLAY)/*.c $(REPLAY)/*.h $(REPLAY)/*.S)

# $(1) board. The object keeps what the entry points reach and names only the symbols it needs;
# libgcc gives what the instruction set lacks.
define BOARD_RULES
$(BOARDS_OUT)/$(1)/atsnn.o: $(EMBEDDED_SOURCES) Firmware/include/atsnn.h $(BOARDS_FOLDER)/boards.mk \
    $(BOARDS_FOLDER)/$(1)/board.mk | install-firmware
	@mkdir -p $$(@D)
	@$(EMBEDDED_SWIFT) $($(1)_SWIFT) -target $($(1)_TRIPLE) -c $(EMBEDDED_SOURCES) -o $$(@D)/whole.o
	@$($(1)_TOOLS)gcc $($(1)_CC) -r -nostdlib -Wl,--gc-sections $$(EMBEDDED_ENTRIES) $$(@D)/whole.o -o $$@
	@$($(1)_TOOLS)objcopy --strip-unneeded $$@

$(BOARDS_OUT)/$(1)/replay: $(BOARDS_OUT)/$(1)/atsnn.o $(BOARDS_OUT)/vectors.bin $(REPLAY_SOURCES) \
    $(BOARD_SHARED) $(wildcard $(BOARDS_FOLDER)/$(1)/*)
	@$($(1)_TOOLS)gcc $(BOARD_CFLAGS) $($(1)_CC) -Wl,--gc-sections -Wa,-I$(BOARDS_OUT) \
	  $(filter %.c %.S,$(REPLAY_SOURCES)) $$< $(call $(1)_LINK,$(1)) -lgcc -o $$@

# Whatever the log's end, compare-log judges it: what is not in it has failed.
$(BOARDS_OUT)/$(1)/log: $(BOARDS_OUT)/$(1)/replay
	@timeout 300 $($(1)_RUN) $$< > $$@ || tail -3 $$@

.PHONY: board-tests-$(1)
board-tests-$(1): $(BOARDS_OUT)/$(1)/log
	@$(BOARDS_FOLDER)/check_symbols.sh $($(1)_TOOLS)nm $(BOARDS_OUT)/$(1)/atsnn.o
	@echo "$(1): golden vectors"
	@PYTHONPATH=Tools/oracle $(BOARD_PYTHON) -m oracle compare-log --vectors $(BOARD_VECTORS) $$<
endef
$(foreach board,$(BOARDS),$(eval $(call BOARD_RULES,$(board))))

# Always looked at, for the vectors may be others; written only when they are.
.PHONY: packed-vectors
packed-vectors:
$(BOARDS_OUT)/vectors.bin: packed-vectors
	@mkdir -p $(@D)
	@python3 $(REPLAY)/pack_vectors.py $(BOARD_VECTORS) $@

# `make firmware BOARD=name` builds one board.
FIRMWARE_BOARDS := $(or $(BOARD),$(BOARDS))
ifneq ($(filter-out $(BOARDS),$(FIRMWARE_BOARDS)),)
  $(error unknown board '$(filter-out $(BOARDS),$(FIRMWARE_BOARDS))'; there are: $(BOARDS))
endif
FIRMWARE_PACKAGES := build-essential $(sort $(foreach board,$(FIRMWARE_BOARDS),$($(board)_PACKAGES)))

.PHONY: boards-tests boards-random boards-sizes firmware size-table
boards-tests: $(BOARDS:%=board-tests-%) ## every board under emulation on the golden vectors

boards-random: $(PYTHON) ## every board on 100 random networks from SEED
	@rm -rf build/random-boards
	@$(ORACLE) random --count 100 --seed $(SEED) --out build/random-boards
	@$(MAKE) -s boards-tests BOARD_VECTORS=build/random-boards

SIZES = python3 $(BOARDS_FOLDER)/size_table.py $(1) $(BOARDS_OUT) \
  $(foreach board,$(FIRMWARE_BOARDS),$(board)=$($(board)_TOOLS)size)

firmware: $(FIRMWARE_BOARDS:%=$(BOARDS_OUT)/%/log) ## the Embedded builds of all boards or of BOARD=name, with their sizes
	@$(call SIZES)
	@echo "bytes; session and stack while the shipped network (int8) and the other vectors run"

boards-sizes: $(BOARDS:%=$(BOARDS_OUT)/%/log) ## no board's figures grew over 2 % of Firmware/README.md's
	@$(call SIZES,--check Firmware/README.md)

size-table: $(BOARDS:%=$(BOARDS_OUT)/%/log) ## Firmware/README.md's table of sizes again
	@$(call SIZES,--write Firmware/README.md)

# Memory reports: what a model takes of each board's flash and RAM, from its image before the build
# and from the program after it, which must agree. Included by the root Makefile after boards.mk.

MEMORY := Firmware/memory
MEMORY_OUT := build/memory
IMAGE ?= Tests/Vectors/fashion-int8/image.atsnn
MEMORY_SOURCES := $(MEMORY)/measure.c $(MEMORY)/image.S $(REPLAY)/print.c
MEMORY_TOOL = PYTHONPATH=Tools/oracle:Tools/memory $(PYTHON) -m atsnn_memory
# A micro model and its code must fit these: the boards of `limit`.
MEMORY_LIMIT := $(filter mps2-%,$(BOARDS))

# Always looked at, for the image may be another; written only when it is.
.PHONY: packed-image
packed-image:
$(MEMORY_OUT)/model.atsnn: packed-image
	@mkdir -p $(@D)
	@cmp -s $(IMAGE) $@ || cp $(IMAGE) $@

# Asked again each time, for the program may be another.
$(MEMORY_OUT)/inspect.json: $(MEMORY_OUT)/model.atsnn release | $(PYTHON)
	@$(call RENEW,$(ATSNN) inspect $< --json)

# $(1) board. The linker's map says what comes from the runtime.
define MEMORY_RULES
$(MEMORY_OUT)/$(1)/measure: $(MEMORY_SOURCES) $(BOARDS_OUT)/$(1)/atsnn.o $(MEMORY_OUT)/inspect.json \
    $(BOARD_SHARED)
	@mkdir -p $$(@D)
	@$($(1)_TOOLS)gcc $(BOARD_CFLAGS) $($(1)_CC) -Wl,--gc-sections,-Map=$$@.map -Wa,-I$(MEMORY_OUT) \
	  -I$(REPLAY) $$$$($$(MEMORY_TOOL) flags --inspect $(MEMORY_OUT)/inspect.json $(BOARDS_OUT)/$(1)/atsnn.o) \
	  $(MEMORY_SOURCES) $(BOARDS_OUT)/$(1)/atsnn.o $(call $(1)_LINK,$(1)) -lgcc -o $$@

$(MEMORY_OUT)/$(1)/log: $(MEMORY_OUT)/$(1)/measure
	@timeout 60 $($(1)_RUN) $$< > $$@ || tail -3 $$@
endef
$(foreach board,$(BOARDS),$(eval $(call MEMORY_RULES,$(board))))

MEMORY_REPORT = $(MEMORY_TOOL) report --image $(IMAGE) --inspect $(MEMORY_OUT)/inspect.json

.PHONY: memory memory-tests
memory: $(FIRMWARE_BOARDS:%=$(MEMORY_OUT)/%/log) ## flash and RAM of a model (IMAGE=...) on all boards or BOARD=name; JSON=1
	@$(MEMORY_REPORT) $(if $(JSON),--json) $(foreach board,$(FIRMWARE_BOARDS),$(board)=$(MEMORY_OUT)/$(board))

memory-tests: $(BOARDS:%=$(MEMORY_OUT)/%/log) $(BOARDS:%=$(BOARDS_OUT)/%/log) ## inspect's bytes are those of programs and boards; limits of a micro model
	@$(MEMORY_REPORT) --check $(MEMORY_LIMIT:%=--limit %) $(foreach board,$(BOARDS),$(board)=$(MEMORY_OUT)/$(board))
	@$(MEMORY_TOOL) logs --program $(ATSNN) $(foreach board,$(BOARDS),$(board)=$(BOARDS_OUT)/$(board))

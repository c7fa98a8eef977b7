# The three examples of the C interface, built and run; golden vectors say what they must print. Included by the root Makefile after boards.mk.

EXAMPLES := Firmware/examples
EXAMPLES_OUT := build/examples
EXAMPLES_VECTORS := Tests/Vectors/fashion-int8
EXAMPLES_BARE := $(foreach board,$(BOARDS),$(if $(findstring BARE,$(value $(board)_LINK)),$(board)))
HOST_OBJECT := $(BOARDS_OUT)/linux-x86_64/atsnn.o

$(EXAMPLES_OUT)/classify_%: $(EXAMPLES)/classify_%.c $(EXAMPLES)/files.c $(HOST_OBJECT) \
    Firmware/include/atsnn.h $(EXAMPLES)/files.h
	@mkdir -p $(@D)
	@gcc $(BOARD_CFLAGS) $(filter %.c %.o,$^) -o $@

$(EXAMPLES_OUT)/fashion_mnist.h: $(MODEL) | release
	@mkdir -p $(@D)
	@$(INSTALL) dataset-fashion-mnist
	@$(ATSNN) quantize $< --calibration $(FASHION)/train-images-idx3-ubyte.gz \
	  -o $(@D)/fashion_mnist.atsnn --header $@ > $(@D)/quantize.log

$(EXAMPLES_OUT)/expected: $(EXAMPLES)/answers.py $(EXAMPLES_VECTORS)/vectors.json
	@mkdir -p $(@D)
	@python3 $< $(EXAMPLES_VECTORS) --expected > $@

$(EXAMPLES_OUT)/images.h: $(EXAMPLES)/answers.py $(EXAMPLES_VECTORS)/vectors.json
	@mkdir -p $(@D)
	@python3 $< $(EXAMPLES_VECTORS) --header > $@

# $(1) board
define EXAMPLES_RULES
$(EXAMPLES_OUT)/$(1)/classify_flash: $(EXAMPLES)/classify_flash.c $(BOARDS_OUT)/$(1)/atsnn.o \
    $(EXAMPLES_OUT)/fashion_mnist.h $(EXAMPLES_OUT)/images.h $(BOARD_SHARED)
	@mkdir -p $$(@D)
	@$($(1)_TOOLS)gcc $(BOARD_CFLAGS) $($(1)_CC) -Wl,--gc-sections -I$(EXAMPLES_OUT) -I$(REPLAY) \
	  $$< $(REPLAY)/print.c $(BOARDS_OUT)/$(1)/atsnn.o $(call $(1)_LINK,$(1)) -lgcc -o $$@

$(EXAMPLES_OUT)/$(1)/answers: $(EXAMPLES_OUT)/$(1)/classify_flash
	@timeout 60 $($(1)_RUN) $$< > $$@
endef
$(foreach board,$(EXAMPLES_BARE),$(eval $(call EXAMPLES_RULES,$(board))))

$(EXAMPLES_OUT)/pipe/answers: $(EXAMPLES_OUT)/classify_pipe $(EXAMPLES_VECTORS)/vectors.json
	@mkdir -p $(@D)
	@python3 $(EXAMPLES)/answers.py $(EXAMPLES_VECTORS) --pixels | \
	  $< $(EXAMPLES_VECTORS)/image.atsnn > $@

# The stream of one recording in bins as rule E1 would make them: the first window is the golden
# vector's run. The host's program says what the windows are, and every Linux board must agree.
STREAM_VECTORS := Tests/Vectors/events-maximum-timestep
STREAM_BIN := 984
EXAMPLES_LINUX := $(filter-out $(EXAMPLES_BARE),$(BOARDS))

$(EXAMPLES_OUT)/events.bin: $(EXAMPLES)/answers.py $(STREAM_VECTORS)/extra.json
	@mkdir -p $(@D)
	@python3 $< $(STREAM_VECTORS) --events > $@

# $(1) board
define STREAM_RULES
$(EXAMPLES_OUT)/$(1)/classify_events: $(EXAMPLES)/classify_events.c $(EXAMPLES)/files.c \
    $(BOARDS_OUT)/$(1)/atsnn.o $(EXAMPLES)/files.h
	@mkdir -p $$(@D)
	@$($(1)_TOOLS)gcc $(BOARD_CFLAGS) $($(1)_CC) -static -Wl,--gc-sections \
	  $$(filter %.c %.o,$$^) -o $$@

$(EXAMPLES_OUT)/$(1)/windows: $(EXAMPLES_OUT)/$(1)/classify_events $(EXAMPLES_OUT)/events.bin
	@timeout 60 $($(1)_RUN) $$< $(STREAM_VECTORS)/image.atsnn $(STREAM_BIN) \
	  < $(EXAMPLES_OUT)/events.bin > $$@
endef
$(foreach board,$(EXAMPLES_LINUX),$(eval $(call STREAM_RULES,$(board))))

$(EXAMPLES_OUT)/windows: $(EXAMPLES_OUT)/events.bin | release
	@$(ATSNN) stream $(STREAM_VECTORS)/image.atsnn --input $< --bin-ms 0.$(STREAM_BIN) | \
	  awk '/^window / { print $$1, $$2, $$3, $$4, $$5, $$6 }' > $@
	@python3 $(EXAMPLES)/answers.py $(STREAM_VECTORS) --expected | sed 's/^/window 0 /' | \
	  diff - <(head -1 $@)

.PHONY: streams-tests
streams-tests: $(EXAMPLES_LINUX:%=$(EXAMPLES_OUT)/%/windows) $(EXAMPLES_OUT)/windows ## the stream example on every Linux board
	@status=0; for windows in $(filter-out $(EXAMPLES_OUT)/windows,$^); do echo "$$windows"; \
	  if diff $(EXAMPLES_OUT)/windows $$windows; then echo "1 passed, 0 failed"; \
	  else echo "0 passed, 1 failed"; status=1; fi; done; exit $$status

.PHONY: examples-tests
examples-tests: $(EXAMPLES_OUT)/pipe/answers $(EXAMPLES_BARE:%=$(EXAMPLES_OUT)/%/answers) $(EXAMPLES_OUT)/expected ## the examples of the C interface
	@status=0; for answers in $(filter %/answers,$^); do echo "$$answers"; \
	  if diff $(EXAMPLES_OUT)/expected $$answers; then echo "1 passed, 0 failed"; \
	  else echo "0 passed, 1 failed"; status=1; fi; done; exit $$status

# What the program says of the image that the C interface's tests use: bytes that its session must ask for.
INTERFACE_IMAGE := Tests/Vectors/fashion-int8/image.atsnn
$(EXAMPLES_OUT)/inspect.json: $(INTERFACE_IMAGE) release | $(PYTHON)
	@mkdir -p $(@D)
	@$(call RENEW,$(ATSNN) inspect $< --json)

# The C interface on the host: its promises by cmocka, and both headers together as C11 and C++.
$(EXAMPLES_OUT)/test_%: Firmware/embedded/tests/test_%.c $(HOST_OBJECT) Firmware/include/atsnn.h \
    $(EXAMPLES_OUT)/inspect.json
	@gcc $(BOARD_CFLAGS) -DIMAGE_BYTES=$$(stat -c %s $(INTERFACE_IMAGE)) \
	  $$($(MEMORY_TOOL) flags --inspect $(EXAMPLES_OUT)/inspect.json $(HOST_OBJECT)) \
	  $(filter %.c %.o,$^) -lcmocka -o $@

.PHONY: interface-tests
interface-tests: $(EXAMPLES_OUT)/test_session $(EXAMPLES_OUT)/test_stream ## the C interface: cmocka, and its header in C11 and C++
	@status=0; for test in $^; do $$test || status=1; done; exit $$status
	@for compiler in "gcc -std=c11 -x c" "g++ -std=c++11 -x c++" "g++ -std=c++20 -x c++"; do \
	  printf '#include "atsnn.h"\n#include "atsnn_accelerator.h"\n' | $$compiler -Wall -Wextra \
	  -pedantic -Werror -IFirmware/include -fsyntax-only - || exit; echo "$$compiler"; \
	  echo "1 passed, 0 failed"; done

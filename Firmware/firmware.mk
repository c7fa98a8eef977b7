# The accelerator's tests. Included by the root Makefile, run from the repository's root; each
# cmocka program prints its own result. $ATSNN_VECTORS names another folder of golden vectors.

FIRMWARE_OUT := build/firmware
FIRMWARE_SOURCES := $(wildcard Firmware/accelerator/*.c Firmware/driver/*.c)
FIRMWARE_SUPPORT := $(addprefix Firmware/tests/,support.c image_builder.c small_machine.c vector_input.c \
  machines.c tables.c mock_window.c model_bus.c \
  driver_bench.c vector_folders.c)
FIRMWARE_HEADERS := $(wildcard Firmware/accelerator/*.h Firmware/driver/*.h Firmware/include/*.h \
  Firmware/tests/*.h)
FIRMWARE_TESTS := $(patsubst Firmware/tests/%.c,%,$(wildcard Firmware/tests/test_*.c))

FIRMWARE_WARNINGS := -Wall -Wextra -pedantic -Wmissing-prototypes -Wshadow -Wconversion -Werror
FIRMWARE_FLAGS := -std=c11 -g $(FIRMWARE_WARNINGS) -IFirmware/include -IFirmware/accelerator
FIRMWARE_LIBRARIES := -lcmocka -lcjson -lm

# The model by itself is plain C11; the tests also read folders and allocate aligned memory.
FIRMWARE_TEST_FLAGS := $(FIRMWARE_FLAGS) -D_POSIX_C_SOURCE=200809L

# Both compilers see every warning: the tests are built by the host's, the sanitized ones by clang.
FIRMWARE_CC ?= gcc
FIRMWARE_CLANG ?= clang
FIRMWARE_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all

# $(1) variant, $(2) compiler, $(3) flags, $(4) flags of the linker: objects of the model and the
# tests, and their programs.
define FIRMWARE_VARIANT
$(FIRMWARE_OUT)/$(1)/accelerator/%.o: Firmware/accelerator/%.c $(FIRMWARE_HEADERS)
	@mkdir -p $$(@D)
	@$(2) $(FIRMWARE_FLAGS) $(3) -c $$< -o $$@

$(FIRMWARE_OUT)/$(1)/driver/%.o: Firmware/driver/%.c $(FIRMWARE_HEADERS)
	@mkdir -p $$(@D)
	@$(2) $(FIRMWARE_FLAGS) $(3) -c $$< -o $$@

$(FIRMWARE_OUT)/$(1)/tests/%.o: Firmware/tests/%.c $(FIRMWARE_HEADERS)
	@mkdir -p $$(@D)
	@$(2) $(FIRMWARE_TEST_FLAGS) $(3) -c $$< -o $$@

$(FIRMWARE_OUT)/$(1)/test_%: $(FIRMWARE_OUT)/$(1)/tests/test_%.o \
    $(FIRMWARE_SUPPORT:Firmware/%.c=$(FIRMWARE_OUT)/$(1)/%.o) \
    $(FIRMWARE_SOURCES:Firmware/%.c=$(FIRMWARE_OUT)/$(1)/%.o)
	@$(2) $(3) $(4) $$^ $(FIRMWARE_LIBRARIES) -o $$@

.SECONDARY: $(FIRMWARE_TESTS:%=$(FIRMWARE_OUT)/$(1)/tests/%.o) \
    $(FIRMWARE_SUPPORT:Firmware/%.c=$(FIRMWARE_OUT)/$(1)/%.o) \
    $(FIRMWARE_SOURCES:Firmware/%.c=$(FIRMWARE_OUT)/$(1)/%.o)
endef

$(eval $(call FIRMWARE_VARIANT,plain,$(FIRMWARE_CC),-O2,))
$(eval $(call FIRMWARE_VARIANT,sanitized,$(FIRMWARE_CLANG),-O1 $(FIRMWARE_SANITIZE),-fuse-ld=lld))

# Runs every program, also after one has failed.
firmware_run = @status=0; for test in $(FIRMWARE_TESTS); do \
  $(1) $(FIRMWARE_OUT)/$(2)/$$test || status=1; done; exit $$status

.PHONY: firmware-tests firmware-tests-sanitized firmware-tests-valgrind firmware-machines \
  firmware-fuzz
firmware-tests: $(FIRMWARE_TESTS:%=$(FIRMWARE_OUT)/plain/%) ## the accelerator's cmocka tests
	$(call firmware_run,,plain)

firmware-tests-sanitized: $(FIRMWARE_TESTS:%=$(FIRMWARE_OUT)/sanitized/%) ## the same under ASan and UBSan
	$(call firmware_run,,sanitized)

firmware-tests-valgrind: $(FIRMWARE_TESTS:%=$(FIRMWARE_OUT)/plain/%) ## the same under valgrind
	$(call firmware_run,valgrind --quiet --error-exitcode=9 --leak-check=full,plain)

firmware-machines: $(FIRMWARE_OUT)/plain/test_vectors ## all golden vectors on 200 random machines
	@ATSNN_MACHINES=200 $<

# --- fuzzing ------------------------------------------------------------------------------------

FIRMWARE_FUZZ_SECONDS ?= 30
FIRMWARE_VECTORS := $(or $(ATSNN_VECTORS),Tests/Vectors)

$(FIRMWARE_OUT)/fuzz_image: Firmware/tests/fuzz_image.c $(FIRMWARE_SOURCES) $(FIRMWARE_HEADERS)
	@mkdir -p $(@D)
	@$(FIRMWARE_CLANG) $(FIRMWARE_TEST_FLAGS) -O1 -fsanitize=fuzzer $(FIRMWARE_SANITIZE) -fuse-ld=lld \
	  $(filter %.c,$^) -o $@

# The corpus is the golden images and the bad ones, so that every run replays both.
firmware-fuzz: $(FIRMWARE_OUT)/fuzz_image ## the reader and the machine on arbitrary bytes, seed 1
	@rm -rf $(FIRMWARE_OUT)/corpus && mkdir -p $(FIRMWARE_OUT)/corpus
	@for image in $(FIRMWARE_VECTORS)/*/*.atsnn; do \
	  cp "$$image" "$(FIRMWARE_OUT)/corpus/$$(basename $$(dirname "$$image"))-$$(basename "$$image")"; done
	@$(FIRMWARE_OUT)/fuzz_image -seed=1 -max_total_time=$(FIRMWARE_FUZZ_SECONDS) -max_len=65536 \
	  -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix=$(FIRMWARE_OUT)/ \
	  $(FIRMWARE_OUT)/corpus && echo "1 passed, 0 failed"

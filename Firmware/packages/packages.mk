# The runtime for other people's builds: a static library a board, a CMake package, a Zephyr module
# and an Arduino library. Included by the root Makefile after examples.mk; README.md says how to use
# what it makes.

COMMA := ,
PACKAGES := Firmware/packages
PACKAGES_OUT := build/packages
LIBRARY_OUT := build/library
ATSNN_VERSION := $(shell sed -n 's/.*cString("\([0-9.]*\)").*/\1/p' Firmware/embedded/Results.swift)
CMAKE_VERSION_FILE := $(PACKAGES)/cmake/atsnn-config-version.cmake.in

# Arm's 32-bit boards: the Arm ABI's memory functions go into the library. Of these a bare one says
# that it suits every floating-point calling convention, for no function takes or returns a float.
LIBRARY_ARM = $(filter arm%,$($(1)_TRIPLE))
LIBRARY_NO_FLOATS = $(and $(LIBRARY_ARM),$(findstring BARE,$(value $(1)_LINK)))
LIBRARY_ATTRIBUTES = $(BOARDS_OUT)/$(1)/attributes
define LIBRARY_SUIT_FLOATS
	@echo '.eabi_attribute Tag_ABI_VFP_args, 3' | \
	  $($(1)_TOOLS)gcc $($(1)_CC) -x assembler -c - -o $(LIBRARY_ATTRIBUTES).o
	@$($(1)_TOOLS)objcopy --dump-section .ARM.attributes=$(LIBRARY_ATTRIBUTES) $(LIBRARY_ATTRIBUTES).o
	@$($(1)_TOOLS)objcopy --update-section .ARM.attributes=$(LIBRARY_ATTRIBUTES) $(2)
endef

# $(1) board. The library's only names are those of the header.
LIBRARY_ARM_SOURCE = $(if $(LIBRARY_ARM),-fno-builtin -Wa$(COMMA)--noexecstack $(SHARED)/memory_arm.c)

define LIBRARY_RULES
$(BOARDS_OUT)/$(1)/library/atsnn.o: $(BOARDS_OUT)/$(1)/atsnn.o $(SHARED)/memory_arm.c $(PACKAGES)/packages.mk
	@mkdir -p $$(@D)
	@$($(1)_TOOLS)gcc $(BOARD_CFLAGS) $($(1)_CC) -r -nostdlib -Wl,--gc-sections $$(EMBEDDED_ENTRIES) $$< \
	  $(LIBRARY_ARM_SOURCE) -o $$@
	@$($(1)_TOOLS)objcopy --wildcard --keep-global-symbol='atsnn_*' $$@
$(if $(LIBRARY_NO_FLOATS),$(call LIBRARY_SUIT_FLOATS,$(1),$$@))

$(LIBRARY_OUT)/$(1)/lib/libatsnn.a: $(BOARDS_OUT)/$(1)/library/atsnn.o Firmware/include/atsnn.h LICENSE \
    $(PACKAGES)/cmake/atsnn-config.cmake $(CMAKE_VERSION_FILE)
	@mkdir -p $$(@D)/cmake/atsnn $(LIBRARY_OUT)/$(1)/include
	@rm -f $$@ && $($(1)_TOOLS)ar rcsD $$@ $$<
	@cp Firmware/include/atsnn.h $(LIBRARY_OUT)/$(1)/include
	@cp LICENSE $(LIBRARY_OUT)/$(1)
	@cp $(PACKAGES)/cmake/atsnn-config.cmake $$(@D)/cmake/atsnn
	@sed 's/@VERSION@/$(ATSNN_VERSION)/' $(CMAKE_VERSION_FILE) \
	  > $$(@D)/cmake/atsnn/atsnn-config-version.cmake

.PHONY: library-$(1) library-test-$(1)
library-$(1): $(LIBRARY_OUT)/$(1)/lib/libatsnn.a
	@echo "$(LIBRARY_OUT)/$(1): include/atsnn.h, lib/libatsnn.a ($$$$(stat -c %s $$<) bytes)"

library-test-$(1): $(LIBRARY_OUT)/$(1)/lib/libatsnn.a
	@$(PACKAGES)/tests/check_library.sh $($(1)_TOOLS)nm $$< $(LIBRARY_OUT)/$(1)/include/atsnn.h
endef
$(foreach board,$(BOARDS),$(eval $(call LIBRARY_RULES,$(board))))

.PHONY: library
library: $(FIRMWARE_BOARDS:%=library-%) ## libatsnn.a and its header for all boards or BOARD=name, in build/library

# --- Arduino and Zephyr: one folder each, with a library a processor core --------------------------

ARDUINO_OUT := $(PACKAGES_OUT)/arduino/ATSNN
ZEPHYR_OUT := $(PACKAGES_OUT)/zephyr/atsnn
CORES := cortex-m4=mps2-an386 cortex-m7=mps2-an500 rv32imac=riscv32-virt
CORE_BOARD = $(patsubst $(1)=%,%,$(filter $(1)=%,$(CORES)))
ARDUINO_CORES := cortex-m4 cortex-m7
ZEPHYR_CORES := cortex-m4 cortex-m7 rv32imac
CORE_LIBRARIES = $(foreach core,$(1),$(LIBRARY_OUT)/$(call CORE_BOARD,$(core))/lib/libatsnn.a)
SKETCH := $(PACKAGES)/arduino/examples/ClassifyImages/ClassifyImages.ino

# $(1) folder of the libraries, $(2) cores
define COPY_CORES
$(foreach core,$(2),mkdir -p $(1)/$(core) && \
  cp $(LIBRARY_OUT)/$(call CORE_BOARD,$(core))/lib/libatsnn.a $(1)/$(core) && ) true
endef

.PHONY: arduino zephyr
arduino: $(call CORE_LIBRARIES,$(ARDUINO_CORES)) $(EXAMPLES_OUT)/fashion_mnist.h $(EXAMPLES_OUT)/images.h ## an Arduino library, build/packages/arduino/ATSNN
	@rm -rf $(ARDUINO_OUT) && mkdir -p $(ARDUINO_OUT)/src $(ARDUINO_OUT)/examples/ClassifyImages
	@sed 's/@VERSION@/$(ATSNN_VERSION)/' $(PACKAGES)/arduino/library.properties.in \
	  > $(ARDUINO_OUT)/library.properties
	@cp LICENSE $(ARDUINO_OUT)
	@cp Firmware/include/atsnn.h $(ARDUINO_OUT)/src
	@$(call COPY_CORES,$(ARDUINO_OUT)/src,$(ARDUINO_CORES))
	@cp $(SKETCH) $(EXAMPLES_OUT)/fashion_mnist.h $(EXAMPLES_OUT)/images.h $(ARDUINO_OUT)/examples/ClassifyImages
	@echo "$(ARDUINO_OUT): copy it into the sketchbook's libraries folder"

zephyr: $(call CORE_LIBRARIES,$(ZEPHYR_CORES)) ## a Zephyr module, build/packages/zephyr/atsnn
	@rm -rf $(ZEPHYR_OUT) && mkdir -p $(ZEPHYR_OUT)/include
	@cp -r $(PACKAGES)/zephyr/zephyr LICENSE $(ZEPHYR_OUT)
	@cp Firmware/include/atsnn.h $(ZEPHYR_OUT)/include
	@$(call COPY_CORES,$(ZEPHYR_OUT)/lib,$(ZEPHYR_CORES))
	@echo "$(ZEPHYR_OUT): west build -- -DEXTRA_ZEPHYR_MODULES=$(abspath $(ZEPHYR_OUT))"

# --- tests ----------------------------------------------------------------------------------------

PACKAGES_TESTS := $(PACKAGES)/tests
BARE_FLAGS = $(BOARD_CFLAGS) $(2) -Wl,--gc-sections -I$(REPLAY) $(REPLAY)/print.c
FLOAT_ABIS := soft softfp hard
FLOATS = $(filter-out -mfloat-abi=%,$($(1)_CC))
EXPECT = @if diff $(EXAMPLES_OUT)/expected $(1); then echo "1 passed, 0 failed"; \
  else echo "$(2): other answers"; echo "0 passed, 1 failed"; exit 1; fi

# $(1) name, $(2) board, $(3) more arguments of cmake
define CMAKE_TEST
.PHONY: cmake-test-$(1)
cmake-test-$(1): $(LIBRARY_OUT)/$(2)/lib/libatsnn.a $(EXAMPLES_OUT)/expected | install-packages
	@echo "CMake, $(1)"
	@cmake -S $(PACKAGES)/cmake/example -B $(PACKAGES_OUT)/cmake-$(1) --log-level=WARNING \
	  -DCMAKE_PREFIX_PATH=$(abspath $(LIBRARY_OUT)/$(2)) $(3)
	@cmake --build $(PACKAGES_OUT)/cmake-$(1) > $(PACKAGES_OUT)/cmake-$(1)/log
	@python3 $(EXAMPLES)/answers.py $(EXAMPLES_VECTORS) --pixels | $($(2)_RUN) \
	  $(PACKAGES_OUT)/cmake-$(1)/classify_pipe $(EXAMPLES_VECTORS)/image.atsnn > $(PACKAGES_OUT)/cmake-$(1)/answers
	$$(call EXPECT,$(PACKAGES_OUT)/cmake-$(1)/answers,CMake $(1))
endef
$(eval $(call CMAKE_TEST,host,linux-x86_64,))
$(eval $(call CMAKE_TEST,aarch64,linux-aarch64,--toolchain aarch64-linux.cmake))

# What the module asks Zephyr for, by stand-ins of Zephyr's functions, and a program built of it.
# $(1) core, $(2) board, $(3) Kconfig options
define ZEPHYR_TEST
.PHONY: zephyr-test-$(1)
zephyr-test-$(1): zephyr $(EXAMPLES_OUT)/fashion_mnist.h $(EXAMPLES_OUT)/images.h $(EXAMPLES_OUT)/expected | install-packages
	@echo "Zephyr, $(1)"
	@cmake $(patsubst %,-DCONFIG_%=y,ATSNN $(3)) -DMODULE=$(abspath $(ZEPHYR_OUT)) \
	  -DARGUMENTS=$(PACKAGES_OUT)/zephyr/$(1).arguments -P $(PACKAGES_TESTS)/zephyr_functions.cmake
	@$($(2)_TOOLS)gcc $(call BARE_FLAGS,$(2),$($(2)_CC)) -I$(EXAMPLES_OUT) $(EXAMPLES)/classify_flash.c \
	  @$(PACKAGES_OUT)/zephyr/$(1).arguments $(call $(2)_LINK,$(2)) -lgcc -o $(PACKAGES_OUT)/zephyr/$(1).elf
	@timeout 60 $($(2)_RUN) $(PACKAGES_OUT)/zephyr/$(1).elf > $(PACKAGES_OUT)/zephyr/$(1).answers
	$$(call EXPECT,$(PACKAGES_OUT)/zephyr/$(1).answers,Zephyr $(1))
endef
$(eval $(call ZEPHYR_TEST,cortex-m4,mps2-an386,CPU_CORTEX_M4))
$(eval $(call ZEPHYR_TEST,cortex-m7,mps2-an500,CPU_CORTEX_M7))
$(eval $(call ZEPHYR_TEST,rv32imac,riscv32-virt,RISCV))

# The sketch as the Arduino tools build it: C++, the library's folder by core. Every way of passing
# floats links; what runs is the same.
# $(1) core, $(2) board, $(3) way of passing floats, $(4) floating-point unit
define ARDUINO_TEST
.PHONY: arduino-test-$(1)-$(3)
arduino-test-$(1)-$(3): arduino $(EXAMPLES_OUT)/expected
	@echo "Arduino, $(1), floats $(3)"
	@mkdir -p $(PACKAGES_OUT)/arduino/$(1)-$(3)
	@set -e; for source in "$(ARDUINO_OUT)/$(SKETCH:$(PACKAGES)/arduino/%=%)" $(PACKAGES_TESTS)/arduino_core.cpp; do \
	  $($(2)_TOOLS)g++ -std=gnu++17 -Os -Wall -Wextra -Werror -fno-exceptions -fno-rtti -ffreestanding \
	  $(call FLOATS,$(2)) -mfloat-abi=$(3) $(4) -I$(ARDUINO_OUT)/src -I$(PACKAGES_TESTS) -I$(SHARED) -I$(REPLAY) \
	  -include Arduino.h -x c++ -c "$$$$source" -o $(PACKAGES_OUT)/arduino/$(1)-$(3)/$$$$(basename "$$$$source").o; done
	@$($(2)_TOOLS)gcc $(call BARE_FLAGS,$(2),$(call FLOATS,$(2))) -mfloat-abi=$(3) $(4) $(PACKAGES_OUT)/arduino/$(1)-$(3)/*.o \
	  -L$(ARDUINO_OUT)/src/$(1) $$$$(sed -n 's/^ldflags=//p' $(ARDUINO_OUT)/library.properties) \
	  $(call $(2)_LINK,$(2)) -lgcc -o $(PACKAGES_OUT)/arduino/$(1)-$(3)/sketch.elf
	@timeout 60 $($(2)_RUN) $(PACKAGES_OUT)/arduino/$(1)-$(3)/sketch.elf > $(PACKAGES_OUT)/arduino/$(1)-$(3)/answers
	$$(call EXPECT,$(PACKAGES_OUT)/arduino/$(1)-$(3)/answers,Arduino $(1) $(3))
endef
$(foreach abi,$(FLOAT_ABIS),$(eval $(call ARDUINO_TEST,cortex-m4,mps2-an386,$(abi),-mfpu=fpv4-sp-d16)))
$(foreach abi,$(FLOAT_ABIS),$(eval $(call ARDUINO_TEST,cortex-m7,mps2-an500,$(abi),-mfpu=fpv5-d16)))

.PHONY: install-packages packages-tests swift-package-test
install-packages: install-firmware
	@$(INSTALL) cmake

packages-tests: $(BOARDS:%=library-test-%) cmake-test-host cmake-test-aarch64 \
    $(ZEPHYR_CORES:%=zephyr-test-%) zephyr-test-files \
    $(foreach abi,$(FLOAT_ABIS),$(ARDUINO_CORES:%=arduino-test-%-$(abi))) ## libraries, CMake, Zephyr and Arduino packages, built and run

.PHONY: zephyr-test-files
zephyr-test-files: zephyr $(PYTHON)
	@$(BOARD_PYTHON) -m pytest -q $(PACKAGES_TESTS)/test_zephyr_module.py

swift-package-test: ## a Swift package that depends on this one, built outside of it
	@$(PACKAGES_TESTS)/swift_package.sh $(EXAMPLES_VECTORS)

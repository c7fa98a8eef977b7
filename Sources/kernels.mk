# The vector kernels once more for each wider instruction set: Sources/ATSNNKernels as Embedded
# Swift, one object whose only visible symbol is its table. A plain `swift build` has the baseline
# alone. Included by the root Makefile, run from the repository's root.

KERNELS_OUT := build/kernels
KERNEL_SETS := $(if $(filter x86_64,$(shell uname -m)),avx2 avx512)
avx2_CPU := haswell
avx512_CPU := cascadelake
KERNEL_SWIFT := swiftc -swift-version 6 -enable-experimental-feature Embedded -wmo -Ounchecked \
  -parse-as-library -I Sources/CKernels -Xfrontend -disable-stack-protector -warnings-as-errors
KERNEL_SOURCES := $(wildcard Sources/ATSNNKernels/*.swift) $(wildcard Sources/CKernels/*)
KERNEL_OBJECTS := $(KERNEL_SETS:%=$(KERNELS_OUT)/%.o)
# What `swift build` and `swift test` take to link them.
KERNEL_LINK := $(KERNEL_OBJECTS:%=-Xlinker %)

# Symbols are made local: two objects hold the same functions for different processors, and the
# linker must not choose among them.
$(KERNELS_OUT)/%.o: $(KERNEL_SOURCES) Sources/kernels.mk
	@mkdir -p $(@D)
	@$(KERNEL_SWIFT) -module-name ATSNNKernels_$* -D ATSNN_$* -target-cpu $($*_CPU) \
	  -Xcc -march=$($*_CPU) -c $(filter %.swift,$^) -o $(@D)/$*-whole.o
	@ld -r --force-group-allocation --gc-sections --entry=atsnn_kernels_$* $(@D)/$*-whole.o -o $@
	@objcopy --keep-global-symbol=atsnn_kernels_$* $@

.PHONY: kernels
kernels: $(KERNEL_OBJECTS)

# --- NEON: the kernels in an Embedded program for 64-bit Arm, on the golden vectors -----------------

KERNEL_BOARD := linux-aarch64
KERNEL_BOARD_OUT := $(KERNELS_OUT)/$(KERNEL_BOARD)
KERNEL_BOARD_SWIFT = $(EMBEDDED_SWIFT) $($(KERNEL_BOARD)_SWIFT) -target $($(KERNEL_BOARD)_TRIPLE) \
  -I Sources/CKernels

$(KERNEL_BOARD_OUT)/atsnn.o: $(KERNEL_SOURCES) $(EMBEDDED_SOURCES) Sources/kernels.mk
	@mkdir -p $(@D)
	@$(KERNEL_SWIFT) -module-name ATSNNKernels -target $($(KERNEL_BOARD)_TRIPLE) -Xcc -ffreestanding \
	  -Xfrontend -function-sections -c $(filter Sources/ATSNNKernels/%,$^) -o $(@D)/kernels.o
	@$(KERNEL_BOARD_SWIFT) -c $(EMBEDDED_SOURCES) -o $(@D)/whole.o
	@$($(KERNEL_BOARD)_TOOLS)objcopy --keep-global-symbol=atsnn_kernels_baseline $(@D)/kernels.o
	@$($(KERNEL_BOARD)_TOOLS)gcc -r -nostdlib -Wl,--gc-sections $(EMBEDDED_ENTRIES) \
	  -Wl,-u,atsnn_kernels_baseline $(@D)/whole.o $(@D)/kernels.o -o $@

$(KERNEL_BOARD_OUT)/replay: $(KERNEL_BOARD_OUT)/atsnn.o $(BOARDS_OUT)/vectors.bin $(REPLAY_SOURCES) $(BOARD_SHARED)
	@$($(KERNEL_BOARD)_TOOLS)gcc $(BOARD_CFLAGS) -Wl,--gc-sections -Wa,-I$(BOARDS_OUT) \
	  $(filter %.c %.S,$(REPLAY_SOURCES)) $< $(LINUX_LINK) -lgcc -o $@

.PHONY: kernels-neon-tests
kernels-neon-tests: $(KERNEL_BOARD_OUT)/replay ## NEON kernels under emulation on the golden vectors
	@timeout 300 $($(KERNEL_BOARD)_RUN) $< > $(KERNEL_BOARD_OUT)/log || tail -3 $(KERNEL_BOARD_OUT)/log
	@PYTHONPATH=Tools/oracle $(BOARD_PYTHON) -m oracle compare-log --vectors $(BOARD_VECTORS) $(KERNEL_BOARD_OUT)/log

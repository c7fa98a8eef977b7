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

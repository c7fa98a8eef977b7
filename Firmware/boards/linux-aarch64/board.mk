# 64-bit Arm Linux, ARMv8-A.
linux-aarch64_PACKAGES := gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user
linux-aarch64_TRIPLE := aarch64-none-none-elf
linux-aarch64_SWIFT := -no-allocations
linux-aarch64_TOOLS := aarch64-linux-gnu-
linux-aarch64_CC :=
linux-aarch64_LINK = $(LINUX_LINK)
linux-aarch64_RUN := qemu-aarch64

# 64-bit RISC-V Linux, RV64GC.
linux-riscv64_PACKAGES := gcc-riscv64-linux-gnu libc6-dev-riscv64-cross qemu-user
linux-riscv64_TRIPLE := riscv64-none-none-eabi
linux-riscv64_SWIFT := -no-allocations -Xcc -march=rv64gc -Xcc -mabi=lp64d
linux-riscv64_TOOLS := riscv64-linux-gnu-
linux-riscv64_CC :=
linux-riscv64_LINK = $(LINUX_LINK)
linux-riscv64_RUN := qemu-riscv64

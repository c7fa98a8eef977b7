# QEMU's RISC-V `virt` machine: RV32IMAC without an operating system.
riscv32-virt_PACKAGES := gcc-riscv64-unknown-elf qemu-system-misc
riscv32-virt_TRIPLE := riscv32-none-none-eabi
riscv32-virt_SWIFT := -Xcc -march=rv32imac -Xcc -mabi=ilp32
riscv32-virt_TOOLS := riscv64-unknown-elf-
riscv32-virt_CC := -march=rv32imac -mabi=ilp32 -mcmodel=medany -ffreestanding
riscv32-virt_LINK = $(BARE_LINK) $(SHARED)/riscv_start.S $(SHARED)/riscv_virt.c -Wl,-e,board_entry
riscv32-virt_RUN := qemu-system-riscv32 -M virt -bios none -display none -monitor none \
  -serial stdio -kernel

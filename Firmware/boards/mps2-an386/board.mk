# Arm's MPS2 board with FPGA image AN386: Cortex-M4, without an operating system.
mps2-an386_PACKAGES := gcc-arm-none-eabi qemu-system-arm
mps2-an386_TRIPLE := armv7em-none-none-eabi
mps2-an386_SWIFT := -Xcc -fshort-enums -Xcc -mcpu=cortex-m4 -Xcc -mfloat-abi=soft
mps2-an386_TOOLS := arm-none-eabi-
mps2-an386_CC := -mcpu=cortex-m4 -mthumb -mfloat-abi=soft -ffreestanding
mps2-an386_LINK = $(BARE_LINK) $(SHARED)/memory_arm.c $(SHARED)/cortex_m_vectors.S \
  $(SHARED)/cortex_m.c
mps2-an386_RUN := qemu-system-arm -M mps2-an386 -display none -monitor none -serial none \
  -semihosting-config enable=on,target=native -kernel

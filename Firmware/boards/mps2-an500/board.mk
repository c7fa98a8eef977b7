# Arm's MPS2 board with FPGA image AN500: Cortex-M7, without an operating system.
mps2-an500_PACKAGES := gcc-arm-none-eabi qemu-system-arm
mps2-an500_TRIPLE := armv7em-none-none-eabi
mps2-an500_SWIFT := -Xcc -fshort-enums -Xcc -mcpu=cortex-m7 -Xcc -mfloat-abi=soft
mps2-an500_TOOLS := arm-none-eabi-
mps2-an500_CC := -mcpu=cortex-m7 -mthumb -mfloat-abi=soft -ffreestanding
mps2-an500_LINK = $(BARE_LINK) $(SHARED)/memory_arm.c $(SHARED)/cortex_m_vectors.S \
  $(SHARED)/cortex_m.c
mps2-an500_RUN := qemu-system-arm -M mps2-an500 -display none -monitor none -serial none \
  -semihosting-config enable=on,target=native -kernel

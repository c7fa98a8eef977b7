# 32-bit Arm Linux, ARMv7-A with the hard-float ABI (Debian's armhf).
linux-armv7_PACKAGES := gcc-arm-linux-gnueabihf libc6-dev-armhf-cross qemu-user
linux-armv7_TRIPLE := armv7-none-none-eabi
linux-armv7_SWIFT := -Xcc -mfloat-abi=hard -Xcc -mfpu=neon
linux-armv7_TOOLS := arm-linux-gnueabihf-
linux-armv7_CC :=
linux-armv7_LINK = $(LINUX_LINK)
linux-armv7_RUN := qemu-arm

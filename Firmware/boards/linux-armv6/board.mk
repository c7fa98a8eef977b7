# 32-bit Arm Linux, ARMv6 with the soft-float ABI (Debian's armel).
linux-armv6_PACKAGES := gcc-arm-linux-gnueabi libc6-dev-armel-cross qemu-user
linux-armv6_TRIPLE := armv6-none-none-eabi
# Not -Osize: for the A32 instruction set Swift 6.3.1 makes code of it that crashes in the reader.
linux-armv6_SWIFT := -O -Xcc -mfloat-abi=soft
linux-armv6_TOOLS := arm-linux-gnueabi-
linux-armv6_CC := -march=armv6
linux-armv6_LINK = $(LINUX_LINK)
linux-armv6_RUN := qemu-arm -cpu arm1176

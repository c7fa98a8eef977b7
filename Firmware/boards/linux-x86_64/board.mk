# A Linux PC; no emulator.
linux-x86_64_PACKAGES :=
linux-x86_64_TRIPLE := x86_64-unknown-linux-gnu
linux-x86_64_SWIFT := -no-allocations
linux-x86_64_TOOLS := x86_64-linux-gnu-
linux-x86_64_CC :=
linux-x86_64_LINK = $(LINUX_LINK)
linux-x86_64_RUN :=

/// @file
/// What every board gives to the programs that run on it, and what it asks of them: an
/// `int main(void)`, called once with .data and .bss in place.
#ifndef BOARD_H
#define BOARD_H

#include <stddef.h>

/// Writes to the board's log: standard output, semihosting or a UART. Blocks until it is out.
void board_write(const char *text, size_t length);

/// Ends the program; under an emulator the status is the emulator's own.
_Noreturn void board_exit(int status);

/// The most bytes of stack in use since the start, measured by painting.
size_t board_stack_used(void);

#endif

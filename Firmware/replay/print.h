/// @file
/// Text for the board's log, without a C library. Lines are gathered and written when they are long
/// or print_flush() is called.
#ifndef PRINT_H
#define PRINT_H

#include <stdint.h>

void print_text(const char *text);
void print_signed(int64_t value);
void print_unsigned(uint64_t value);

/// Sixteen hexadecimal digits.
void print_digest(uint64_t value);

void print_flush(void);

#endif

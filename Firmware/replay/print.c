#include "print.h"

#include <stddef.h>

#include "board.h"

enum { BUFFER_BYTES = 1024, DECIMAL_DIGITS = 20, DIGEST_DIGITS = 16 };

static char buffer[BUFFER_BYTES];
static size_t filled;

void print_flush(void) {
  if (filled > 0) {
    board_write(buffer, filled);
    filled = 0;
  }
}

static void print_character(char character) {
  if (filled == BUFFER_BYTES) {
    print_flush();
  }
  buffer[filled++] = character;
}

void print_text(const char *text) {
  while (*text != '\0') {
    print_character(*text++);
  }
}

void print_unsigned(uint64_t value) {
  char digits[DECIMAL_DIGITS];
  size_t count = 0;
  do {
    digits[count++] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  while (count > 0) {
    print_character(digits[--count]);
  }
}

void print_signed(int64_t value) {
  if (value < 0) {
    print_character('-');
  }
  print_unsigned(value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

void print_digest(uint64_t value) {
  for (int digit = DIGEST_DIGITS - 1; digit >= 0; digit--) {
    print_character("0123456789abcdef"[value >> 4 * digit & 15]);
  }
}

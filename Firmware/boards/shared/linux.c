// A Linux board: the log is standard output, the stack the system's. What of it is used is measured
// as on the other boards: PAINT_BYTES below the start are painted before main, from the top down,
// for the system lets a stack grow that way.
#include "board.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

enum {
  PAINT_BYTES = 128 * 1024,
  PAINT_MARGIN = 512, ///< bytes left alone below the painter's own frame
  STACK_PAINT = 0x5AA55AA5,
};

static volatile uint32_t *paint_top;

__attribute__((constructor, noinline)) static void paint_stack(void) {
  const uintptr_t frame = (uintptr_t)__builtin_frame_address(0);
  paint_top = (volatile uint32_t *)(frame - PAINT_MARGIN);
  for (size_t word = 1; word <= PAINT_BYTES / sizeof *paint_top; word++) {
    *(paint_top - word) = STACK_PAINT;
  }
}

void board_write(const char *text, size_t length) {
  while (length > 0) {
    const ssize_t written = write(STDOUT_FILENO, text, length);
    if (written <= 0) {
      exit(3);
    }
    text += written;
    length -= (size_t)written;
  }
}

_Noreturn void board_exit(int status) {
  exit(status);
}

size_t board_stack_used(void) {
  const volatile uint32_t *word = paint_top - PAINT_BYTES / sizeof *paint_top;
  while (word < paint_top && *word == STACK_PAINT) {
    word++;
  }
  return (size_t)((uintptr_t)paint_top + PAINT_MARGIN - (uintptr_t)word);
}

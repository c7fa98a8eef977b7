// Start-up of the boards without an operating system; the symbols are those of sections.ld.
#include "start.h"

#include <stdint.h>

#include "board.h"

extern uint32_t start_data_begin[], start_data_end[], start_data_load[];
extern uint32_t start_bss_begin[], start_bss_end[], start_stack_bottom[];

int main(void);

enum {
  STACK_PAINT = 0x5AA55AA5,
  PAINT_MARGIN = 256, ///< bytes left alone below the painter's own frame
};

static void make_memory(void) {
  const uint32_t *from = start_data_load;
  for (uint32_t *to = start_data_begin; to < start_data_end; to++) {
    *to = *from++;
  }
  for (uint32_t *word = start_bss_begin; word < start_bss_end; word++) {
    *word = 0;
  }
}

static void paint_stack(void) {
  const uintptr_t end = (uintptr_t)__builtin_frame_address(0) - PAINT_MARGIN;
  for (volatile uint32_t *word = start_stack_bottom; (uintptr_t)word < end; word++) {
    *word = STACK_PAINT;
  }
}

size_t board_stack_used(void) {
  const uint32_t *word = start_stack_bottom;
  while (word < start_stack_top && *word == STACK_PAINT) {
    word++;
  }
  return (size_t)(start_stack_top - word) * sizeof *word;
}

_Noreturn void start_program(void) {
  make_memory();
  paint_stack();
  board_exit(main());
}

_Noreturn void start_fault(void) {
  static const char text[] = "\nfault: the processor took an exception\n";
  board_write(text, sizeof text - 1);
  board_exit(3);
}

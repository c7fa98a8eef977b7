// Cortex-M: the log by semihosting.
#include "board.h"

#include <stdint.h>

/// Operations of Arm's semihosting, and the arguments they take.
enum {
  SYS_OPEN = 0x01,
  SYS_WRITE = 0x05,
  SYS_EXIT_EXTENDED = 0x20,
  OPEN_FOR_WRITING = 4,
  APPLICATION_EXIT = 0x20026,
};

static uintptr_t semihosting(uintptr_t operation, const uintptr_t *arguments) {
  register uintptr_t r0 __asm__("r0") = operation;
  register const uintptr_t *r1 __asm__("r1") = arguments;
  __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
  return r0;
}

/// The debugger's console, opened at the first use. ":tt" is its name; 3 is the name's length.
static uintptr_t console(void) {
  static uintptr_t handle;
  if (handle == 0) {
    handle = semihosting(SYS_OPEN, (uintptr_t[]){(uintptr_t) ":tt", OPEN_FOR_WRITING, 3});
  }
  return handle;
}

void board_write(const char *text, size_t length) {
  (void)semihosting(SYS_WRITE, (uintptr_t[]){console(), (uintptr_t)text, length});
}

_Noreturn void board_exit(int status) {
  for (;;) {
    (void)semihosting(SYS_EXIT_EXTENDED, (uintptr_t[]){APPLICATION_EXIT, (uintptr_t)status});
  }
}

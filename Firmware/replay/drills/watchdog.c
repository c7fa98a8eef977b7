// Watchdog drill for Cortex-M4 on MPS2: linked in with `--wrap`, it lets the board's CMSDK watchdog
// run while sessions work and feeds it from the runtime's hook; where DRILL_WITHHELD is true the
// hook is not given. What the replay does between the steps, the digests, feeds it in both cases.
// The watchdog interrupts (NMI) when it was not fed in time.
#include <stdbool.h>
#include <stdint.h>

#include "atsnn.h"
#include "board.h"

/// Registers of the CMSDK watchdog; it counts down at 25 MHz.
typedef struct {
  uint32_t load, value, control, clear;
} watchdog_registers;

static void *const registers = (void *)0x40008000;
static volatile watchdog_registers *const watchdog = registers;

#ifndef DRILL_WITHHELD
#define DRILL_WITHHELD false
#endif

enum {
  CONTROL_RUN = 1,
  /// 400 ms, or 6.25 million instructions of 64 ns: more than a row of the shipped network's layers
  /// on the golden inputs or a digest of one, far less than a timestep.
  INTERVAL_TICKS = 10000000,
};

void start_nmi(void);

void start_nmi(void) {
  static const char text[] = "\nwatchdog: not fed in time\n";
  board_write(text, sizeof text - 1);
  board_exit(4);
}

static void feed(void *context) {
  ((volatile watchdog_registers *)context)->load = INTERVAL_TICKS;
}

int32_t __real_atsnn_session_init(atsnn_session **session, const void *image, size_t length,
                                  void *memory, size_t memory_length);
int32_t __wrap_atsnn_session_init(atsnn_session **session, const void *image, size_t length,
                                  void *memory, size_t memory_length);
uint64_t __real_atsnn_session_output_digest(const atsnn_session *session, size_t node);
uint64_t __wrap_atsnn_session_output_digest(const atsnn_session *session, size_t node);
uint64_t __real_atsnn_session_membrane_digest(const atsnn_session *session, size_t node);
uint64_t __wrap_atsnn_session_membrane_digest(const atsnn_session *session, size_t node);

int32_t __wrap_atsnn_session_init(atsnn_session **session, const void *image, size_t length,
                                  void *memory, size_t memory_length) {
  watchdog->load = UINT32_MAX; // the check of an image feeds nothing
  const int32_t result = __real_atsnn_session_init(session, image, length, memory, memory_length);
  if (result == ATSNN_SESSION_OK) {
    atsnn_session_set_watchdog(*session, DRILL_WITHHELD ? NULL : feed, registers);
    feed(registers);
    watchdog->control = CONTROL_RUN;
  }
  return result;
}

uint64_t __wrap_atsnn_session_output_digest(const atsnn_session *session, size_t node) {
  feed(registers);
  return __real_atsnn_session_output_digest(session, node);
}

uint64_t __wrap_atsnn_session_membrane_digest(const atsnn_session *session, size_t node) {
  feed(registers);
  return __real_atsnn_session_membrane_digest(session, node);
}

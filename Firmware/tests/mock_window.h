/// A register window without a device: registers that keep what is written or read what the test
/// says, and a trace of every access.
#ifndef ATSNN_TESTS_MOCK_WINDOW_H
#define ATSNN_TESTS_MOCK_WINDOW_H

#include "support.h"

#include "atsnn_driver.h"
#include "atsnn_registers.h"

enum { MOCK_ACCESSES = 256 };

/// One access; `kind` is 'r', 'w', 'c' (clean) or 'i' (invalidate). Of the last two, `offset` is
/// the number of bytes.
typedef struct {
  char kind;
  uint32_t offset;
  uint32_t value;
} mock_access;

typedef struct {
  uint32_t registers[ATSNN_WINDOW_BYTES / 4];
  mock_access trace[MOCK_ACCESSES];
  size_t accesses;
  uint32_t busy_reads; ///< STATUS reads BUSY this many times after a doorbell; UINT32_MAX: for ever
  uint32_t busy_left;
  uint32_t ticks;
  unsigned idles;
} mock_window;

/// A window that identifies itself as a device, idle.
void mock_make(mock_window *mock);

/// A bus to the window; each look at the clock is a tick.
atsnn_bus mock_bus(mock_window *mock);

void mock_set(mock_window *mock, uint32_t offset, uint32_t value);

/// Forgets the trace.
void mock_forget(mock_window *mock);

/// Accesses of a kind in the trace.
size_t mock_count(const mock_window *mock, char kind);

/// Fails the test unless the trace is just this.
void mock_expect_trace(const mock_window *mock, const mock_access *expected, size_t count);

#endif

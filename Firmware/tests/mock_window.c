#include "mock_window.h"

#include <string.h>

static void note(mock_window *mock, char kind, uint32_t offset, uint32_t value) {
  assert_true(mock->accesses < MOCK_ACCESSES);
  mock->trace[mock->accesses++] = (mock_access){kind, offset, value};
}

static uint32_t status_now(mock_window *mock) {
  const uint32_t status = mock->registers[ATSNN_REGISTER_STATUS / 4];
  if (mock->busy_left == 0) {
    return status;
  }
  mock->busy_left -= mock->busy_left != UINT32_MAX;
  return status | ATSNN_STATUS_BUSY;
}

static uint32_t mock_read(void *context, uint32_t offset) {
  mock_window *mock = context;
  assert_true(offset % 4 == 0 && offset < ATSNN_WINDOW_BYTES);
  const uint32_t value =
      offset == ATSNN_REGISTER_STATUS ? status_now(mock) : mock->registers[offset / 4];
  note(mock, 'r', offset, value);
  return value;
}

static void mock_write(void *context, uint32_t offset, uint32_t value) {
  mock_window *mock = context;
  assert_true(offset % 4 == 0 && offset < ATSNN_WINDOW_BYTES);
  note(mock, 'w', offset, value);
  if (offset == ATSNN_REGISTER_CONTROL) {
    mock->busy_left = mock->busy_reads;
  } else {
    mock->registers[offset / 4] = value;
  }
}

static uint32_t mock_ticks(void *context) {
  mock_window *mock = context;
  return mock->ticks++;
}

static void mock_idle(void *context) {
  mock_window *mock = context;
  mock->idles++;
}

/// Bus addresses are the low bits of pointers with a high half that no pointer here has.
static uint64_t mock_address(void *context, const void *memory) {
  (void)context;
  return 0xABCD000000000000u | ((uintptr_t)memory & 0xFFFFFFFFu);
}

static void mock_clean(void *context, const void *memory, size_t bytes) {
  note(context, 'c', (uint32_t)bytes, (uint32_t)(uintptr_t)memory);
}

static void mock_invalidate(void *context, void *memory, size_t bytes) {
  note(context, 'i', (uint32_t)bytes, (uint32_t)(uintptr_t)memory);
}

void mock_make(mock_window *mock) {
  memset(mock, 0, sizeof *mock);
  mock_set(mock, ATSNN_REGISTER_IDENTIFICATION, ATSNN_IDENTIFICATION);
  mock_set(mock, ATSNN_REGISTER_VERSION, ATSNN_MAP_VERSION << 16 | ATSNN_MAP_ARITHMETIC_VERSION);
}

atsnn_bus mock_bus(mock_window *mock) {
  return (atsnn_bus){
      .context = mock,
      .read = mock_read,
      .write = mock_write,
      .ticks = mock_ticks,
      .idle = mock_idle,
      .address = mock_address,
      .clean = mock_clean,
      .invalidate = mock_invalidate,
  };
}

void mock_set(mock_window *mock, uint32_t offset, uint32_t value) {
  mock->registers[offset / 4] = value;
}

void mock_forget(mock_window *mock) {
  mock->accesses = 0;
}

size_t mock_count(const mock_window *mock, char kind) {
  size_t count = 0;
  for (size_t i = 0; i < mock->accesses; i++) {
    count += mock->trace[i].kind == kind;
  }
  return count;
}

void mock_expect_trace(const mock_window *mock, const mock_access *expected, size_t count) {
  assert_int_equal(mock->accesses, count);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(mock->trace[i].kind, expected[i].kind);
    assert_int_equal(mock->trace[i].offset, expected[i].offset);
    assert_int_equal(mock->trace[i].value, expected[i].value);
  }
}

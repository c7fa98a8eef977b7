// Finding a device: identification, versions, reset, and a window in the processor's address space.
#include "mock_window.h"

#include <stdalign.h>
#include <string.h>

enum { LIMIT = 10 };

static alignas(64) uint8_t image[128];
static alignas(64) uint8_t state_memory[128];

static mock_window mock;
static atsnn_driver driver;

static void test_open_looks_and_resets(void **state) {
  (void)state;
  mock_make(&mock);
  const atsnn_bus bus = mock_bus(&mock);
  assert_int_equal(atsnn_driver_open(&driver, &bus, LIMIT), ATSNN_OK);
  const mock_access expected[] = {
      {'r', ATSNN_REGISTER_IDENTIFICATION, ATSNN_IDENTIFICATION},
      {'r', ATSNN_REGISTER_VERSION, 0x00010001},
      {'w', ATSNN_REGISTER_CONTROL, ATSNN_CONTROL_RESET},
      {'r', ATSNN_REGISTER_STATUS, 0},
  };
  mock_expect_trace(&mock, expected, 4);
}

static void expect_no_device(uint32_t offset, uint32_t value) {
  mock_make(&mock);
  mock_set(&mock, offset, value);
  const atsnn_bus bus = mock_bus(&mock);
  atsnn_driver opened;
  memset(&opened, 0x5A, sizeof opened);
  const atsnn_driver before = opened;
  assert_int_equal(atsnn_driver_open(&opened, &bus, LIMIT), ATSNN_NO_DEVICE);
  assert_memory_equal(&opened, &before, sizeof before);
  assert_int_equal(mock_count(&mock, 'w'), 0);
}

static void test_another_device_is_left_alone(void **state) {
  (void)state;
  expect_no_device(ATSNN_REGISTER_IDENTIFICATION, 0);
  expect_no_device(ATSNN_REGISTER_IDENTIFICATION, 0xFFFFFFFF);
  expect_no_device(ATSNN_REGISTER_VERSION, 0x00020001);
  expect_no_device(ATSNN_REGISTER_VERSION, 0x00010002);
}

static void test_open_needs_a_bus(void **state) {
  (void)state;
  mock_make(&mock);
  atsnn_bus bus = mock_bus(&mock);
  assert_int_equal(atsnn_driver_open(NULL, &bus, LIMIT), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_driver_open(&driver, NULL, LIMIT), ATSNN_BAD_ARGUMENT);
  bus.ticks = NULL;
  assert_int_equal(atsnn_driver_open(&driver, &bus, LIMIT), ATSNN_BAD_ARGUMENT);
  assert_int_equal(mock.accesses, 0);
}

static void test_a_reset_that_hangs_times_out(void **state) {
  (void)state;
  mock_make(&mock);
  mock.busy_reads = UINT32_MAX;
  const atsnn_bus bus = mock_bus(&mock);
  assert_int_equal(atsnn_driver_open(&driver, &bus, LIMIT), ATSNN_TIMEOUT);
  assert_in_range(mock_count(&mock, 'r'), 3, 2 + LIMIT + 1);
}

static uint32_t no_time(void *context) {
  (void)context;
  return 0;
}

/// On a window in memory, which keeps what is written: CONTROL shows the last command.
static void test_memory_mapped_window(void **state) {
  (void)state;
  static volatile uint32_t window[ATSNN_WINDOW_BYTES / 4];
  const atsnn_load load = {image, sizeof image, state_memory, sizeof state_memory};
  atsnn_bus bus = atsnn_bus_memory_mapped(window);
  bus.ticks = no_time;
  assert_int_equal(atsnn_driver_open(&driver, &bus, LIMIT), ATSNN_NO_DEVICE);
  window[ATSNN_REGISTER_IDENTIFICATION / 4] = ATSNN_IDENTIFICATION;
  window[ATSNN_REGISTER_VERSION / 4] = 0x00010001;
  assert_int_equal(atsnn_driver_open(&driver, &bus, LIMIT), ATSNN_OK);
  assert_int_equal(window[ATSNN_REGISTER_CONTROL / 4], ATSNN_CONTROL_RESET);
  assert_int_equal(atsnn_driver_submit_load(&driver, &load), ATSNN_OK);
  assert_int_equal(window[ATSNN_REGISTER_CONTROL / 4], ATSNN_CONTROL_LOAD);
  assert_int_equal(window[ATSNN_REGISTER_IMAGE_ADDRESS_LOW / 4], (uint32_t)(uintptr_t)image);
  assert_int_equal(window[ATSNN_REGISTER_STATE_BYTES / 4], sizeof state_memory);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_open_looks_and_resets),
      cmocka_unit_test(test_another_device_is_left_alone),
      cmocka_unit_test(test_open_needs_a_bus),
      cmocka_unit_test(test_a_reset_that_hangs_times_out),
      cmocka_unit_test(test_memory_mapped_window),
  };
  return cmocka_run_group_tests_name("driver, opening", tests, NULL, NULL);
}

// The driver's jobs against a window without a device: which registers it touches, in what order,
// and what it says of a device that hangs or talks nonsense.
#include "mock_window.h"

#include <stdalign.h>

enum { LIMIT = 10 };

static alignas(64) uint8_t image[128];
static alignas(64) uint8_t state_memory[128];
static alignas(64) uint8_t pixels[64];
static alignas(64) int32_t output[20];
static alignas(64) uint32_t thresholds[5];

static mock_window mock;
static atsnn_driver driver;

static atsnn_load a_load(void) {
  return (atsnn_load){image, sizeof image, state_memory, sizeof state_memory};
}

static atsnn_run a_run(void) {
  return (atsnn_run){.input = pixels, .bytes = sizeof pixels};
}

static int open_driver(void **state) {
  (void)state;
  mock_make(&mock);
  const atsnn_bus bus = mock_bus(&mock);
  const atsnn_result opened = atsnn_driver_open(&driver, &bus, LIMIT);
  mock_forget(&mock);
  return opened == ATSNN_OK ? 0 : -1;
}

static uint32_t low(const void *memory) {
  return (uint32_t)(uintptr_t)memory;
}

static const uint32_t high = 0xABCD0000u;

static void test_load_cleans_then_writes_then_rings(void **state) {
  (void)state;
  const atsnn_load load = a_load();
  assert_int_equal(atsnn_driver_submit_load(&driver, &load), ATSNN_OK);
  const mock_access expected[] = {
      {'r', ATSNN_REGISTER_STATUS, 0},
      {'c', sizeof image, low(image)},
      {'c', sizeof state_memory, low(state_memory)},
      {'i', sizeof state_memory, low(state_memory)},
      {'w', ATSNN_REGISTER_IMAGE_ADDRESS_LOW, low(image)},
      {'w', ATSNN_REGISTER_IMAGE_ADDRESS_HIGH, high},
      {'w', ATSNN_REGISTER_IMAGE_BYTES, sizeof image},
      {'w', ATSNN_REGISTER_STATE_ADDRESS_LOW, low(state_memory)},
      {'w', ATSNN_REGISTER_STATE_ADDRESS_HIGH, high},
      {'w', ATSNN_REGISTER_STATE_BYTES, sizeof state_memory},
      {'w', ATSNN_REGISTER_INTERRUPT_PENDING, 3},
      {'w', ATSNN_REGISTER_CONTROL, ATSNN_CONTROL_LOAD},
  };
  mock_expect_trace(&mock, expected, sizeof expected / sizeof expected[0]);
}

static void test_run_hands_over_all_its_memory(void **state) {
  (void)state;
  const atsnn_policy policy = {ATSNN_SCORE_MARGIN, 2, 5, thresholds, 0x500000007u};
  atsnn_run run = a_run();
  run.policy = &policy;
  run.timesteps = 5;
  run.output = output;
  run.output_bytes = sizeof output;
  assert_int_equal(atsnn_driver_submit_run(&driver, &run), ATSNN_OK);
  const mock_access expected[] = {
      {'r', ATSNN_REGISTER_STATUS, 0},
      {'c', sizeof pixels, low(pixels)},
      {'w', ATSNN_REGISTER_INPUT_ADDRESS_LOW, low(pixels)},
      {'w', ATSNN_REGISTER_INPUT_ADDRESS_HIGH, high},
      {'w', ATSNN_REGISTER_INPUT_BYTES, sizeof pixels},
      {'c', sizeof thresholds, low(thresholds)},
      {'w', ATSNN_REGISTER_THRESHOLDS_ADDRESS_LOW, low(thresholds)},
      {'w', ATSNN_REGISTER_THRESHOLDS_ADDRESS_HIGH, high},
      {'w', ATSNN_REGISTER_BUDGET_LOW, 7},
      {'w', ATSNN_REGISTER_BUDGET_HIGH, 5},
      {'w', ATSNN_REGISTER_POLICY, 0x80050203},
      {'c', sizeof output, low(output)},
      {'i', sizeof output, low(output)},
      {'w', ATSNN_REGISTER_OUTPUT_ADDRESS_LOW, low(output)},
      {'w', ATSNN_REGISTER_OUTPUT_ADDRESS_HIGH, high},
      {'w', ATSNN_REGISTER_OUTPUT_BYTES, sizeof output},
      {'w', ATSNN_REGISTER_INTERRUPT_PENDING, 3},
      {'w', ATSNN_REGISTER_CONTROL, ATSNN_CONTROL_RUN},
  };
  mock_expect_trace(&mock, expected, sizeof expected / sizeof expected[0]);
}

static void test_bad_alignment_touches_nothing(void **state) {
  (void)state;
  atsnn_load load = a_load();
  load.image = image + 1;
  assert_int_equal(atsnn_driver_submit_load(&driver, &load), ATSNN_BAD_ARGUMENT);
  load = a_load();
  load.state = state_memory + 32;
  assert_int_equal(atsnn_driver_submit_load(&driver, &load), ATSNN_BAD_ARGUMENT);
  atsnn_run run = a_run();
  run.input = pixels + 2;
  assert_int_equal(atsnn_driver_submit_run(&driver, &run), ATSNN_BAD_ARGUMENT);
  run = a_run();
  run.output_bytes = 8;
  assert_int_equal(atsnn_driver_submit_run(&driver, &run), ATSNN_BAD_ARGUMENT);
  const atsnn_policy policy = {ATSNN_SCORE_ENTROPY, 1, 5, NULL, 0};
  run = a_run();
  run.policy = &policy;
  assert_int_equal(atsnn_driver_submit_run(&driver, &run), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_driver_submit_run(&driver, NULL), ATSNN_BAD_ARGUMENT);
  assert_int_equal(mock.accesses, 0);
}

static void test_a_second_job_is_busy(void **state) {
  (void)state;
  const atsnn_load load = a_load();
  const atsnn_run run = a_run();
  assert_int_equal(atsnn_driver_submit_check(&driver), ATSNN_OK);
  assert_int_equal(atsnn_driver_submit_load(&driver, &load), ATSNN_OK);
  mock_forget(&mock);
  assert_int_equal(atsnn_driver_submit_run(&driver, &run), ATSNN_BUSY);
  assert_int_equal(atsnn_driver_submit_load(&driver, &load), ATSNN_BUSY);
  assert_int_equal(atsnn_driver_submit_check(&driver), ATSNN_BUSY);
  assert_int_equal(mock_count(&mock, 'w'), 0);
}

static void test_a_device_that_others_use_is_busy(void **state) {
  (void)state;
  const atsnn_run run = a_run();
  mock_set(&mock, ATSNN_REGISTER_STATUS, ATSNN_STATUS_BUSY);
  assert_int_equal(atsnn_driver_submit_run(&driver, &run), ATSNN_BUSY);
  assert_int_equal(mock_count(&mock, 'w'), 0);
}

static void test_waiting_ends_with_the_job(void **state) {
  (void)state;
  const atsnn_load load = a_load();
  mock.busy_reads = 4;
  assert_int_equal(atsnn_driver_submit_load(&driver, &load), ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve_check(&driver), ATSNN_BUSY);
  assert_int_equal(atsnn_driver_resolve(&driver, NULL), ATSNN_BUSY);
  assert_int_equal(atsnn_driver_resolve_wait(&driver, LIMIT), ATSNN_OK);
  assert_int_equal(mock.idles, 1);
  mock_set(&mock, ATSNN_REGISTER_RESULT, ATSNN_SECTION_CHECKSUM);
  assert_int_equal(atsnn_driver_resolve(&driver, NULL), ATSNN_SECTION_CHECKSUM);
  assert_int_equal(atsnn_driver_resolve(&driver, NULL), ATSNN_BAD_STATE);
}

static void test_waiting_is_bounded_also_where_the_clock_wraps(void **state) {
  (void)state;
  const atsnn_load load = a_load();
  mock.busy_reads = UINT32_MAX;
  mock.ticks = UINT32_MAX - 3;
  assert_int_equal(atsnn_driver_submit_load(&driver, &load), ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve_wait(&driver, LIMIT), ATSNN_TIMEOUT);
  assert_in_range(mock.idles, 1, LIMIT);
  mock_forget(&mock);
  assert_int_equal(atsnn_driver_resolve_wait(&driver, 0), ATSNN_TIMEOUT);
  assert_int_equal(atsnn_driver_abort(&driver, LIMIT), ATSNN_TIMEOUT);
  assert_int_equal(atsnn_driver_submit_check(&driver), ATSNN_BUSY);
}

static void test_a_dead_bus_is_a_fault(void **state) {
  (void)state;
  const atsnn_load load = a_load();
  assert_int_equal(atsnn_driver_submit_load(&driver, &load), ATSNN_OK);
  mock_set(&mock, ATSNN_REGISTER_STATUS, 0xFFFFFFFF);
  assert_int_equal(atsnn_driver_resolve_wait(&driver, LIMIT), ATSNN_DEVICE_FAULT);
  assert_int_equal(atsnn_driver_resolve(&driver, NULL), ATSNN_DEVICE_FAULT);
  mock_set(&mock, ATSNN_REGISTER_STATUS, 0);
  mock_set(&mock, ATSNN_REGISTER_RESULT, 99);
  assert_int_equal(atsnn_driver_resolve(&driver, NULL), ATSNN_DEVICE_FAULT);
  mock_set(&mock, ATSNN_REGISTER_RESULT, ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve(&driver, NULL), ATSNN_OK);
}

static void test_an_answer_is_read_only_where_there_is_one(void **state) {
  (void)state;
  const atsnn_run run = a_run();
  atsnn_run_answer answer = {.prediction = 77};
  mock_set(&mock, ATSNN_REGISTER_PREDICTION, 3);
  mock_set(&mock, ATSNN_REGISTER_SCORE_A_LOW, 0xFFFFFFFE);
  mock_set(&mock, ATSNN_REGISTER_SCORE_A_HIGH, 0xFFFFFFFF);
  mock_set(&mock, ATSNN_REGISTER_CYCLES_HIGH, 1);
  mock_set(&mock, ATSNN_REGISTER_RESULT, ATSNN_ABORTED);
  assert_int_equal(atsnn_driver_submit_run(&driver, &run), ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve(&driver, &answer), ATSNN_ABORTED);
  assert_int_equal(answer.prediction, 77);
  mock_set(&mock, ATSNN_REGISTER_RESULT, ATSNN_OK);
  assert_int_equal(atsnn_driver_submit_run(&driver, &run), ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve(&driver, &answer), ATSNN_OK);
  assert_int_equal(answer.prediction, 3);
  assert_true(answer.score_a == -2);
  assert_true(answer.cycles == UINT64_C(0x100000000));
}

static void test_only_its_own_interrupts_are_acknowledged(void **state) {
  (void)state;
  assert_false(atsnn_driver_interrupt(&driver));
  mock_set(&mock, ATSNN_REGISTER_INTERRUPT_PENDING, ATSNN_INTERRUPT_DONE);
  assert_false(atsnn_driver_interrupt(&driver));
  assert_int_equal(mock_count(&mock, 'w'), 0);
  atsnn_driver_enable_interrupts(&driver, true);
  mock_set(&mock, ATSNN_REGISTER_INTERRUPT_PENDING, ATSNN_INTERRUPT_DONE);
  assert_true(atsnn_driver_interrupt(&driver));
  const mock_access *last = &mock.trace[mock.accesses - 1];
  assert_int_equal(last->offset, ATSNN_REGISTER_INTERRUPT_PENDING);
  assert_int_equal(last->value, ATSNN_INTERRUPT_DONE);
}

static void test_abort_needs_a_job(void **state) {
  (void)state;
  assert_int_equal(atsnn_driver_abort(&driver, LIMIT), ATSNN_BAD_STATE);
  assert_int_equal(atsnn_driver_resolve_wait(&driver, LIMIT), ATSNN_BAD_STATE);
  assert_int_equal(mock.accesses, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup(test_load_cleans_then_writes_then_rings, open_driver),
      cmocka_unit_test_setup(test_run_hands_over_all_its_memory, open_driver),
      cmocka_unit_test_setup(test_bad_alignment_touches_nothing, open_driver),
      cmocka_unit_test_setup(test_a_second_job_is_busy, open_driver),
      cmocka_unit_test_setup(test_a_device_that_others_use_is_busy, open_driver),
      cmocka_unit_test_setup(test_waiting_ends_with_the_job, open_driver),
      cmocka_unit_test_setup(test_waiting_is_bounded_also_where_the_clock_wraps, open_driver),
      cmocka_unit_test_setup(test_a_dead_bus_is_a_fault, open_driver),
      cmocka_unit_test_setup(test_an_answer_is_read_only_where_there_is_one, open_driver),
      cmocka_unit_test_setup(test_only_its_own_interrupts_are_acknowledged, open_driver),
      cmocka_unit_test_setup(test_abort_needs_a_job, open_driver),
  };
  return cmocka_run_group_tests_name("driver, mock window", tests, NULL, NULL);
}

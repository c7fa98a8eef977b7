// The driver against the device model: the same bits as the accelerator without it, and memory that
// stays consistent whatever is aborted, reset or late.
#include "driver_bench.h"

#include <string.h>

static void test_same_bits_as_the_accelerator(void **state) {
  bench *b = *state;
  const atsnn_run_answer answer = bench_first_run(b);
  bench_expect_as_the_accelerator(b, &answer);
  assert_true(answer.cycles > 0);
}

static void test_two_runs_take_the_same_cycles(void **state) {
  bench *b = *state;
  const atsnn_run_answer first = bench_first_run(b);
  atsnn_run_answer second;
  b->model.tick_cycles = 1;
  assert_int_equal(bench_run(b, &second), ATSNN_OK);
  bench_expect_same(&first, &second);
}

static void test_a_policy_holds_for_one_run(void **state) {
  bench *b = *state;
  const atsnn_run_answer own = bench_first_run(b);
  const atsnn_policy policy = {ATSNN_SCORE_MARGIN, 1, 3, b->thresholds, 0};
  memset(b->thresholds, 0, 3 * sizeof(uint32_t));
  atsnn_run_answer answer;
  b->run.policy = &policy;
  b->run.timesteps = 3;
  assert_int_equal(bench_run(b, &answer), ATSNN_OK);
  assert_int_equal(answer.timesteps, 1);
  b->run.policy = NULL;
  assert_int_equal(bench_run(b, &answer), ATSNN_OK);
  bench_expect_same(&answer, &own);
}

static void test_a_budget_of_one_ends_the_run_at_the_first_timestep(void **state) {
  bench *b = *state;
  assert_true(bench_first_run(b).timesteps > 1);
  const atsnn_policy policy = {ATSNN_SCORE_NEVER, 1, 3, NULL, 1};
  atsnn_run_answer answer;
  b->run.policy = &policy;
  assert_int_equal(bench_run(b, &answer), ATSNN_OK);
  assert_int_equal(answer.timesteps, 1);
  assert_int_equal(answer.reason, ATSNN_REASON_BUDGET);
}

/// At every cycle of a run: the output is as it was, and the next run is as if nothing had been.
static void test_abort_at_any_cycle_leaves_memory_consistent(void **state) {
  bench *b = *state;
  const atsnn_run_answer whole = bench_first_run(b);
  for (uint64_t cycles = 0; cycles < whole.cycles; cycles++) {
    atsnn_run_answer answer = {.prediction = 99};
    bench_start(b, cycles);
    assert_int_equal(atsnn_driver_resolve_check(&b->driver), ATSNN_BUSY);
    assert_int_equal(atsnn_driver_abort(&b->driver, LIMIT), ATSNN_OK);
    assert_int_equal(atsnn_driver_resolve(&b->driver, &answer), ATSNN_ABORTED);
    assert_int_equal(answer.prediction, 99);
    bench_expect_untouched(b);
  }
  atsnn_run_answer again;
  assert_int_equal(bench_run(b, &again), ATSNN_OK);
  bench_expect_same(&again, &whole);
  bench_expect_as_the_accelerator(b, &again);
}

static void test_an_abort_after_the_end_changes_nothing(void **state) {
  bench *b = *state;
  const atsnn_run_answer whole = bench_first_run(b);
  atsnn_run_answer answer;
  bench_start(b, whole.cycles);
  assert_int_equal(atsnn_driver_abort(&b->driver, LIMIT), ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve(&b->driver, &answer), ATSNN_OK);
  bench_expect_same(&answer, &whole);
}

static void test_reset_in_mid_run_leaves_memory_consistent(void **state) {
  bench *b = *state;
  const atsnn_run_answer whole = bench_first_run(b);
  bench_start(b, whole.cycles / 2);
  assert_int_equal(atsnn_driver_reset(&b->driver, LIMIT), ATSNN_OK);
  bench_expect_untouched(b);
  assert_int_equal(atsnn_driver_resolve(&b->driver, NULL), ATSNN_BAD_STATE);
  assert_int_equal(bench_run(b, NULL), ATSNN_BAD_STATE);
  const atsnn_run_answer again = bench_first_run(b);
  bench_expect_same(&again, &whole);
}

static void test_an_aborted_load_is_no_load(void **state) {
  bench *b = *state;
  assert_int_equal(bench_load(b), ATSNN_OK);
  assert_int_equal(atsnn_driver_submit_load(&b->driver, &b->load), ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve_check(&b->driver), ATSNN_BUSY);
  assert_int_equal(atsnn_driver_abort(&b->driver, LIMIT), ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve(&b->driver, NULL), ATSNN_ABORTED);
  assert_int_equal(bench_run(b, NULL), ATSNN_BAD_STATE);
}

static void test_a_timeout_leaves_the_job_running(void **state) {
  bench *b = *state;
  const atsnn_run_answer whole = bench_first_run(b);
  b->model.tick_cycles = 1;
  assert_int_equal(atsnn_driver_submit_run(&b->driver, &b->run), ATSNN_OK);
  assert_int_equal(atsnn_driver_resolve_wait(&b->driver, 3), ATSNN_TIMEOUT);
  assert_int_equal(atsnn_driver_submit_check(&b->driver), ATSNN_BUSY);
  assert_int_equal(atsnn_driver_resolve_wait(&b->driver, LIMIT), ATSNN_OK);
  atsnn_run_answer answer;
  assert_int_equal(atsnn_driver_resolve(&b->driver, &answer), ATSNN_OK);
  bench_expect_same(&answer, &whole);
}

static void test_writes_during_a_job_are_refused(void **state) {
  bench *b = *state;
  const atsnn_run_answer whole = bench_first_run(b);
  atsnn_device *device = &b->model.device;
  bench_start(b, 1);
  atsnn_device_write(device, ATSNN_REGISTER_INPUT_ADDRESS_LOW, 0);
  atsnn_device_write(device, ATSNN_REGISTER_OUTPUT_BYTES, 0);
  atsnn_device_write(device, ATSNN_REGISTER_CONTROL, ATSNN_CONTROL_RUN);
  assert_int_equal(atsnn_device_read(device, ATSNN_REGISTER_INTERRUPT_PENDING),
                   ATSNN_INTERRUPT_REFUSED);
  assert_int_equal(atsnn_driver_resolve_wait(&b->driver, LIMIT), ATSNN_OK);
  atsnn_run_answer answer;
  assert_int_equal(atsnn_driver_resolve(&b->driver, &answer), ATSNN_OK);
  bench_expect_same(&answer, &whole);
}

static void test_by_interrupt(void **state) {
  bench *b = *state;
  assert_int_equal(bench_load(b), ATSNN_OK);
  b->model.notified = &b->driver;
  atsnn_driver_enable_interrupts(&b->driver, true);
  assert_int_equal(atsnn_driver_submit_run(&b->driver, &b->run), ATSNN_OK);
  assert_false(atsnn_device_interrupt(&b->model.device));
  atsnn_device_advance(&b->model.device, UINT32_MAX);
  assert_true(atsnn_device_interrupt(&b->model.device));
  b->driver.bus.idle(b->driver.bus.context);
  assert_int_equal(b->model.interrupts, 1);
  assert_false(atsnn_device_interrupt(&b->model.device));
  assert_int_equal(atsnn_driver_resolve(&b->driver, NULL), ATSNN_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_A_BENCH(test_same_bits_as_the_accelerator),
      ON_A_BENCH(test_two_runs_take_the_same_cycles),
      ON_A_BENCH(test_a_policy_holds_for_one_run),
      ON_A_BENCH(test_a_budget_of_one_ends_the_run_at_the_first_timestep),
      ON_A_BENCH(test_abort_at_any_cycle_leaves_memory_consistent),
      ON_A_BENCH(test_an_abort_after_the_end_changes_nothing),
      ON_A_BENCH(test_reset_in_mid_run_leaves_memory_consistent),
      ON_A_BENCH(test_an_aborted_load_is_no_load),
      ON_A_BENCH(test_a_timeout_leaves_the_job_running),
      ON_A_BENCH(test_writes_during_a_job_are_refused),
      ON_A_BENCH(test_by_interrupt),
  };
  return cmocka_run_group_tests_name("driver, device model", tests, NULL, NULL);
}

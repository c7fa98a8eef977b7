// Jobs that the device model refuses: each fault alone, and nothing changed by it.
#include "driver_bench.h"

#include <string.h>

/// The image stays in use.
static void test_bad_jobs_are_refused(void **state) {
  bench *b = *state;
  const atsnn_run_answer whole = bench_first_run(b);
  const atsnn_run good = b->run;
  int32_t elsewhere[OUTPUT];
  const atsnn_policy policy = {ATSNN_SCORE_MARGIN, 1, 4, b->thresholds, 0};
  memset(b->output, 0x77, OUTPUT * sizeof(int32_t));
  b->run.bytes = PIXELS - 1;
  assert_int_equal(bench_run(b, NULL), ATSNN_BAD_ARGUMENT);
  b->run = good;
  b->run.output_bytes = 8 * CLASSES - 4;
  assert_int_equal(bench_run(b, NULL), ATSNN_BAD_ARGUMENT);
  b->run = good;
  b->run.output = (int32_t *)(uintptr_t)b->load.image;
  assert_int_equal(bench_run(b, NULL), ATSNN_BAD_ARGUMENT);
  b->run.output = elsewhere;
  assert_int_equal(bench_run(b, NULL), ATSNN_BUS_ADDRESS);
  b->run = good;
  b->run.policy = &policy;
  b->run.timesteps = 3;
  assert_int_equal(bench_run(b, NULL), ATSNN_BAD_ARGUMENT);
  bench_expect_untouched(b);
  b->run = good;
  atsnn_run_answer again;
  assert_int_equal(bench_run(b, &again), ATSNN_OK);
  bench_expect_same(&again, &whole);
}

static void test_bad_loads_are_refused(void **state) {
  bench *b = *state;
  const atsnn_load good = b->load;
  uint8_t *bytes = (uint8_t *)(uintptr_t)b->load.image;
  bytes[100] ^= 1;
  const atsnn_result refused = bench_load(b);
  assert_in_range(refused, ATSNN_TRUNCATED, ATSNN_ADDRESS);
  bytes[100] ^= 1;
  b->load.state_bytes = 64;
  assert_int_equal(bench_load(b), ATSNN_NO_MEMORY);
  const uint32_t needed = atsnn_driver_state_needed(&b->driver);
  assert_int_equal(bench_run(b, NULL), ATSNN_BAD_STATE);
  b->load.state = (void *)(uintptr_t)b->load.image;
  b->load.state_bytes = needed;
  assert_int_equal(bench_load(b), ATSNN_BAD_ARGUMENT);
  b->load = good;
  b->load.bytes = (uint32_t)b->model.bytes + 1;
  assert_int_equal(bench_load(b), ATSNN_BUS_ADDRESS);
  b->load = good;
  b->load.state_bytes = needed;
  const atsnn_run_answer answer = bench_first_run(b);
  bench_expect_as_the_accelerator(b, &answer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      ON_A_BENCH(test_bad_jobs_are_refused),
      ON_A_BENCH(test_bad_loads_are_refused),
  };
  return cmocka_run_group_tests_name("driver, refused jobs", tests, NULL, NULL);
}

// The budget: worst cases by hand, what is refused, and where it ends a run (rules C5, X9, X10).
#include "small_machine.h"
#include "support.h"

enum { TIMESTEPS = 3, NODES = 5, WORST_CASE = 70 };

static small_machine small;

static int make_machine(void **state) {
  (void)state;
  return small_machine_make(&small);
}

static int free_machine(void **state) {
  (void)state;
  small_machine_free(&small);
  return 0;
}

/// One step; the totals of all nodes so far go to `operations`.
static atsnn_step step_and_count(uint64_t *operations) {
  atsnn_step step = {.exits = false};
  assert_int_equal(atsnn_accelerator_step(&small.accelerator, NULL, &step), ATSNN_OK);
  *operations = 0;
  for (uint32_t i = 0; i < NODES; i++) {
    const atsnn_counts *totals = atsnn_accelerator_totals(&small.accelerator, i);
    *operations += totals->synaptic_operations + totals->neuron_updates;
  }
  return step;
}

static void set_policy(atsnn_score_kind score, uint8_t minimum, uint64_t budget) {
  static const uint32_t always[TIMESTEPS] = {0};
  const atsnn_policy policy = {score, minimum, TIMESTEPS, always, budget};
  assert_int_equal(atsnn_accelerator_set_policy(&small.accelerator, &policy), ATSNN_OK);
}

/// The last step of a run on one image.
static atsnn_step run(void) {
  static const uint8_t pixels[16] = {0,   255, 100, 101, 99, 200, 20, 30,
                                     250, 240, 1,   77,  55, 180, 3,  9};
  uint64_t operations = 0;
  atsnn_step step = {.exits = false};
  assert_int_equal(atsnn_accelerator_begin(&small.accelerator, pixels), ATSNN_OK);
  while (!step.exits) {
    step = step_and_count(&operations);
  }
  return step;
}

/// 32 neurons; pooling; 8 neurons, a 1 x 1 convolution of 2 to 2 channels at 4 places, an identity
/// of 8; pooling; 2 inputs to 3 classes. The pixels' convolution is not counted.
static void test_worst_case_by_hand(void **state) {
  (void)state;
  static const uint64_t expected[NODES] = {32, 0, 8 + 16 + 8, 0, 6};
  for (uint32_t i = 0; i < NODES; i++) {
    assert_int_equal(atsnn_image_worst_case(&small.image, i), expected[i]);
  }
}

static void test_budget_is_checked(void **state) {
  (void)state;
  atsnn_policy policy = {ATSNN_SCORE_NEVER, 1, TIMESTEPS, NULL, (uint64_t)1 << 63};
  assert_int_equal(atsnn_accelerator_set_policy(&small.accelerator, &policy), ATSNN_BAD_ARGUMENT);
  policy.budget--;
  assert_int_equal(atsnn_accelerator_set_policy(&small.accelerator, &policy), ATSNN_OK);
}

static void test_budget_ends_a_run_by_one_operation(void **state) {
  (void)state;
  static const uint8_t blank[16] = {0};
  uint64_t first = 0;
  set_policy(ATSNN_SCORE_NEVER, 1, 0);
  assert_int_equal(run().reason, ATSNN_REASON_LAST);
  assert_int_equal(atsnn_accelerator_begin(&small.accelerator, blank), ATSNN_OK);
  set_policy(ATSNN_SCORE_NEVER, 1, 1);
  assert_int_equal(step_and_count(&first).reason, ATSNN_REASON_BUDGET);
  const uint64_t edge = first + WORST_CASE;
  set_policy(ATSNN_SCORE_NEVER, 1, edge - 1);
  assert_int_equal(atsnn_accelerator_begin(&small.accelerator, blank), ATSNN_OK);
  assert_int_equal(step_and_count(&first).reason, ATSNN_REASON_BUDGET);
  set_policy(ATSNN_SCORE_NEVER, 1, edge);
  assert_int_equal(atsnn_accelerator_begin(&small.accelerator, blank), ATSNN_OK);
  assert_int_equal(step_and_count(&first).reason, ATSNN_REASON_NONE);
}

static void test_reasons_come_in_order(void **state) {
  (void)state;
  set_policy(ATSNN_SCORE_MARGIN, 1, 1);
  assert_int_equal(run().reason, ATSNN_REASON_SCORE);
  set_policy(ATSNN_SCORE_MARGIN, 2, 1);
  assert_int_equal(run().reason, ATSNN_REASON_BUDGET);
  set_policy(ATSNN_SCORE_NEVER, 1, (uint64_t)TIMESTEPS * WORST_CASE);
  assert_int_equal(run().reason, ATSNN_REASON_LAST);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_worst_case_by_hand, make_machine, free_machine),
      cmocka_unit_test_setup_teardown(test_budget_is_checked, make_machine, free_machine),
      cmocka_unit_test_setup_teardown(test_budget_ends_a_run_by_one_operation, make_machine,
                                      free_machine),
      cmocka_unit_test_setup_teardown(test_reasons_come_in_order, make_machine, free_machine),
  };
  return cmocka_run_group_tests_name("budget", tests, NULL, NULL);
}

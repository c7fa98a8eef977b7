// The policy that a caller sets: what is refused, and that it moves the exit (rule X7).
#include "small_machine.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

enum { TIMESTEPS = 3 };

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

/// The timestep at which a run on one image ends.
static uint32_t exit_timestep(void) {
  static const uint8_t pixels[16] = {0,   255, 100, 101, 99, 200, 20, 30,
                                     250, 240, 1,   77,  55, 180, 3,  9};
  atsnn_step step = {.exits = false};
  assert_int_equal(atsnn_accelerator_begin(&small.accelerator, pixels), ATSNN_OK);
  while (!step.exits) {
    assert_int_equal(atsnn_accelerator_step(&small.accelerator, NULL, &step), ATSNN_OK);
  }
  return step.timestep;
}

static void test_policy_is_checked(void **state) {
  (void)state;
  const uint32_t thresholds[TIMESTEPS] = {0, 0, (1u << 24) + 2};
  const atsnn_policy bad[] = {
      {ATSNN_SCORE_CONFIDENCE, 1, 3, thresholds, 0}, {ATSNN_SCORE_ENTROPY, 1, 3, thresholds, 0},
      {ATSNN_SCORE_MARGIN, 0, 3, thresholds, 0},     {ATSNN_SCORE_MARGIN, 4, 3, thresholds, 0},
      {ATSNN_SCORE_MARGIN, 1, 0, thresholds, 0},     {ATSNN_SCORE_MARGIN, 1, 4, thresholds, 0},
      {ATSNN_SCORE_MARGIN, 1, 3, NULL, 0},           {(atsnn_score_kind)4, 1, 3, thresholds, 0},
  };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    assert_int_equal(atsnn_accelerator_set_policy(&small.accelerator, &bad[i]), ATSNN_BAD_ARGUMENT);
  }
  const atsnn_policy good = {ATSNN_SCORE_MARGIN, 1, 3, thresholds, 0};
  assert_int_equal(atsnn_accelerator_set_policy(&small.accelerator, NULL), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_accelerator_set_policy(NULL, &good), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_accelerator_set_policy(&small.accelerator, &good), ATSNN_OK);
}

static void test_policy_moves_the_exit(void **state) {
  (void)state;
  const uint32_t always[TIMESTEPS] = {0, 0, 0};
  const uint32_t second[TIMESTEPS] = {UINT32_MAX, 0, 0};
  const atsnn_policy policies[] = {
      {ATSNN_SCORE_MARGIN, 1, 3, always, 0}, {ATSNN_SCORE_MARGIN, 1, 3, second, 0},
      {ATSNN_SCORE_MARGIN, 2, 3, always, 0}, {ATSNN_SCORE_NEVER, 1, 2, NULL, 0},
      {ATSNN_SCORE_NEVER, 1, 3, NULL, 0},    {ATSNN_SCORE_MARGIN, 3, 1, second, 0},
  };
  static const uint32_t exits[] = {1, 2, 2, 2, 3, 1};
  for (size_t i = 0; i < sizeof policies / sizeof policies[0]; i++) {
    assert_int_equal(atsnn_accelerator_set_policy(&small.accelerator, &policies[i]), ATSNN_OK);
    assert_int_equal(exit_timestep(), exits[i]);
  }
}

static void test_policy_has_a_threshold_for_each_of_255_timesteps(void **state) {
  (void)state;
  enum { MOST = 255, EXIT = 200 };
  test_machine m;
  char folder[PATH_BYTES];
  char path[PATH_BYTES];
  join_path(folder, vectors_folder(), "timesteps-255");
  join_path(path, folder, "image.atsnn");
  machine_make(&m, path);
  assert_int_equal(m.image.timesteps, MOST);
  uint32_t thresholds[MOST];
  for (size_t t = 0; t < MOST; t++) {
    thresholds[t] = t + 1 == EXIT ? 0 : UINT32_MAX;
  }
  const atsnn_policy policy = {ATSNN_SCORE_MARGIN, 1, MOST, thresholds, 0};
  assert_int_equal(atsnn_accelerator_set_policy(&m.accelerator, &policy), ATSNN_OK);
  uint8_t *input = allocate_aligned(machine_input_bytes(&m));
  memset(input, 200, machine_input_bytes(&m));
  machine_begin(&m, input);
  assert_memory_equal(m.accelerator.thresholds, thresholds, sizeof thresholds);
  atsnn_step step = {.exits = false};
  for (uint32_t t = 0; !step.exits; t++) {
    step = machine_step(&m, input, t);
  }
  assert_int_equal(step.timestep, EXIT);
  free(input);
  machine_free(&m);
}

static void test_policy_cannot_change_during_a_run(void **state) {
  (void)state;
  atsnn_step step;
  const uint8_t blank[16] = {0};
  const atsnn_policy never = {ATSNN_SCORE_NEVER, 1, 3, NULL, 0};
  assert_int_equal(atsnn_accelerator_set_policy(&small.accelerator, &never), ATSNN_OK);
  assert_int_equal(atsnn_accelerator_begin(&small.accelerator, blank), ATSNN_OK);
  assert_int_equal(atsnn_accelerator_set_policy(&small.accelerator, &never), ATSNN_OK);
  assert_int_equal(atsnn_accelerator_step(&small.accelerator, NULL, &step), ATSNN_OK);
  assert_int_equal(atsnn_accelerator_set_policy(&small.accelerator, &never), ATSNN_BAD_STATE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_policy_is_checked, make_machine, free_machine),
      cmocka_unit_test_setup_teardown(test_policy_moves_the_exit, make_machine, free_machine),
      cmocka_unit_test_setup_teardown(test_policy_has_a_threshold_for_each_of_255_timesteps,
                                      make_machine, free_machine),
      cmocka_unit_test_setup_teardown(test_policy_cannot_change_during_a_run, make_machine,
                                      free_machine),
  };
  return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}

// The public calls: order, arguments, memory, and that a run depends on nothing but its
// image and input.
#include "image_builder.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

enum { GUARD = 256, NODES = 5, TIMESTEPS = 3 };

static built_image built;
static atsnn_image image;
static const uint8_t pixels[16] = {0,   255, 100, 101, 99, 200, 20, 30,
                                   250, 240, 1,   77,  55, 180, 3,  9};

/// Everything a run shows.
typedef struct {
  uint64_t digests[TIMESTEPS][NODES][2];
  int32_t readout[TIMESTEPS][3];
  atsnn_counts totals[NODES];
  atsnn_step steps[TIMESTEPS];
  uint32_t executed;
} run_record;

static int open_small(void **state) {
  (void)state;
  build_small(&built);
  return atsnn_image_open(&image, built.bytes, built.length) == ATSNN_OK ? 0 : -1;
}

static void record_step(run_record *record, const atsnn_accelerator *accelerator, atsnn_step step) {
  const uint32_t t = record->executed++;
  for (uint32_t node = 0; node < NODES; node++) {
    record->digests[t][node][0] = atsnn_accelerator_output_digest(accelerator, node);
    record->digests[t][node][1] = atsnn_accelerator_membrane_digest(accelerator, node);
  }
  memcpy(record->readout[t], atsnn_accelerator_readout(accelerator), sizeof record->readout[t]);
  record->steps[t].timestep = step.timestep;
  record->steps[t].prediction = step.prediction;
  record->steps[t].exits = step.exits;
  record->steps[t].score_a = step.score_a;
}

static run_record run(atsnn_accelerator *accelerator) {
  run_record record;
  memset(&record, 0, sizeof record);
  atsnn_step step = {.exits = false};
  assert_int_equal(atsnn_accelerator_begin(accelerator, pixels), ATSNN_OK);
  while (!step.exits) {
    assert_int_equal(atsnn_accelerator_step(accelerator, NULL, &step), ATSNN_OK);
    record_step(&record, accelerator, step);
  }
  for (uint32_t node = 0; node < NODES; node++) {
    record.totals[node] = *atsnn_accelerator_totals(accelerator, node);
  }
  return record;
}

/// A run in memory painted with a byte, between two guard zones that must stay as they are.
static run_record run_in_painted_memory(uint8_t paint) {
  const size_t bytes = atsnn_accelerator_memory_size(&image);
  const size_t whole = GUARD + bytes + GUARD;
  uint8_t *memory = allocate_aligned(whole);
  memset(memory, paint, whole);
  atsnn_accelerator accelerator;
  memset(&accelerator, paint, sizeof accelerator);
  assert_int_equal(atsnn_accelerator_init(&accelerator, &image, memory + GUARD, bytes), ATSNN_OK);
  const run_record record = run(&accelerator);
  for (size_t i = 0; i < GUARD; i++) {
    assert_int_equal(memory[i], paint);
    assert_int_equal(memory[GUARD + bytes + i], paint);
  }
  free(memory);
  return record;
}

static void test_outcome_does_not_depend_on_the_memory(void **state) {
  (void)state;
  const run_record zero = run_in_painted_memory(0);
  const run_record painted = run_in_painted_memory(0xA5);
  const run_record ones = run_in_painted_memory(0xFF);
  assert_int_equal(zero.executed, TIMESTEPS);
  assert_true(zero.totals[0].spikes > 0 && zero.totals[2].spikes > 0);
  assert_memory_equal(&zero, &painted, sizeof zero);
  assert_memory_equal(&zero, &ones, sizeof zero);
}

static void test_a_second_run_is_like_the_first(void **state) {
  (void)state;
  void *memory = allocate_aligned(atsnn_accelerator_memory_size(&image));
  atsnn_accelerator accelerator;
  assert_int_equal(
      atsnn_accelerator_init(&accelerator, &image, memory, atsnn_accelerator_memory_size(&image)),
      ATSNN_OK);
  const run_record first = run(&accelerator);
  // Begun again in the middle of a run.
  atsnn_step step;
  assert_int_equal(atsnn_accelerator_begin(&accelerator, pixels), ATSNN_OK);
  assert_int_equal(atsnn_accelerator_step(&accelerator, NULL, &step), ATSNN_OK);
  const run_record second = run(&accelerator);
  assert_memory_equal(&first, &second, sizeof first);
  free(memory);
}

static void test_counts_add_up_to_the_totals(void **state) {
  (void)state;
  void *memory = allocate_aligned(atsnn_accelerator_memory_size(&image));
  atsnn_accelerator accelerator;
  assert_int_equal(
      atsnn_accelerator_init(&accelerator, &image, memory, atsnn_accelerator_memory_size(&image)),
      ATSNN_OK);
  assert_int_equal(atsnn_accelerator_begin(&accelerator, pixels), ATSNN_OK);
  atsnn_counts sums[NODES];
  for (uint32_t node = 0; node < NODES; node++) {
    sums[node] = *atsnn_accelerator_counts(&accelerator, node);
  }
  atsnn_step step = {.exits = false};
  while (!step.exits) {
    assert_int_equal(atsnn_accelerator_step(&accelerator, NULL, &step), ATSNN_OK);
    for (uint32_t node = 0; node < NODES; node++) {
      atsnn_counts_add(&sums[node], atsnn_accelerator_counts(&accelerator, node));
    }
  }
  for (uint32_t node = 0; node < NODES; node++) {
    assert_memory_equal(&sums[node], atsnn_accelerator_totals(&accelerator, node), sizeof sums[0]);
  }
  assert_null(atsnn_accelerator_counts(&accelerator, NODES));
  assert_null(atsnn_accelerator_totals(&accelerator, NODES));
  free(memory);
}

static void test_memory_is_checked(void **state) {
  (void)state;
  const size_t bytes = atsnn_accelerator_memory_size(&image);
  uint8_t *memory = allocate_aligned(bytes + 64);
  atsnn_accelerator accelerator;
  assert_int_equal(atsnn_accelerator_init(&accelerator, &image, memory, bytes - 1),
                   ATSNN_NO_MEMORY);
  assert_int_equal(atsnn_accelerator_init(&accelerator, &image, memory, 0), ATSNN_NO_MEMORY);
  assert_int_equal(atsnn_accelerator_init(&accelerator, &image, memory + 8, bytes),
                   ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_accelerator_init(&accelerator, &image, NULL, bytes), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_accelerator_init(&accelerator, NULL, memory, bytes), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_accelerator_init(NULL, &image, memory, bytes), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_accelerator_init(&accelerator, &image, memory, bytes), ATSNN_OK);
  free(memory);
}

static void test_calls_out_of_order_change_nothing(void **state) {
  (void)state;
  const size_t bytes = atsnn_accelerator_memory_size(&image);
  void *memory = allocate_aligned(bytes);
  atsnn_accelerator accelerator;
  atsnn_step step = {.timestep = 77};
  assert_int_equal(atsnn_accelerator_init(&accelerator, &image, memory, bytes), ATSNN_OK);
  assert_int_equal(atsnn_accelerator_step(&accelerator, NULL, &step), ATSNN_BAD_STATE);
  assert_int_equal(atsnn_accelerator_begin(&accelerator, NULL), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_accelerator_begin(NULL, pixels), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_accelerator_begin(&accelerator, pixels), ATSNN_OK);
  assert_int_equal(atsnn_accelerator_step(&accelerator, pixels, &step), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_accelerator_step(&accelerator, NULL, NULL), ATSNN_BAD_ARGUMENT);
  assert_int_equal(step.timestep, 77);
  const run_record record = run(&accelerator);
  const uint64_t digest = atsnn_accelerator_membrane_digest(&accelerator, 0);
  assert_true(record.steps[record.executed - 1].exits);
  assert_int_equal(atsnn_accelerator_step(&accelerator, NULL, &step), ATSNN_BAD_STATE);
  assert_true(atsnn_accelerator_membrane_digest(&accelerator, 0) == digest);
  free(memory);
}

static void test_what_is_not_there_reads_as_nothing(void **state) {
  (void)state;
  const size_t bytes = atsnn_accelerator_memory_size(&image);
  void *memory = allocate_aligned(bytes);
  atsnn_accelerator accelerator;
  assert_int_equal(atsnn_accelerator_init(&accelerator, &image, memory, bytes), ATSNN_OK);
  const uint64_t nothing = UINT64_C(14695981039346656037);
  assert_true(atsnn_accelerator_membrane_digest(&accelerator, 1) == nothing);
  assert_true(atsnn_accelerator_output_digest(&accelerator, 4) == nothing);
  assert_true(atsnn_accelerator_output_digest(&accelerator, 5) == nothing);
  assert_int_equal(atsnn_accelerator_output(&accelerator, 0, 32), 0);
  assert_int_equal(atsnn_accelerator_output(&accelerator, 4, 0), 0);
  assert_int_equal(atsnn_accelerator_membrane(&accelerator, 1, 0), 0);
  assert_int_equal(atsnn_accelerator_membrane(&accelerator, 0, 32), 0);
  assert_int_equal(atsnn_accelerator_membrane(&accelerator, UINT32_MAX, 0), 0);
  assert_int_equal(atsnn_accelerator_elements(&accelerator, 0), 32);
  assert_int_equal(atsnn_accelerator_elements(&accelerator, 5), 0);
  assert_int_equal(atsnn_accelerator_node_kind(&accelerator, 5), ATSNN_NODE_NONE);
  assert_int_equal(atsnn_accelerator_node_kind(&accelerator, 1), ATSNN_NODE_SUM_POOLING);
  free(memory);
}

static void test_events_come_with_the_step(void **state) {
  (void)state;
  test_machine m;
  char folder[PATH_BYTES];
  char path[PATH_BYTES];
  join_path(folder, vectors_folder(), "events-by-count");
  join_path(path, folder, "image.atsnn");
  machine_make(&m, path);
  uint8_t *frames = allocate_aligned(machine_input_bytes(&m));
  memset(frames, 1, machine_input_bytes(&m));
  atsnn_step step;
  assert_int_equal(atsnn_accelerator_begin(&m.accelerator, frames), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_accelerator_begin(&m.accelerator, NULL), ATSNN_OK);
  assert_int_equal(atsnn_accelerator_step(&m.accelerator, NULL, &step), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_accelerator_step(&m.accelerator, frames, &step), ATSNN_OK);
  assert_int_equal(step.timestep, 1);
  assert_true(atsnn_accelerator_counts(&m.accelerator, 0)->synaptic_operations > 0);
  assert_int_equal(atsnn_accelerator_totals(&m.accelerator, 0)->input_macs, 0);
  free(frames);
  machine_free(&m);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_outcome_does_not_depend_on_the_memory),
      cmocka_unit_test(test_a_second_run_is_like_the_first),
      cmocka_unit_test(test_counts_add_up_to_the_totals),
      cmocka_unit_test(test_memory_is_checked),
      cmocka_unit_test(test_calls_out_of_order_change_nothing),
      cmocka_unit_test(test_what_is_not_there_reads_as_nothing),
      cmocka_unit_test(test_events_come_with_the_step),
  };
  return cmocka_run_group_tests_name("accelerator", tests, open_small, NULL);
}

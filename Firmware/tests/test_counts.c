// What the machine counts, against a sheet worked out by hand for one small network.
#include "small_machine.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

static small_machine m;

static int make_machine(void **state) {
  (void)state;
  return small_machine_make(&m);
}

static int free_memory(void **state) {
  (void)state;
  small_machine_free(&m);
  return 0;
}

static void begin_uniform(uint8_t pixel) {
  uint8_t pixels[16];
  memset(pixels, pixel, sizeof pixels);
  assert_int_equal(atsnn_accelerator_begin(&m.accelerator, pixels), ATSNN_OK);
}

static const atsnn_counts *step_counts(uint32_t node) {
  return atsnn_accelerator_counts(&m.accelerator, node);
}

static void test_begin_counts_the_cached_current(void **state) {
  (void)state;
  begin_uniform(100); // every pixel at its zero point: the machine multiplies all the same
  // A 3 x 3 kernel with padding 1 on 4 x 4: (2 + 3 + 3 + 2)^2 = 100 taps, times 2 outputs.
  const atsnn_counts *counts = step_counts(0);
  assert_int_equal(counts->input_macs, 200);
  assert_int_equal(counts->weight_reads, 100);
  assert_int_equal(counts->weight_read_bits, 200 * 8);
  assert_int_equal(counts->spike_reads, 100);
  assert_int_equal(counts->spike_read_bits, 100 * 8);
  assert_int_equal(counts->current_writes, 32);
  assert_int_equal(counts->current_write_bits, 32 * 32);
  assert_int_equal(counts->synaptic_operations, 0);
  assert_int_equal(counts->neuron_updates, 0);
  assert_int_equal(step_counts(2)->weight_reads, 0);
}

static void test_silent_timestep_moves_membranes_only(void **state) {
  (void)state;
  begin_uniform(100);
  atsnn_step step;
  assert_int_equal(atsnn_accelerator_step(&m.accelerator, NULL, &step), ATSNN_OK);
  const atsnn_counts *first = step_counts(0);
  assert_int_equal(first->input_macs, 0);
  assert_int_equal(first->current_reads, 32);
  assert_int_equal(first->current_read_bits, 32 * 32);
  assert_int_equal(first->neuron_updates, 32);
  assert_int_equal(first->leak_shifts, 32);
  assert_int_equal(first->membrane_reads, 32);
  assert_int_equal(first->membrane_read_bits, 32 * 16);
  assert_int_equal(first->membrane_write_bits, 32 * 16);
  assert_int_equal(first->spike_writes, 16);
  assert_int_equal(first->spike_write_bits, 32);
  assert_int_equal(first->spikes, 0);
  const atsnn_counts *pool = step_counts(1);
  assert_int_equal(pool->pooling_operations, 32);
  assert_int_equal(pool->spike_read_bits, 32);
  assert_int_equal(pool->spike_writes, 4);
  assert_int_equal(pool->spike_write_bits, 8 * 8);
  const atsnn_counts *second = step_counts(2);
  assert_int_equal(second->synaptic_operations, 0);
  assert_int_equal(second->weight_reads, 0);
  assert_int_equal(second->spike_read_bits, 2 * 8 * 8); // by the convolution and by the identity
  assert_int_equal(second->membrane_read_bits, 8 * 32);
  assert_int_equal(second->leak_shifts, 0);
}

static void test_full_timestep_reads_a_row_a_spike(void **state) {
  (void)state;
  // Output 0 has weights 7, 9, ... 23, output 1 has -8, ... -24. At 255 - 100 = 155 only output 0
  // can reach its threshold of 300 after the shift by 2, and does at every pixel.
  begin_uniform(255);
  atsnn_step step;
  assert_int_equal(atsnn_accelerator_step(&m.accelerator, NULL, &step), ATSNN_OK);
  assert_int_equal(step_counts(0)->spikes, 16);
  // Four pixels of the pooled map, one active element each: two weights from the convolution's row,
  // one from the identity.
  const atsnn_counts *second = step_counts(2);
  assert_int_equal(second->synaptic_operations, 4 * 2 + 4);
  assert_int_equal(second->weight_reads, 4 + 4);
  assert_int_equal(second->weight_read_bits, 4 * 2 * 8 + 4 * 32);
}

static void test_readout_registers_and_exit_are_counted(void **state) {
  (void)state;
  begin_uniform(255);
  atsnn_step step;
  assert_int_equal(atsnn_accelerator_step(&m.accelerator, NULL, &step), ATSNN_OK);
  const atsnn_counts *counts = step_counts(4);
  assert_int_equal(counts->readout_updates, 3);
  assert_int_equal(counts->membrane_reads, 3);
  assert_int_equal(counts->membrane_write_bits, 3 * 32);
  assert_int_equal(counts->exit_tests, 1);
  assert_int_equal(counts->exit_classes, 3);
  assert_int_equal(counts->neuron_updates, 0);
}

static void test_names_follow_the_structure(void **state) {
  (void)state;
  const atsnn_counts counts = {.synaptic_operations = 1, .exit_classes = 99, .spikes = 7};
  assert_string_equal(atsnn_count_name(0), "synaptic_operations");
  assert_string_equal(atsnn_count_name(ATSNN_COUNT_KINDS - 1), "exit_classes");
  assert_null(atsnn_count_name(ATSNN_COUNT_KINDS));
  assert_int_equal(atsnn_count_value(&counts, 0), 1);
  assert_int_equal(atsnn_count_value(&counts, ATSNN_COUNT_KINDS - 1), 99);
  assert_int_equal(atsnn_count_value(&counts, ATSNN_COUNT_KINDS), 0);
  for (size_t kind = 0; kind < ATSNN_COUNT_KINDS; kind++) {
    if (strcmp(atsnn_count_name(kind), "spikes") == 0) {
      assert_int_equal(atsnn_count_value(&counts, kind), 7);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_begin_counts_the_cached_current),
      cmocka_unit_test(test_silent_timestep_moves_membranes_only),
      cmocka_unit_test(test_full_timestep_reads_a_row_a_spike),
      cmocka_unit_test(test_readout_registers_and_exit_are_counted),
      cmocka_unit_test(test_names_follow_the_structure),
  };
  return cmocka_run_group_tests_name("counts", tests, make_machine, free_memory);
}

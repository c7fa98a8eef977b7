// The traffic and cycle model against a sheet worked out by hand for the small network on a small
// machine, and the configurations it refuses. The sheet stands in Firmware/ACCELERATOR.md.
#include "machines.h"
#include "small_machine.h"

#include <stdlib.h>
#include <string.h>

/// Two channels by four pixels; node 0's membranes (64 bytes) fit and node 2's (32) do not; one
/// byte a cycle from DRAM.
static const atsnn_machine small = {
    .lanes = 8,
    .tile_height = 2,
    .tile_width = 2,
    .tile_channels = 2,
    .row_window = 1,
    .scan_rows = 1,
    .weight_port = 16,
    .spike_port = 64,
    .membrane_port = 64,
    .weight_buffer = 1024,
    .spike_buffer = 1024,
    .membranes = 64,
    .current_cache = 128,
    .slots = 1,
    .picoseconds = 1000,
    .dram_burst = 16,
    .dram_bandwidth = 1000,
    .dram_latency = 5,
    .memory_wire = 7,
    .row_wire = 11,
};

static small_machine model;
static uint8_t pixels[16];

static int make_accelerator(void **state) {
  (void)state;
  return small_machine_make(&model);
}

static int free_memory(void **state) {
  (void)state;
  small_machine_free(&model);
  return 0;
}

static void begin(void) {
  memset(pixels, 255, sizeof pixels);
  assert_int_equal(atsnn_accelerator_begin(&model.accelerator, pixels), ATSNN_OK);
}

static void begin_and_step(void) {
  atsnn_step step;
  begin();
  assert_int_equal(atsnn_accelerator_step(&model.accelerator, NULL, &step), ATSNN_OK);
}

static atsnn_machine_counts count_on(const atsnn_machine *machine, const uint8_t *input,
                                     uint32_t node) {
  atsnn_machine_counts counts;
  assert_int_equal(atsnn_machine_count(machine, &model.accelerator, input, node, &counts),
                   ATSNN_OK);
  return counts;
}

static void test_begin_sums_the_image_once(void **state) {
  (void)state;
  begin();
  const atsnn_machine_counts c = count_on(&small, pixels, 0);
  // Four tiles of 2 x 2 at the corners: nine taps each, (1 + 2 + 2)^2 pixels under them.
  assert_int_equal(c.weight_rows, 4 * 9);
  assert_int_equal(c.lane_operations, 4 * 25 * 2);
  assert_int_equal(c.input_macs, 200);
  assert_int_equal(c.weight_read_bits, 36 * 2 * 8);
  // 18 bytes of weights are two bursts of 16; the image is one.
  assert_int_equal(c.dram_weight_bits, 32 * 8);
  assert_int_equal(c.weight_write_bits, 18 * 8);
  assert_int_equal(c.dram_input_bits, 16 * 8);
  assert_int_equal(c.spike_write_bits, 16 * 8);
  assert_int_equal(c.spike_read_bits, 4 * 9 * 8); // a patch of 3 x 3 pixels a tile
  assert_int_equal(c.current_write_bits, 32 * 32);
  // Currents over 7 um; 36 rows, number and mask of four pixels, over 11.
  assert_int_equal(c.wire_bit_micrometres, 32 * 32 * 7 + 36 * (32 + 4) * 11);
  // A pixel a lane: a row a cycle. 256 bits of currents leave in 4 cycles, hidden but for the last
  // tile's. 48 bytes of DRAM take 48.
  assert_int_equal(c.lane_cycles, 36);
  assert_int_equal(c.weight_stall_cycles + c.scan_stall_cycles, 0);
  assert_int_equal(c.update_cycles, 4);
  assert_int_equal(c.dram_stall_cycles, 48 - 40);
  assert_int_equal(c.dram_latency_cycles, 5);
  assert_int_equal(c.cycles, 53);
}

static void test_cached_node_updates_only(void **state) {
  (void)state;
  begin_and_step();
  const atsnn_machine_counts c = count_on(&small, NULL, 0);
  assert_int_equal(c.weight_rows, 0);
  assert_int_equal(c.dram_weight_bits, 0);
  assert_int_equal(c.membrane_read_bits, 32 * 16);
  assert_int_equal(c.membrane_write_bits, 32 * 16);
  assert_int_equal(c.current_read_bits, 32 * 32);
  assert_int_equal(c.wire_bit_micrometres, (2 * 32 * 16 + 32 * 32) * 7);
  assert_int_equal(c.spike_write_bits, 0); // the pooling is fused
  assert_int_equal(c.update_cycles, 4 * 4);
  assert_int_equal(c.cycles, 16);
  const atsnn_machine_counts pooling = count_on(&small, NULL, 1);
  assert_int_equal(pooling.pooling_operations, 32);
  assert_int_equal(pooling.spike_read_bits, 0);
  assert_int_equal(pooling.spike_write_bits, 8 * 8);
  assert_int_equal(pooling.cycles, 0);
}

static void test_rows_are_broadcast_and_membranes_spill(void **state) {
  (void)state;
  begin_and_step();
  // One tile of four pixels, channel 0 active at each: one row of the convolution, one weight of
  // the identity, where no reuse reads four of each.
  const atsnn_machine_counts c = count_on(&small, NULL, 2);
  assert_int_equal(c.weight_rows, 2);
  assert_int_equal(c.synaptic_operations, 4 * 2 + 4);
  assert_int_equal(c.lane_operations, 12);
  assert_int_equal(c.weight_read_bits, 2 * 8 + 32);
  assert_int_equal(c.dram_weight_bits, 16 * 8); // 4 + 8 bytes, one burst
  assert_int_equal(c.weight_write_bits, 12 * 8);
  assert_int_equal(c.spike_read_bits, 2 * 4 * 2 * 8);
  assert_int_equal(c.membrane_read_bits + c.membrane_write_bits, 0);
  assert_int_equal(c.dram_membrane_bits, 2 * 32 * 8);
  assert_int_equal(c.wire_bit_micrometres, 2 * (32 + 4) * 11); // membranes are in DRAM
  // The identity's 64 bits take 4 cycles of the port, its additions one.
  assert_int_equal(c.lane_cycles, 2);
  assert_int_equal(c.weight_stall_cycles, 3);
  assert_int_equal(c.update_cycles, 4);
  assert_int_equal(c.dram_stall_cycles, 80 - 9);
  assert_int_equal(c.cycles, 85);
  // Lemaire: 4 spikes to 2 outputs and 4 to 1, and 8 updates.
  assert_int_equal(c.bound_weight_bits, 8 * 8 + 4 * 32);
  assert_int_equal(c.bound_membrane_bits, 2 * 32 * (12 + 8));
  assert_int_equal(c.bound_accumulations, 12 + 8 + c.spikes);
}

static void test_time_pays_leakage_and_idle_lanes(void **state) {
  (void)state;
  begin_and_step();
  const atsnn_machine_counts c = count_on(&small, NULL, 2);
  assert_int_equal(atsnn_machine_memory_bytes(&small), 2240);
  assert_int_equal(c.leakage_kilobyte_picoseconds, 2 * 85 * 1000);
  assert_int_equal(c.static_lane_picoseconds, 8 * 85 * 1000);
  assert_int_equal(c.idle_lane_cycles, 8 * 85 - 12);
}

static void test_exit_unit_is_serial(void **state) {
  (void)state;
  begin_and_step();
  const atsnn_machine_counts c = count_on(&small, NULL, 4);
  assert_int_equal(c.exit_cycles, 3 + 3 * 4 + 8);
}

static void test_resident_weights_leave_dram_alone(void **state) {
  (void)state;
  begin_and_step();
  atsnn_machine machine = small;
  machine.weight_bank = 30; // node 0's 18 bytes and node 2's 12
  machine.membranes = 96;
  const atsnn_machine_counts c = count_on(&machine, NULL, 2);
  assert_int_equal(c.dram_weight_bits + c.dram_membrane_bits, 0);
  assert_int_equal(c.weight_bank_read_bits, 48); // one tile: straight from the bank
  assert_int_equal(c.wire_bit_micrometres, (48 + 2 * 256) * 7 + 2 * (32 + 4) * 11);
  assert_int_equal(c.weight_read_bits + c.weight_write_bits, 0);
  assert_int_equal(c.membrane_read_bits, 256);
  assert_int_equal(c.cycles, 9);
  machine.weight_bank = 29;
  assert_int_equal(count_on(&machine, NULL, 2).dram_weight_bits, 128);
}

static void test_slots_share_a_pass(void **state) {
  (void)state;
  begin_and_step();
  atsnn_machine machine = small;
  machine.slots = 4;
  assert_int_equal(count_on(&machine, NULL, 2).dram_weight_bits, 32);
  // Four images' membranes do not fit where one's did.
  assert_int_equal(count_on(&machine, NULL, 0).membrane_read_bits, 0);
}

static void test_calls_out_of_place_are_refused(void **state) {
  (void)state;
  begin();
  atsnn_machine_counts counts;
  assert_int_equal(atsnn_machine_count(&small, &model.accelerator, NULL, 0, &counts),
                   ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_machine_count(&small, &model.accelerator, pixels, 5, &counts),
                   ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_machine_count(NULL, &model.accelerator, pixels, 0, &counts),
                   ATSNN_BAD_ARGUMENT);
  atsnn_accelerator fresh;
  const size_t bytes = atsnn_accelerator_memory_size(&model.image);
  assert_int_equal(atsnn_accelerator_init(&fresh, &model.image, model.memory, bytes), ATSNN_OK);
  assert_int_equal(atsnn_machine_count(&small, &fresh, NULL, 0, &counts), ATSNN_BAD_STATE);
}

static void expect_fault(const atsnn_machine *machine, const char *name) {
  const char *field = NULL;
  assert_int_equal(atsnn_machine_check(machine, &field), ATSNN_BAD_ARGUMENT);
  assert_string_equal(field, name);
}

static void test_machines_that_cannot_be_built_are_refused(void **state) {
  (void)state;
  assert_int_equal(atsnn_machine_check(&small, NULL), ATSNN_OK);
  atsnn_machine machine = small;
  machine.lanes = 9; // not a multiple of the tile's channels
  expect_fault(&machine, "lanes");
  machine = small;
  machine.tile_height = 33; // 66 pixels
  expect_fault(&machine, "tile_width");
  machine = small;
  machine.dram_burst = 24;
  expect_fault(&machine, "dram_burst");
  machine = small;
  machine.picoseconds = 0;
  expect_fault(&machine, "picoseconds");
  machine = small;
  machine.weight_port = 4;
  expect_fault(&machine, "weight_port");
  machine = small;
  machine.memory_wire = 100001;
  expect_fault(&machine, "memory_wire");
}

static void test_micro_is_a_sensor_part(void **state) {
  (void)state;
  const atsnn_machine micro = read_machine("micro");
  assert_true(atsnn_machine_memory_bytes(&micro) <= 512 * 1024);
}

static void test_names_follow_the_structure(void **state) {
  (void)state;
  const atsnn_machine_counts one = {.cycles = 7, .bound_accumulations = 9};
  atsnn_machine_counts sum = one;
  atsnn_machine_counts_add(&sum, &one);
  assert_string_equal(atsnn_machine_count_name(0), "synaptic_operations");
  assert_string_equal(atsnn_machine_count_name(ATSNN_MACHINE_PRICED_KINDS), "cycles");
  assert_null(atsnn_machine_count_name(ATSNN_MACHINE_COUNT_KINDS));
  assert_int_equal(atsnn_machine_count_value(&sum, ATSNN_MACHINE_PRICED_KINDS), 14);
  assert_int_equal(atsnn_machine_count_value(&sum, ATSNN_MACHINE_COUNT_KINDS - 1), 18);
  assert_int_equal(atsnn_machine_count_value(&sum, ATSNN_MACHINE_COUNT_KINDS), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_begin_sums_the_image_once),
      cmocka_unit_test(test_cached_node_updates_only),
      cmocka_unit_test(test_rows_are_broadcast_and_membranes_spill),
      cmocka_unit_test(test_time_pays_leakage_and_idle_lanes),
      cmocka_unit_test(test_exit_unit_is_serial),
      cmocka_unit_test(test_resident_weights_leave_dram_alone),
      cmocka_unit_test(test_slots_share_a_pass),
      cmocka_unit_test(test_calls_out_of_place_are_refused),
      cmocka_unit_test(test_machines_that_cannot_be_built_are_refused),
      cmocka_unit_test(test_micro_is_a_sensor_part),
      cmocka_unit_test(test_names_follow_the_structure),
  };
  return cmocka_run_group_tests_name("machine", tests, make_accelerator, free_memory);
}

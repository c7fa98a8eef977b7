// Rules P1 and P2 at their edges: padding, remainders, counts that need 8 and 16 bits.
#include "machine.h"
#include "support.h"

#include <string.h>

enum { MAXIMUM = 4096 };

static uint32_t source_bits[MAXIMUM];
static uint8_t source_bytes[MAXIMUM];
static uint32_t output_bits[MAXIMUM];
static uint8_t output_bytes[MAXIMUM];
static uint16_t output_halves[MAXIMUM];
static int32_t sums[64];

static atsnn_tensor source_of(atsnn_storage storage, uint32_t height, uint32_t width,
                              uint32_t channels) {
  memset(source_bits, 0, sizeof source_bits);
  memset(source_bytes, 0, sizeof source_bytes);
  return (atsnn_tensor){.shape = {height, width, channels, 1},
                        .storage = storage,
                        .words = (channels + 31) / 32,
                        .bits = source_bits,
                        .bytes = source_bytes};
}

static atsnn_tensor output_of(atsnn_storage storage, uint32_t height, uint32_t width,
                              uint32_t channels) {
  memset(output_bits, 0xA5, sizeof output_bits);
  memset(output_bytes, 0xA5, sizeof output_bytes);
  memset(output_halves, 0xA5, sizeof output_halves);
  return (atsnn_tensor){.shape = {height, width, channels, 1},
                        .storage = storage,
                        .words = (channels + 31) / 32,
                        .bits = output_bits,
                        .bytes = output_bytes,
                        .halves = output_halves};
}

static void test_max_pooling_drops_what_fills_no_window(void **state) {
  (void)state;
  atsnn_tensor source = source_of(ATSNN_STORAGE_BITS, 5, 5, 1);
  atsnn_tensor output = output_of(ATSNN_STORAGE_BITS, 2, 2, 1);
  source_bits[4] = 1;         // last column: dropped
  source_bits[4 * 5 + 1] = 1; // last row: dropped
  source_bits[1 * 5 + 1] = 1;
  source_bits[2 * 5 + 2] = 1;
  atsnn_node node = {.record = {.window = {2, 2, 2, 2, 0, 0}}};
  atsnn_pooling_run(&node, &source, &output, sums);
  assert_int_equal(output_bits[0], 1);
  assert_int_equal(output_bits[1], 0);
  assert_int_equal(output_bits[2], 0);
  assert_int_equal(output_bits[3], 1);
  assert_int_equal(node.now.pooling_operations, 16);
  assert_int_equal(node.now.spike_read_bits, 16);
  assert_int_equal(node.now.spike_write_bits, 4);
}

static void test_max_pooling_sees_zero_in_the_padding(void **state) {
  (void)state;
  atsnn_tensor source = source_of(ATSNN_STORAGE_BITS, 2, 2, 33);
  atsnn_tensor output = output_of(ATSNN_STORAGE_BITS, 2, 2, 33);
  source_bits[2 * 3 + 1] = 1; // channel 32 of the last pixel
  atsnn_node node = {.record = {.window = {3, 3, 2, 2, 1, 1}}};
  source.shape.height = 2;
  atsnn_pooling_run(&node, &source, &output, sums);
  // The windows begin at -1 and 1: all of them hold the last pixel.
  for (size_t pixel = 0; pixel < 4; pixel++) {
    assert_int_equal(output_bits[2 * pixel], 0);
    assert_int_equal(output_bits[2 * pixel + 1], 1);
  }
  assert_int_equal(node.now.spike_reads, 4 + 2 + 2 + 1);
}

static void test_sum_pooling_counts_spikes(void **state) {
  (void)state;
  atsnn_tensor source = source_of(ATSNN_STORAGE_BITS, 2, 2, 2);
  atsnn_tensor output = output_of(ATSNN_STORAGE_BYTES, 1, 1, 2);
  source_bits[0] = 3;
  source_bits[1] = 1;
  source_bits[2] = 1;
  source_bits[3] = 0;
  atsnn_node node = {.record = {.window = {2, 2, 2, 2, 0, 0}}};
  atsnn_pooling_run(&node, &source, &output, sums);
  assert_int_equal(output_bytes[0], 3);
  assert_int_equal(output_bytes[1], 1);
  assert_int_equal(node.now.spike_write_bits, 16);
}

static void test_sum_pooling_of_counts_fills_16_bits(void **state) {
  (void)state;
  atsnn_tensor source = source_of(ATSNN_STORAGE_BYTES, 16, 16, 1);
  atsnn_tensor output = output_of(ATSNN_STORAGE_HALVES, 1, 1, 1);
  memset(source_bytes, 255, 256);
  atsnn_node node = {.record = {.window = {16, 16, 1, 1, 0, 0}}};
  atsnn_pooling_run(&node, &source, &output, sums);
  assert_int_equal(output_halves[0], 65280);
  assert_int_equal(output_halves[1], 0xA5A5);
  assert_int_equal(node.now.spike_read_bits, 256 * 8);
  assert_int_equal(node.now.spike_write_bits, 16);
}

static void test_sum_pooling_of_overlapping_padded_windows(void **state) {
  (void)state;
  atsnn_tensor source = source_of(ATSNN_STORAGE_BYTES, 3, 3, 1);
  atsnn_tensor output = output_of(ATSNN_STORAGE_BYTES, 3, 3, 1);
  for (size_t i = 0; i < 9; i++) {
    source_bytes[i] = (uint8_t)(1 + i);
  }
  static const uint8_t expected[9] = {12, 21, 16, 27, 45, 33, 24, 39, 28};
  atsnn_node node = {.record = {.window = {3, 3, 1, 1, 1, 1}}};
  atsnn_pooling_run(&node, &source, &output, sums);
  assert_memory_equal(output_bytes, expected, 9);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_max_pooling_drops_what_fills_no_window),
      cmocka_unit_test(test_max_pooling_sees_zero_in_the_padding),
      cmocka_unit_test(test_sum_pooling_counts_spikes),
      cmocka_unit_test(test_sum_pooling_of_counts_fills_16_bits),
      cmocka_unit_test(test_sum_pooling_of_overlapping_padded_windows),
  };
  return cmocka_run_group_tests_name("pooling", tests, NULL, NULL);
}

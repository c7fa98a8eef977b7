// Rules M1 to M5 at their corners, one neuron at a time.
#include "fixed_point.h"
#include "machine.h"
#include "support.h"

static const atsnn_node_record integrate_16 = {.membrane_width = 16, .reset = ATSNN_RESET_HARD};
static const atsnn_node_record integrate_32 = {.membrane_width = 32, .reset = ATSNN_RESET_HARD};

static void expect_neuron(atsnn_neuron observed, int32_t membrane, bool spike, bool saturated) {
  assert_int_equal(observed.membrane, membrane);
  assert_int_equal(observed.spike, spike);
  assert_int_equal(observed.saturated, saturated);
}

static void test_spike_at_equality(void **state) {
  (void)state;
  const atsnn_channel channel = {.threshold = 100};
  expect_neuron(atsnn_neuron_update(&integrate_16, channel, 60, 39), 99, false, false);
  expect_neuron(atsnn_neuron_update(&integrate_16, channel, 60, 40), 0, true, false);
  expect_neuron(atsnn_neuron_update(&integrate_16, channel, 60, 41), 0, true, false);
}

static void test_soft_reset_keeps_the_rest(void **state) {
  (void)state;
  atsnn_node_record rule = integrate_16;
  rule.reset = ATSNN_RESET_SOFT;
  const atsnn_channel channel = {.threshold = 100, .reset = 250};
  expect_neuron(atsnn_neuron_update(&rule, channel, 60, 50), -140, true, false);
  expect_neuron(atsnn_neuron_update(&rule, channel, 60, 39), 99, false, false);
}

static void test_soft_reset_comes_after_saturation(void **state) {
  (void)state;
  atsnn_node_record rule = integrate_16;
  rule.reset = ATSNN_RESET_SOFT;
  const atsnn_channel channel = {.threshold = 8192, .reset = 8192};
  expect_neuron(atsnn_neuron_update(&rule, channel, 32767, 1), 32767 - 8192, true, true);
}

static void test_saturation_counts_only_a_changed_sum(void **state) {
  (void)state;
  const atsnn_channel channel = {.threshold = 8192};
  expect_neuron(atsnn_neuron_update(&integrate_16, channel, 32766, 1), 0, true, false);
  expect_neuron(atsnn_neuron_update(&integrate_16, channel, 32767, 1), 0, true, true);
  expect_neuron(atsnn_neuron_update(&integrate_16, channel, -32767, -1), -32768, false, false);
  expect_neuron(atsnn_neuron_update(&integrate_16, channel, -32768, -1), -32768, false, true);
}

static void test_saturation_of_32_bits(void **state) {
  (void)state;
  const atsnn_channel channel = {.threshold = 1 << 29};
  expect_neuron(atsnn_neuron_update(&integrate_32, channel, INT32_MAX, INT32_MAX), 0, true, true);
  expect_neuron(atsnn_neuron_update(&integrate_32, channel, INT32_MIN, -1), INT32_MIN, false, true);
  expect_neuron(atsnn_neuron_update(&integrate_32, channel, INT32_MIN, INT32_MAX), -1, false,
                false);
}

static void test_current_wider_than_the_membrane(void **state) {
  (void)state;
  const atsnn_channel channel = {.threshold = 1};
  expect_neuron(atsnn_neuron_update(&integrate_16, channel, 0, INT32_MAX), 0, true, true);
  expect_neuron(atsnn_neuron_update(&integrate_16, channel, 0, -INT32_MAX), -32768, false, true);
}

static void test_leak_comes_before_the_current(void **state) {
  (void)state;
  atsnn_node_record rule = integrate_16;
  rule.leak_form = ATSNN_LEAK_RETAIN;
  rule.leak_parameter = 1;
  const atsnn_channel channel = {.threshold = 8192};
  expect_neuron(atsnn_neuron_update(&rule, channel, 101, 7), 51 + 7, false, false);
  expect_neuron(atsnn_neuron_update(&rule, channel, -101, 7), -50 + 7, false, false);
}

static void test_leak_keeps_the_sum_from_saturating(void **state) {
  (void)state;
  atsnn_node_record rule = integrate_16;
  rule.leak_form = ATSNN_LEAK_MULTIPLIER;
  rule.leak_parameter = 16384;
  const atsnn_channel channel = {.threshold = 8192};
  expect_neuron(atsnn_neuron_update(&rule, channel, -32768, -16384), -32768, false, false);
  expect_neuron(atsnn_neuron_update(&rule, channel, -32768, -16385), -32768, false, true);
}

static void test_shift_scales_the_current_not_the_membrane(void **state) {
  (void)state;
  const atsnn_channel right = {.threshold = 8192, .shift = 4};
  const atsnn_channel left = {.threshold = 8192, .shift = -4};
  expect_neuron(atsnn_neuron_update(&integrate_16, right, 5, 24), 5 + 2, false, false);
  expect_neuron(atsnn_neuron_update(&integrate_16, right, 5, -24), 5 - 1, false, false);
  expect_neuron(atsnn_neuron_update(&integrate_16, left, 5, -3), 5 - 48, false, false);
}

static void test_pixel_update_writes_masks_membranes_and_counts(void **state) {
  (void)state;
  enum { CHANNELS = 33, PIXELS = 2 };
  // Thresholds 10, resets 0, shifts 0, as a CHANNELS section holds them.
  uint8_t thresholds[4 * CHANNELS] = {0};
  const uint8_t resets[4 * CHANNELS] = {0};
  const int8_t shifts[CHANNELS] = {0};
  int16_t membranes[PIXELS * CHANNELS] = {0};
  uint32_t bits[PIXELS * 2] = {0, 0, ~0u, ~0u};
  int32_t sums[CHANNELS];
  for (size_t c = 0; c < CHANNELS; c++) {
    thresholds[4 * c] = 10;
    sums[c] = c % 2 == 0 ? 10 : 9;
  }
  atsnn_node node = {.record = integrate_16,
                     .thresholds = thresholds,
                     .resets = resets,
                     .shifts = shifts,
                     .membranes_16 = membranes};
  node.record.output.channels = CHANNELS;
  atsnn_tensor output = {.storage = ATSNN_STORAGE_BITS, .words = 2, .bits = bits};
  atsnn_membrane_update(&node, 1, sums, &output);
  assert_int_equal(bits[0], 0);
  assert_int_equal(bits[2], 0x55555555);
  assert_int_equal(bits[3], 1);
  assert_int_equal(membranes[CHANNELS - 1], 0);
  assert_int_equal(membranes[CHANNELS], 0);
  assert_int_equal(membranes[CHANNELS + 1], 9);
  assert_int_equal(node.now.spikes, 17);
  assert_int_equal(node.now.neuron_updates, CHANNELS);
  assert_int_equal(node.now.membrane_read_bits, 16 * CHANNELS);
  assert_int_equal(node.now.membrane_write_bits, 16 * CHANNELS);
  assert_int_equal(node.now.spike_write_bits, CHANNELS);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_spike_at_equality),
      cmocka_unit_test(test_soft_reset_keeps_the_rest),
      cmocka_unit_test(test_soft_reset_comes_after_saturation),
      cmocka_unit_test(test_saturation_counts_only_a_changed_sum),
      cmocka_unit_test(test_saturation_of_32_bits),
      cmocka_unit_test(test_current_wider_than_the_membrane),
      cmocka_unit_test(test_leak_comes_before_the_current),
      cmocka_unit_test(test_leak_keeps_the_sum_from_saturating),
      cmocka_unit_test(test_shift_scales_the_current_not_the_membrane),
      cmocka_unit_test(test_pixel_update_writes_masks_membranes_and_counts),
  };
  return cmocka_run_group_tests_name("membrane", tests, NULL, NULL);
}

// Rules R2 and R3: every output neuron with every representation, over three timesteps.
#include "fixed_point.h"
#include "machine.h"
#include "support.h"

enum { TIMESTEPS = 3 };

/// TIMESTEPS records with weights 16384, 32768 and 1; only the weights matter here.
static const uint8_t records[TIMESTEPS * ATSNN_TIMESTEP_BYTES] = {
    [1] = 0x40, [ATSNN_TIMESTEP_BYTES + 1] = 0x80, [2 * ATSNN_TIMESTEP_BYTES] = 1};
static const int32_t logits_at[TIMESTEPS][2] = {{5, -5}, {-3, 100}, {7, -32768}};

/// Runs three timesteps; `after` are the read-outs of the two classes after each.
static void expect_readout(unsigned neuron, unsigned form, unsigned parameter,
                           unsigned representation, const int32_t after[TIMESTEPS][2]) {
  const atsnn_image image = {.bytes = records,
                             .classes = 2,
                             .timesteps = TIMESTEPS,
                             .output_neuron = (uint8_t)neuron,
                             .output_leak_form = (uint8_t)form,
                             .output_leak_parameter = (uint16_t)parameter,
                             .representation = (uint8_t)representation};
  int32_t logits[2];
  int32_t potentials[2] = {0, 0};
  int32_t readout[2] = {0, 0};
  atsnn_accelerator machine = {
      .image = &image, .logits = logits, .potentials = potentials, .readout = readout};
  for (uint32_t t = 0; t < TIMESTEPS; t++) {
    atsnn_counts counts = {0};
    machine.timestep = t;
    logits[0] = logits_at[t][0];
    logits[1] = logits_at[t][1];
    atsnn_read_out_update(&machine, &counts);
    assert_int_equal(readout[0], after[t][0]);
    assert_int_equal(readout[1], after[t][1]);
    assert_int_equal(counts.readout_updates, 2);
  }
}

static void test_no_neuron(void **state) {
  (void)state;
  static const int32_t last[][2] = {{5, -5}, {-3, 100}, {7, -32768}};
  static const int32_t sum[][2] = {{5, -5}, {2, 95}, {9, -32673}};
  // rshr(5/2) = 3, rshr(-5/2) = -2; then whole; then rshr(7 / 32768) = 0 and -1.
  static const int32_t weighted[][2] = {{3, -2}, {0, 98}, {0, 97}};
  expect_readout(ATSNN_OUTPUT_NONE, 0, 0, ATSNN_LAST, last);
  expect_readout(ATSNN_OUTPUT_NONE, 0, 0, ATSNN_SUM, sum);
  expect_readout(ATSNN_OUTPUT_NONE, 0, 0, ATSNN_WEIGHTED, weighted);
}

static void test_integrator(void **state) {
  (void)state;
  static const int32_t last[][2] = {{5, -5}, {2, 95}, {9, -32673}};
  static const int32_t sum[][2] = {{5, -5}, {7, 90}, {16, -32583}};
  // -32673 / 32768 rounds to -1.
  static const int32_t weighted[][2] = {{3, -2}, {5, 93}, {5, 92}};
  expect_readout(ATSNN_OUTPUT_INTEGRATOR, 0, 0, ATSNN_LAST, last);
  expect_readout(ATSNN_OUTPUT_INTEGRATOR, 0, 0, ATSNN_SUM, sum);
  expect_readout(ATSNN_OUTPUT_INTEGRATOR, 0, 0, ATSNN_WEIGHTED, weighted);
}

static void test_leaky(void **state) {
  (void)state;
  // Halving: 5 -> 3 - 3 = 0 -> 0 + 7; -5 -> -2 + 100 = 98 -> 49 - 32768.
  static const int32_t retain[][2] = {{5, -5}, {0, 98}, {7, -32719}};
  // 5 - 3 = 2; -5 + 2 = -3; 0.
  static const int32_t lose[][2] = {{5, -5}, {-1, 97}, {6, -32720}};
  static const int32_t multiplier[][2] = {{5, -5}, {-3, 100}, {7, -32768}};
  expect_readout(ATSNN_OUTPUT_LEAKY, ATSNN_LEAK_RETAIN, 1, ATSNN_LAST, retain);
  expect_readout(ATSNN_OUTPUT_LEAKY, ATSNN_LEAK_LOSE, 1, ATSNN_LAST, lose);
  expect_readout(ATSNN_OUTPUT_LEAKY, ATSNN_LEAK_MULTIPLIER, 0, ATSNN_LAST, multiplier);
}

static void test_leaky_sum(void **state) {
  (void)state;
  static const int32_t sum[][2] = {{5, -5}, {5, 93}, {12, -32626}};
  expect_readout(ATSNN_OUTPUT_LEAKY, ATSNN_LEAK_RETAIN, 1, ATSNN_SUM, sum);
}

static void test_weighted_product_needs_64_bits(void **state) {
  (void)state;
  static const uint8_t whole[ATSNN_TIMESTEP_BYTES] = {0, 0x80};
  const atsnn_image image = {
      .bytes = whole, .classes = 2, .timesteps = 1, .representation = ATSNN_WEIGHTED};
  int32_t logits[2] = {INT32_MAX, -INT32_MAX};
  int32_t potentials[2];
  int32_t readout[2] = {0, 0};
  atsnn_accelerator machine = {
      .image = &image, .logits = logits, .potentials = potentials, .readout = readout};
  atsnn_counts counts = {0};
  atsnn_read_out_update(&machine, &counts);
  assert_int_equal(readout[0], INT32_MAX);
  assert_int_equal(readout[1], -INT32_MAX);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_no_neuron),
      cmocka_unit_test(test_integrator),
      cmocka_unit_test(test_leaky),
      cmocka_unit_test(test_leaky_sum),
      cmocka_unit_test(test_weighted_product_needs_64_bits),
  };
  return cmocka_run_group_tests_name("read_out", tests, NULL, NULL);
}

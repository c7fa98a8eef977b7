// Rules X1 to X6 and R4. The tables' stated errors are checked against the C library, the scores
// against values worked out by hand.
#include "exp2_log2.h"
#include "machine.h"
#include "support.h"

#include <math.h>

static atsnn_timestep_record timestep(uint32_t factor, uint32_t shift, uint32_t threshold) {
  return (atsnn_timestep_record){.factor = factor, .shift = shift, .threshold = threshold};
}

static void test_exp2_keeps_its_stated_error(void **state) {
  (void)state;
  double worst = 0;
  for (uint32_t e = 0; e < 65536; e++) {
    const double exact = exp2(24 - e / 65536.0);
    const double error = fabs(atsnn_exp2_negative(e) - exact) / exact;
    worst = error > worst ? error : worst;
  }
  assert_true(worst < 1.5e-5);
}

static void test_exp2_shifts_by_whole_octaves(void **state) {
  (void)state;
  for (uint32_t e = 0; e < 65536; e += 7) {
    for (uint32_t n = 1; n < 25; n++) {
      assert_int_equal(atsnn_exp2_negative(n * 65536 + e), atsnn_exp2_negative(e) >> n);
    }
  }
}

static void test_exp2_at_its_ends(void **state) {
  (void)state;
  assert_int_equal(atsnn_exp2_negative(0), 1 << 24);
  assert_int_equal(atsnn_exp2_negative(65536), 1 << 23);
  assert_int_equal(atsnn_exp2_negative(24 * 65536), 1);
  assert_int_equal(atsnn_exp2_negative(24 * 65536 + 1024), 0);
  assert_int_equal(atsnn_exp2_negative(1638400), 0);
}

/// Table and interpolation: 6.2e-5 bit; dropping what is below 16 bits of mantissa: log2(e) /
/// 65536.
static void test_log2_keeps_its_error(void **state) {
  (void)state;
  double worst = 0;
  double worst_of_16_bits = 0;
  for (uint32_t x = 1u << 24; x <= 1u << 25; x += 3) {
    const double error = fabs(atsnn_log2_over_24(x) / 65536.0 - (log2(x) - 24));
    worst = error > worst ? error : worst;
  }
  for (uint32_t x = 1u << 24; x <= 1u << 25; x += 256) {
    const double error = fabs(atsnn_log2_over_24(x) / 65536.0 - (log2(x) - 24));
    worst_of_16_bits = error > worst_of_16_bits ? error : worst_of_16_bits;
  }
  assert_true(worst_of_16_bits < 6.2e-5);
  assert_true(worst < 8.3e-5);
}

static void test_log2_looks_at_16_bits_of_mantissa(void **state) {
  (void)state;
  for (uint32_t p = 25; p < 36; p++) {
    for (uint32_t x = 1u << 16; x < 1u << 17; x += 5) {
      const uint64_t scaled = (uint64_t)x << (p - 16);
      assert_int_equal(atsnn_log2_over_24(scaled),
                       atsnn_log2_over_24(scaled + (1u << (p - 16)) - 1));
      assert_int_equal(atsnn_log2_over_24(scaled),
                       atsnn_log2_over_24((uint64_t)x << 8) + (p - 24) * 65536);
    }
  }
}

static void test_log2_at_powers_of_two(void **state) {
  (void)state;
  for (uint32_t p = 24; p <= 36; p++) {
    assert_int_equal(atsnn_log2_over_24((uint64_t)1 << p), (p - 24) * 65536);
  }
}

static void test_equal_classes_go_to_the_lowest(void **state) {
  (void)state;
  static const int32_t ties[] = {-3, 5, 5, 5};
  static const int32_t lowest[] = {INT32_MIN, INT32_MIN};
  const atsnn_timestep_record record = timestep(1, 0, 0);
  assert_int_equal(atsnn_exit_test(ATSNN_SCORE_NEVER, ties, 4, &record).prediction, 1);
  assert_int_equal(atsnn_exit_test(ATSNN_SCORE_NEVER, lowest, 2, &record).prediction, 0);
}

static void test_never_has_no_score(void **state) {
  (void)state;
  static const int32_t readout[] = {9, 0};
  const atsnn_timestep_record record = timestep(1, 0, 0);
  const atsnn_verdict verdict = atsnn_exit_test(ATSNN_SCORE_NEVER, readout, 2, &record);
  assert_false(verdict.has_score);
  assert_false(verdict.passes);
}

static void test_confidence_of_two_equal_classes_is_a_half(void **state) {
  (void)state;
  static const int32_t readout[] = {4, 4};
  atsnn_timestep_record record = timestep(65536, 0, 1 << 23);
  atsnn_verdict verdict = atsnn_exit_test(ATSNN_SCORE_CONFIDENCE, readout, 2, &record);
  assert_true(verdict.a == 1 << 24);
  assert_true(verdict.b == 1 << 25);
  assert_true(verdict.passes);
  record.threshold = (1 << 23) + 1;
  verdict = atsnn_exit_test(ATSNN_SCORE_CONFIDENCE, readout, 2, &record);
  assert_false(verdict.passes);
}

static void test_confidence_of_one_passes_all_but_the_last_threshold(void **state) {
  (void)state;
  static const int32_t readout[] = {INT32_MIN, INT32_MAX};
  atsnn_timestep_record record = timestep(INT32_MAX, 0, 1 << 24);
  assert_true(atsnn_exit_test(ATSNN_SCORE_CONFIDENCE, readout, 2, &record).passes);
  record.threshold++;
  assert_false(atsnn_exit_test(ATSNN_SCORE_CONFIDENCE, readout, 2, &record).passes);
}

static void test_factor_shift_is_applied_to_the_whole_product(void **state) {
  (void)state;
  static const int32_t readout[] = {3, 0};
  const atsnn_timestep_record record = timestep(3u << 20, 22, 0);
  const atsnn_verdict verdict = atsnn_exit_test(ATSNN_SCORE_CONFIDENCE, readout, 2, &record);
  // (3 * 3 * 2^20) >> 22 = 2
  assert_true(verdict.b == (1 << 24) + (int64_t)atsnn_exp2_negative(2));
}

static void test_entropy_of_equal_classes_is_their_logarithm(void **state) {
  (void)state;
  enum { CLASSES = 4096 };
  static int32_t readout[CLASSES];
  atsnn_timestep_record record = timestep(1, 62, 12 * 65536);
  atsnn_verdict verdict = atsnn_exit_test(ATSNN_SCORE_ENTROPY, readout, CLASSES, &record);
  assert_true(verdict.a == 0);
  assert_true(verdict.b == (int64_t)1 << 36);
  assert_true(verdict.passes);
  record.threshold--;
  verdict = atsnn_exit_test(ATSNN_SCORE_ENTROPY, readout, CLASSES, &record);
  assert_false(verdict.passes);
}

static void test_entropy_of_certainty_passes_threshold_zero(void **state) {
  (void)state;
  static const int32_t readout[] = {INT32_MIN, INT32_MAX, INT32_MIN};
  const atsnn_timestep_record record = timestep(INT32_MAX, 0, 0);
  const atsnn_verdict verdict = atsnn_exit_test(ATSNN_SCORE_ENTROPY, readout, 3, &record);
  assert_true(verdict.a == 0);
  assert_true(verdict.b == 1 << 24);
  assert_true(verdict.passes);
}

static void test_entropy_of_one_octave(void **state) {
  (void)state;
  // Probabilities 2/3 and 1/3: S = 2^23 * 65536, G = 3 * 2^23, lg = log2(1.5) * 65536 = 38336.
  static const int32_t readout[] = {1, 0};
  const uint64_t g = (uint64_t)3 << 23;
  const uint64_t limit = (((uint64_t)1 << 39) + g * 38336) / g;
  atsnn_timestep_record record = timestep(65536, 0, (uint32_t)limit + 1);
  atsnn_verdict verdict = atsnn_exit_test(ATSNN_SCORE_ENTROPY, readout, 2, &record);
  assert_true(verdict.a == (int64_t)1 << 39);
  assert_true(verdict.b == (int64_t)g);
  assert_true(verdict.passes);
  record.threshold = (uint32_t)limit;
  verdict = atsnn_exit_test(ATSNN_SCORE_ENTROPY, readout, 2, &record);
  assert_false(verdict.passes);
}

static void test_margin_is_to_the_second_class(void **state) {
  (void)state;
  static const int32_t readout[] = {-5, 20, 3, 13};
  atsnn_timestep_record record = timestep(1, 0, 7);
  atsnn_verdict verdict = atsnn_exit_test(ATSNN_SCORE_MARGIN, readout, 4, &record);
  assert_true(verdict.a == 7 && verdict.b == 1);
  assert_true(verdict.passes);
  record.threshold = 8;
  assert_false(atsnn_exit_test(ATSNN_SCORE_MARGIN, readout, 4, &record).passes);
}

static void test_margin_at_its_ends(void **state) {
  (void)state;
  static const int32_t widest[] = {INT32_MIN, INT32_MAX};
  static const int32_t tie[] = {INT32_MIN, INT32_MIN, INT32_MIN};
  atsnn_timestep_record record = timestep(1, 0, UINT32_MAX);
  atsnn_verdict verdict = atsnn_exit_test(ATSNN_SCORE_MARGIN, widest, 2, &record);
  assert_true(verdict.a == UINT32_MAX);
  assert_true(verdict.passes);
  record.threshold = 0;
  verdict = atsnn_exit_test(ATSNN_SCORE_MARGIN, tie, 3, &record);
  assert_true(verdict.a == 0);
  assert_true(verdict.passes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_exp2_keeps_its_stated_error),
      cmocka_unit_test(test_exp2_shifts_by_whole_octaves),
      cmocka_unit_test(test_exp2_at_its_ends),
      cmocka_unit_test(test_log2_keeps_its_error),
      cmocka_unit_test(test_log2_looks_at_16_bits_of_mantissa),
      cmocka_unit_test(test_log2_at_powers_of_two),
      cmocka_unit_test(test_equal_classes_go_to_the_lowest),
      cmocka_unit_test(test_never_has_no_score),
      cmocka_unit_test(test_confidence_of_two_equal_classes_is_a_half),
      cmocka_unit_test(test_confidence_of_one_passes_all_but_the_last_threshold),
      cmocka_unit_test(test_factor_shift_is_applied_to_the_whole_product),
      cmocka_unit_test(test_entropy_of_equal_classes_is_their_logarithm),
      cmocka_unit_test(test_entropy_of_certainty_passes_threshold_zero),
      cmocka_unit_test(test_entropy_of_one_octave),
      cmocka_unit_test(test_margin_is_to_the_second_class),
      cmocka_unit_test(test_margin_at_its_ends),
  };
  return cmocka_run_group_tests_name("exit", tests, NULL, NULL);
}

// The operators of fixed_point.h against plain arithmetic in wider integers.
#include "fixed_point.h"
#include "little_endian.h"
#include "support.h"

static const int32_t corners[] = {INT32_MIN,
                                  INT32_MIN + 1,
                                  -1073741825,
                                  -1073741824,
                                  -65537,
                                  -65536,
                                  -32769,
                                  -32768,
                                  -3,
                                  -2,
                                  -1,
                                  0,
                                  1,
                                  2,
                                  3,
                                  32767,
                                  32768,
                                  65535,
                                  1073741823,
                                  1073741824,
                                  INT32_MAX - 1,
                                  INT32_MAX};
enum { CORNERS = sizeof corners / sizeof corners[0] };

/// floor(x / 2^n) by division.
static int64_t floor_divide(int64_t x, unsigned n) {
  const int64_t d = (int64_t)1 << n;
  return x / d - (x % d < 0);
}

/// floor(x / 2^n + 1/2): the definition, not the two-term form.
static int64_t round_divide(int64_t x, unsigned n) {
  return floor_divide(x + ((int64_t)1 << (n - 1)), n);
}

static void expect_shift(int32_t x, unsigned n) {
  const int64_t expected = floor_divide(x, n);
  if (atsnn_shift_right_i32(x, n) != expected || atsnn_shift_right_i64(x, n) != expected) {
    fail_msg("%d >> %u is %d, expected %lld", x, n, atsnn_shift_right_i32(x, n),
             (long long)expected);
  }
}

static void expect_round(int32_t x, unsigned n) {
  const int64_t expected = round_divide(x, n);
  if (atsnn_round_shift_i32(x, n) != expected || atsnn_round_shift_i64(x, n) != expected) {
    fail_msg("rshr(%d, %u) is %d, expected %lld", x, n, atsnn_round_shift_i32(x, n),
             (long long)expected);
  }
}

static void test_shift_floors_every_16_bit_value(void **state) {
  (void)state;
  for (unsigned n = 0; n < 32; n++) {
    for (int32_t x = INT16_MIN; x <= INT16_MAX; x++) {
      expect_shift(x, n);
    }
  }
}

static void test_shift_floors_32_bit_corners(void **state) {
  (void)state;
  for (unsigned n = 0; n < 32; n++) {
    for (size_t i = 0; i < CORNERS; i++) {
      expect_shift(corners[i], n);
    }
  }
}

static void test_shift_floors_64_bit_corners(void **state) {
  (void)state;
  assert_true(atsnn_shift_right_i64(INT64_MIN, 63) == -1);
  assert_true(atsnn_shift_right_i64(INT64_MIN, 0) == INT64_MIN);
  assert_true(atsnn_shift_right_i64(INT64_MAX, 62) == 1);
  assert_true(atsnn_shift_right_i64(-1, 63) == -1);
}

static void test_rounding_has_the_documented_ties(void **state) {
  (void)state;
  assert_int_equal(atsnn_round_shift_i32(3, 1), 2);
  assert_int_equal(atsnn_round_shift_i32(-3, 1), -1);
  assert_int_equal(atsnn_round_shift_i32(-1, 1), 0);
}

static void test_rounding_of_every_16_bit_value(void **state) {
  (void)state;
  for (unsigned n = 1; n <= 24; n++) {
    for (int32_t x = INT16_MIN; x <= INT16_MAX; x++) {
      expect_round(x, n);
    }
  }
}

static void test_rounding_of_32_bit_corners(void **state) {
  (void)state;
  for (unsigned n = 1; n <= 24; n++) {
    for (size_t i = 0; i < CORNERS; i++) {
      expect_round(corners[i], n);
    }
  }
}

static void test_saturation_at_its_edges(void **state) {
  (void)state;
  assert_int_equal(atsnn_saturate(32767, 16), 32767);
  assert_int_equal(atsnn_saturate(32768, 16), 32767);
  assert_int_equal(atsnn_saturate(-32768, 16), -32768);
  assert_int_equal(atsnn_saturate(-32769, 16), -32768);
  assert_int_equal(atsnn_saturate((int64_t)INT32_MAX + 1, 32), INT32_MAX);
  assert_int_equal(atsnn_saturate((int64_t)INT32_MIN - 1, 32), INT32_MIN);
  assert_int_equal(atsnn_saturate(INT32_MIN, 32), INT32_MIN);
  assert_int_equal(atsnn_saturate(INT64_MIN, 16), -32768);
  assert_int_equal(atsnn_saturate(INT64_MAX, 32), INT32_MAX);
}

static void test_current_scaling_by_every_shift(void **state) {
  (void)state;
  for (int shift = -16; shift <= 24; shift++) {
    for (size_t i = 0; i < CORNERS; i++) {
      const int64_t x = corners[i];
      const int64_t exact = shift > 0    ? round_divide(x, (unsigned)shift)
                            : shift == 0 ? x
                                         : x * ((int64_t)1 << -shift);
      if (exact >= -(1 << 30) && exact <= 1 << 30) {
        assert_int_equal(atsnn_scale_current(corners[i], shift), exact);
      }
    }
  }
  assert_int_equal(atsnn_scale_current(16384, -16), 1 << 30);
  assert_int_equal(atsnn_scale_current(-16384, -16), -(1 << 30));
}

static void test_leak_forms_of_every_16_bit_membrane(void **state) {
  (void)state;
  static const unsigned multipliers[] = {0, 1, 2, 16383, 16384, 16385, 29491, 32767, 32768};
  for (int32_t v = INT16_MIN; v <= INT16_MAX; v++) {
    assert_int_equal(atsnn_leak(v, ATSNN_LEAK_NONE, 0), v);
    for (unsigned k = 1; k <= 15; k++) {
      assert_int_equal(atsnn_leak(v, ATSNN_LEAK_RETAIN, k), round_divide(v, k));
      assert_int_equal(atsnn_leak(v, ATSNN_LEAK_LOSE, k), v - round_divide(v, k));
    }
    for (size_t i = 0; i < sizeof multipliers / sizeof multipliers[0]; i++) {
      assert_int_equal(atsnn_leak(v, ATSNN_LEAK_MULTIPLIER, multipliers[i]),
                       round_divide((int64_t)v * multipliers[i], 15));
    }
  }
}

static void test_leak_forms_of_32_bit_corners(void **state) {
  (void)state;
  for (size_t i = 0; i < CORNERS; i++) {
    const int32_t v = corners[i];
    for (unsigned k = 1; k <= 15; k++) {
      assert_int_equal(atsnn_leak(v, ATSNN_LEAK_RETAIN, k), round_divide(v, k));
      assert_int_equal(atsnn_leak(v, ATSNN_LEAK_LOSE, k), v - round_divide(v, k));
    }
    for (unsigned m = 0; m <= 32768; m += 1024) {
      assert_int_equal(atsnn_leak(v, ATSNN_LEAK_MULTIPLIER, m), round_divide((int64_t)v * m, 15));
    }
  }
}

static void test_loads_are_little_endian_and_signed(void **state) {
  (void)state;
  static const uint8_t bytes[] = {0x01, 0x02, 0x03, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0x80};
  assert_int_equal(atsnn_load_u16(bytes), 0x0201);
  assert_int_equal(atsnn_load_u32(bytes), 0x84030201);
  assert_int_equal(atsnn_load_i16(bytes + 2), (int)0x8403 - 0x10000);
  assert_int_equal(atsnn_load_i32(bytes + 4), -1);
  assert_int_equal(atsnn_load_i32(bytes + 8), INT32_MIN);
  for (uint32_t bits = 0; bits < 65536; bits++) {
    assert_int_equal(atsnn_signed_16((uint16_t)bits), bits < 32768 ? (int)bits : (int)bits - 65536);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_shift_floors_every_16_bit_value),
      cmocka_unit_test(test_shift_floors_32_bit_corners),
      cmocka_unit_test(test_shift_floors_64_bit_corners),
      cmocka_unit_test(test_rounding_has_the_documented_ties),
      cmocka_unit_test(test_rounding_of_every_16_bit_value),
      cmocka_unit_test(test_rounding_of_32_bit_corners),
      cmocka_unit_test(test_saturation_at_its_edges),
      cmocka_unit_test(test_current_scaling_by_every_shift),
      cmocka_unit_test(test_leak_forms_of_every_16_bit_membrane),
      cmocka_unit_test(test_leak_forms_of_32_bit_corners),
      cmocka_unit_test(test_loads_are_little_endian_and_signed),
  };
  return cmocka_run_group_tests_name("fixed_point", tests, NULL, NULL);
}

// The reader: one change of each field of a good image with the checksums made valid again, up to
// what is just allowed and one beyond.
#include "image_builder.h"
#include "support.h"

#include <inttypes.h>

static built_image built;

/// One field set to one value, with all checksums valid.
typedef struct {
  uint8_t section;
  uint8_t index;
  uint16_t offset; ///< in the section; in the file when the section is 0
  uint8_t bytes;
  uint32_t value;
  atsnn_result expected;
} change;

enum { MODEL = 1, INPUT, TIMESTEPS, NODES, CONNECTIONS, CHANNELS, WEIGHTS };

static const change changes[] = {
    {0, 0, 0, 1, 0x88, ATSNN_MAGIC},
    {0, 0, 8, 2, 2, ATSNN_FORMAT_VERSION},
    {0, 0, 10, 2, 1, ATSNN_FORMAT_VERSION},
    {0, 0, 12, 4, 2, ATSNN_ARITHMETIC_VERSION},
    {0, 0, 16, 4, 0x3E, ATSNN_FEATURE_FLAGS},
    {0, 0, 16, 4, 0x1F, ATSNN_FEATURE_FLAGS},
    {0, 0, 16, 4, 0x1C, ATSNN_FEATURE_FLAGS},
    {0, 0, 16, 4, 0x1A, ATSNN_FEATURE_FLAGS},
    {0, 0, 16, 4, 0x16, ATSNN_FEATURE_FLAGS},
    {0, 0, 16, 4, 0x0E, ATSNN_FEATURE_FLAGS},
    {0, 0, 24, 4, 0, ATSNN_VALUE},
    {0, 0, 24, 4, 65536, ATSNN_VALUE},
    {0, 0, 24, 4, 65535, ATSNN_TRUNCATED},
    {0, 0, 28, 4, 4097, ATSNN_VALUE},
    {0, 0, 28, 4, 4, ATSNN_SECTION_SET},
    {0, 0, 32, 4, 16385, ATSNN_VALUE},
    {0, 0, 32, 4, 5, ATSNN_SECTION_SET},
    {0, 0, 36, 1, 1, ATSNN_VALUE},
    {0, 0, 59, 1, 1, ATSNN_VALUE},
    {0, 0, 64, 4, 9, ATSNN_SECTION_SET},
    {0, 0, 64, 4, 0, ATSNN_SECTION_SET},
    {0, 0, 64, 4, ATSNN_SECTION_NOTE, ATSNN_SECTION_SET},
    {0, 0, 68, 4, 1, ATSNN_VALUE},
    {0, 0, 72, 4, 1, ATSNN_VALUE},
    {0, 0, 76, 4, 0, ATSNN_SECTION_PLACE},
    {0, 0, 76, 4, 0xFFFFFFC0, ATSNN_SECTION_PLACE},
    {0, 0, 80, 4, 0, ATSNN_SECTION_PLACE},
    {0, 0, 80, 4, 65, ATSNN_SECTION_PLACE},
    {0, 0, 80, 4, 63, ATSNN_SECTION_SET},
    {0, 0, 80, 4, 0xFFFFFFFF, ATSNN_SECTION_PLACE},
    {0, 0, 88, 4, 1, ATSNN_VALUE},
    {INPUT, 0, 1, 1, 1, ATSNN_SECTION_PLACE},
    {MODEL, 0, 0, 1, 0, ATSNN_VALUE},
    {MODEL, 0, 0, 1, 3, ATSNN_VALUE},
    {MODEL, 0, 1, 1, 1, ATSNN_VALUE},
    {MODEL, 0, 2, 2, 0, ATSNN_VALUE},
    {MODEL, 0, 2, 2, 1025, ATSNN_VALUE},
    {MODEL, 0, 4, 2, 0, ATSNN_VALUE},
    {MODEL, 0, 4, 2, 4097, ATSNN_VALUE},
    {MODEL, 0, 6, 2, 4097, ATSNN_VALUE},
    {MODEL, 0, 8, 2, 0, ATSNN_VALUE},
    {MODEL, 0, 8, 2, 256, ATSNN_VALUE},
    {MODEL, 0, 8, 2, 4, ATSNN_SECTION_SET},
    {MODEL, 0, 10, 2, 1, ATSNN_VALUE},
    {MODEL, 0, 10, 2, 4097, ATSNN_VALUE},
    {MODEL, 0, 10, 2, 4, ATSNN_SHAPE},
    {MODEL, 0, 12, 1, 2, ATSNN_VALUE},
    {MODEL, 0, 12, 1, 3, ATSNN_VALUE},
    {MODEL, 0, 13, 1, 1, ATSNN_VALUE},
    {MODEL, 0, 14, 2, 1, ATSNN_VALUE},
    {MODEL, 0, 16, 1, 0, ATSNN_VALUE},
    {MODEL, 0, 16, 1, 4, ATSNN_VALUE},
    {MODEL, 0, 17, 1, 4, ATSNN_VALUE},
    {MODEL, 0, 17, 1, ATSNN_SCORE_NEVER, ATSNN_VALUE}, // its thresholds must be 0
    {MODEL, 0, 18, 1, 0, ATSNN_VALUE},
    {MODEL, 0, 18, 1, 4, ATSNN_VALUE},
    {MODEL, 0, 19, 1, 4, ATSNN_VALUE},
    {MODEL, 0, 20, 1, 2, ATSNN_VALUE},
    {MODEL, 0, 20, 1, 3, ATSNN_VALUE},
    {MODEL, 0, 20, 1, 4, ATSNN_VALUE},
    {MODEL, 0, 21, 1, 1, ATSNN_VALUE},
    {MODEL, 0, 63, 1, 1, ATSNN_VALUE},
    {TIMESTEPS, 0, 0, 4, 32767, ATSNN_VALUE},
    {TIMESTEPS, 0, 20, 4, 0, ATSNN_VALUE},
    {TIMESTEPS, 0, 20, 4, 0x80000000, ATSNN_VALUE},
    {TIMESTEPS, 0, 24, 4, 63, ATSNN_VALUE},
    {NODES, 0, 0, 1, 0, ATSNN_VALUE},
    {NODES, 0, 0, 1, 5, ATSNN_VALUE},
    {NODES, 0, 0, 1, ATSNN_NODE_READ_OUT, ATSNN_VALUE},
    {NODES, 0, 1, 1, 4, ATSNN_VALUE},
    {NODES, 0, 1, 1, 0, ATSNN_VALUE}, // with a parameter
    {NODES, 0, 2, 1, 2, ATSNN_VALUE},
    {NODES, 0, 3, 1, 8, ATSNN_VALUE},
    {NODES, 0, 4, 2, 0, ATSNN_VALUE},
    {NODES, 0, 4, 2, 16, ATSNN_VALUE},
    {NODES, 0, 6, 2, 1, ATSNN_VALUE},
    {NODES, 0, 8, 2, 0, ATSNN_VALUE},
    {NODES, 0, 8, 2, 65535, ATSNN_SHAPE}, // node 1 has two channels
    {NODES, 0, 10, 2, 0, ATSNN_VALUE},
    {NODES, 0, 10, 2, 5, ATSNN_SHAPE},
    {NODES, 0, 12, 2, 4097, ATSNN_VALUE},
    {NODES, 0, 12, 2, 3, ATSNN_SHAPE},
    {NODES, 0, 14, 2, 1, ATSNN_VALUE},
    {NODES, 0, 16, 4, 2, ATSNN_VALUE},
    {NODES, 0, 20, 4, 1, ATSNN_VALUE},
    {NODES, 0, 24, 4, 0, ATSNN_VALUE},
    {NODES, 0, 24, 4, 17, ATSNN_VALUE},
    {NODES, 0, 24, 4, 2, ATSNN_VALUE},
    {NODES, 0, 28, 4, 1, ATSNN_VALUE},
    {NODES, 0, 32, 1, 1, ATSNN_VALUE},
    {NODES, 0, 38, 2, 1, ATSNN_VALUE},
    {NODES, 0, 40, 4, 100, ATSNN_BOUND},
    {NODES, 0, 40, 4, 0x80000000, ATSNN_BOUND},
    {NODES, 0, 48, 1, 0xFF, ATSNN_VALUE},
    {NODES, 0, 49, 1, 0x41, ATSNN_VALUE},
    {NODES, 0, 60, 1, 0x41, ATSNN_VALUE},
    {NODES, 0, 64 + 1, 1, 1, ATSNN_VALUE},
    {NODES, 0, 64 + 2, 1, 1, ATSNN_VALUE},
    {NODES, 0, 64 + 3, 1, 16, ATSNN_VALUE},
    {NODES, 0, 64 + 16, 4, 3, ATSNN_VALUE},
    {NODES, 0, 64 + 20, 4, 1, ATSNN_VALUE},
    {NODES, 0, 64 + 24, 4, 1, ATSNN_VALUE},
    {NODES, 0, 64 + 28, 4, 0, ATSNN_VALUE},
    {NODES, 0, 64 + 28, 4, 2, ATSNN_ORDER},
    {NODES, 0, 64 + 28, 4, 0xFFFFFFFF, ATSNN_ORDER},
    {NODES, 0, 64 + 32, 1, 0, ATSNN_VALUE},
    {NODES, 0, 64 + 32, 1, 255, ATSNN_SHAPE},
    {NODES, 0, 64 + 34, 1, 0, ATSNN_VALUE},
    {NODES, 0, 64 + 36, 1, 2, ATSNN_VALUE},
    {NODES, 0, 64 + 36, 1, 1, ATSNN_SHAPE},
    {NODES, 0, 64 + 40, 4, 1, ATSNN_VALUE},
    {NODES, 0, 3 * 64 + 28, 4, 2, ATSNN_SHAPE}, // max pooling of counts
    {NODES, 0, 4 * 64, 1, ATSNN_NODE_SPIKING, ATSNN_VALUE},
    {NODES, 0, 4 * 64 + 10, 2, 2, ATSNN_SHAPE},
    {NODES, 0, 4 * 64 + 16, 4, 1, ATSNN_VALUE},
    {CONNECTIONS, 0, 0, 1, 0, ATSNN_VALUE},
    {CONNECTIONS, 0, 0, 1, 4, ATSNN_VALUE},
    {CONNECTIONS, 0, 1, 1, 32, ATSNN_VALUE},
    {CONNECTIONS, 0, 2, 1, 2, ATSNN_VALUE},
    {CONNECTIONS, 0, 2, 1, 17, ATSNN_VALUE},
    {CONNECTIONS, 0, 2, 1, 5, ATSNN_SHAPE},
    {CONNECTIONS, 0, 4, 1, 0, ATSNN_VALUE},
    {CONNECTIONS, 0, 6, 1, 3, ATSNN_VALUE},
    {CONNECTIONS, 0, 8, 4, 1, ATSNN_ORDER},
    {CONNECTIONS, 0, 12, 4, 1, ATSNN_VALUE},
    {CONNECTIONS, 0, 31, 1, 1, ATSNN_VALUE},
    {CONNECTIONS, 0, 2 * 32 + 1, 1, 16, ATSNN_VALUE},
    {CONNECTIONS, 0, 2 * 32 + 2, 1, 1, ATSNN_VALUE},
    {CONNECTIONS, 0, 2 * 32 + 8, 4, 0, ATSNN_VALUE}, // an identity of the input
    {CONNECTIONS, 0, 2 * 32 + 8, 4, 1, ATSNN_SHAPE},
    {CONNECTIONS, 0, 3 * 32, 1, ATSNN_IDENTITY, ATSNN_VALUE},
    {CONNECTIONS, 0, 3 * 32 + 8, 4, 5, ATSNN_ORDER},
    {CONNECTIONS, 0, 3 * 32 + 8, 4, 3, ATSNN_SECTION_SET}, // more weights than there are
    {CHANNELS, 0, 8, 4, 0, ATSNN_VALUE},
    {CHANNELS, 0, 8, 4, 8193, ATSNN_VALUE},
    {CHANNELS, 0, 8, 4, 0xFFFFFFFF, ATSNN_VALUE},
    {CHANNELS, 0, 16, 4, 1, ATSNN_VALUE},
    {CHANNELS, 0, 24, 1, 25, ATSNN_VALUE},
    {CHANNELS, 0, 25, 1, 0xEF, ATSNN_VALUE},
    {CHANNELS, 0, 0, 4, 0x80000000, ATSNN_BOUND},
    {CHANNELS, 0, 0, 4, 200000, ATSNN_BOUND},
    {CHANNELS, 2, 8, 4, (1 << 29) + 1, ATSNN_VALUE},
    {CHANNELS, 2, 16, 4, 0, ATSNN_VALUE},
    {CHANNELS, 2, 0, 4, 99999, ATSNN_BOUND},
    {WEIGHTS, 2, 0, 4, 0x80000000, ATSNN_BOUND},
    {WEIGHTS, 2, 0, 4, 0x7FFFFFFF, ATSNN_BOUND},
};

static void apply(const change *c) {
  uint8_t *first = c->section == 0 ? built.bytes : built_section(&built, c->section, c->index);
  assert_non_null(first);
  for (unsigned i = 0; i < c->bytes; i++) {
    first[c->offset + i] = (uint8_t)(c->value >> 8 * i);
  }
  build_finish(&built);
}

static void test_each_changed_field_has_its_name(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
    const change *c = &changes[i];
    build_small(&built);
    apply(c);
    const atsnn_result result = built_open(&built);
    if (result != c->expected) {
      fail_msg("change %zu (section %u, offset %u = %" PRIu32 "): %s, expected %s", i, c->section,
               c->offset, c->value, atsnn_result_name(result), atsnn_result_name(c->expected));
    }
  }
}

static void test_allowed_extremes_are_accepted(void **state) {
  (void)state;
  static const change allowed[] = {
      {MODEL, 0, 20, 1, 0, ATSNN_OK},
      {MODEL, 0, 18, 1, 3, ATSNN_OK},
      {TIMESTEPS, 0, 4, 4, 0x7FFFFFFF, ATSNN_OK},
      {TIMESTEPS, 0, 8, 4, 62, ATSNN_OK},
      {TIMESTEPS, 0, 12, 4, 0xFFFFFFFF, ATSNN_OK},
      {NODES, 0, 40, 4, 0x7FFFFFFF, ATSNN_OK},
      {CHANNELS, 0, 8, 4, 8192, ATSNN_OK},
      {CHANNELS, 0, 24, 1, 24, ATSNN_OK},
      {CHANNELS, 2, 8, 4, 1 << 29, ATSNN_OK},
      {CHANNELS, 2, 24, 1, 0xF2, ATSNN_OK}, // -14: a bound below 2^16
  };
  for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
    build_small(&built);
    apply(&allowed[i]);
    assert_int_equal(built_open(&built), ATSNN_OK);
  }
}

static void test_left_shift_beyond_its_bound_is_refused(void **state) {
  (void)state;
  // Channel 1 of node 2: |-5| + (8 + 32) * 4 + 40 * 4 = 325; 325 * 2^16 <= 2^30 < 32768 * 2^16.
  const change shift = {CHANNELS, 2, 25, 1, 0xF0, ATSNN_OK};
  const change bias = {CHANNELS, 2, 4, 4, 16384 - 320, ATSNN_OK};
  const change more = {CHANNELS, 2, 4, 4, 16384 - 319, ATSNN_OK};
  build_small(&built);
  apply(&shift);
  apply(&bias);
  assert_int_equal(built_open(&built), ATSNN_OK);
  apply(&more);
  assert_int_equal(built_open(&built), ATSNN_BOUND);
}

static void test_readout_bound_counts_every_timestep(void **state) {
  (void)state;
  const change stated = {NODES, 0, 4 * 64 + 40, 4, 0x7FFFFFFF, ATSNN_OK};
  build_small(&built);
  apply(&stated);
  assert_int_equal(built_open(&built), ATSNN_OK);
  // Three timesteps of a bound just above a third of 2^31 - 1.
  const change bias = {CHANNELS, 4, 0, 4, 715827883, ATSNN_OK};
  apply(&bias);
  assert_int_equal(built_open(&built), ATSNN_BOUND);
}

static void test_potential_bound_holds_where_the_readout_ignores_it(void **state) {
  (void)state;
  // An integrator whose representation weighs every timestep with 0: Y = 3, U = 3 * B.
  static const change silent[] = {
      {NODES, 0, 4 * 64 + 40, 4, 0x7FFFFFFF, ATSNN_OK},
      {MODEL, 0, 12, 1, 1, ATSNN_OK},
      {MODEL, 0, 16, 1, 3, ATSNN_OK},
      {TIMESTEPS, 0, 0, 4, 0, ATSNN_OK},
      {TIMESTEPS, 0, 16, 4, 0, ATSNN_OK},
      {TIMESTEPS, 0, 32, 4, 0, ATSNN_OK},
  };
  const change bias = {CHANNELS, 4, 0, 4, 715827883, ATSNN_OK};
  build_small(&built);
  for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
    apply(&silent[i]);
  }
  assert_int_equal(built_open(&built), ATSNN_OK);
  apply(&bias);
  assert_int_equal(built_open(&built), ATSNN_BOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_each_changed_field_has_its_name),
      cmocka_unit_test(test_allowed_extremes_are_accepted),
      cmocka_unit_test(test_left_shift_beyond_its_bound_is_refused),
      cmocka_unit_test(test_readout_bound_counts_every_timestep),
      cmocka_unit_test(test_potential_bound_holds_where_the_readout_ignores_it),
  };
  return cmocka_run_group_tests_name("reader_fields", tests, NULL, NULL);
}

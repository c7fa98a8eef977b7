// Finding sections: however the table is ordered, asking for all of them reads it a bounded number
// of times, so that no table makes the reader slow.
#include "image_builder.h"
#include "image_layout.h"
#include "support.h"

enum { OWNERS = 3 * ATSNN_FINDER_BLOCK + 7, SECTIONS = 2 * OWNERS };

static uint8_t bytes[ATSNN_HEADER_BYTES + SECTIONS * ATSNN_SECTION_ENTRY_BYTES];
static atsnn_image image;

/// A table of CHANNELS and WEIGHTS of all owners, section i at the place `place_of(i)`.
static void build_table(uint32_t (*place_of)(uint32_t)) {
  image = (atsnn_image){.bytes = bytes, .section_count = SECTIONS};
  for (uint32_t i = 0; i < SECTIONS; i++) {
    uint8_t *entry = bytes + ATSNN_HEADER_BYTES + place_of(i) * ATSNN_SECTION_ENTRY_BYTES;
    put_u32(entry, i < OWNERS ? ATSNN_SECTION_CHANNELS : ATSNN_SECTION_WEIGHTS);
    put_u32(entry + 4, i % OWNERS);
    put_u32(entry + 12, i); // tells sections apart
  }
}

static uint32_t canonical(uint32_t i) {
  return i;
}

static uint32_t reversed(uint32_t i) {
  return SECTIONS - 1 - i;
}

/// A permutation, as 1237 shares no divisor with SECTIONS, 2 * 1543.
static uint32_t scattered(uint32_t i) {
  return (uint32_t)((uint64_t)i * 1237 % SECTIONS);
}

/// Finds all WEIGHTS in ascending order; the passes that it took.
static uint32_t find_all(void) {
  atsnn_section_finder finder = atsnn_finder(ATSNN_SECTION_WEIGHTS);
  for (uint32_t i = 0; i < OWNERS; i++) {
    atsnn_section section;
    assert_true(atsnn_image_find(&image, &finder, i, &section));
    assert_int_equal(section.kind, ATSNN_SECTION_WEIGHTS);
    assert_int_equal(section.index, i);
    assert_int_equal(section.offset, OWNERS + i);
  }
  return finder.passes;
}

static void test_the_canonical_order_takes_one_pass_to_the_first(void **state) {
  (void)state;
  build_table(canonical);
  assert_int_equal(find_all(), 1);
}

static void test_no_order_takes_more_than_a_pass_a_block(void **state) {
  (void)state;
  const uint32_t blocks = OWNERS / ATSNN_FINDER_BLOCK + 1;
  build_table(reversed);
  assert_int_equal(find_all(), blocks);
  build_table(scattered);
  assert_in_range(find_all(), 2, blocks);
}

static void test_what_is_not_there_is_not_found(void **state) {
  (void)state;
  build_table(scattered);
  atsnn_section section;
  atsnn_section_finder finder = atsnn_finder(ATSNN_SECTION_NOTE);
  assert_false(atsnn_image_find(&image, &finder, 0, &section));
  finder = atsnn_finder(ATSNN_SECTION_CHANNELS);
  assert_false(atsnn_image_find(&image, &finder, OWNERS, &section));
  assert_false(atsnn_image_find(&image, &finder, UINT32_MAX, &section));
  assert_true(atsnn_image_find(&image, &finder, OWNERS - 1, &section));
  assert_int_equal(section.offset, OWNERS - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_canonical_order_takes_one_pass_to_the_first),
      cmocka_unit_test(test_no_order_takes_more_than_a_pass_a_block),
      cmocka_unit_test(test_what_is_not_there_is_not_found),
  };
  return cmocka_run_group_tests_name("image_find", tests, NULL, NULL);
}

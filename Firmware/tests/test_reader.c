// The reader: the shared corpus of bad images, every truncation and bit flip of a good one, and
// what is refused or allowed as a whole. Single fields are test_reader_fields.c's.
#include "image_builder.h"
#include "image_layout.h"
#include "support.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static built_image built;

static void test_the_small_network_is_accepted(void **state) {
  (void)state;
  build_small(&built);
  atsnn_image image;
  assert_int_equal(atsnn_image_open(&image, built.bytes, built.length), ATSNN_OK);
  assert_ptr_equal(image.bytes, built.bytes);
  assert_int_equal(image.length, built.length);
  assert_int_equal(image.node_count, 5);
  assert_int_equal(image.connection_count, 4);
  assert_int_equal(image.timesteps, 3);
  assert_int_equal(image.classes, 3);
  assert_int_equal(image.score, ATSNN_SCORE_MARGIN);
}

static void test_bad_corpus_is_refused_by_name(void **state) {
  (void)state;
  char folder[PATH_BYTES];
  char path[PATH_BYTES];
  join_path(folder, vectors_folder(), "bad");
  join_path(path, folder, "bad.json");
  cJSON *corpus = read_json(path);
  assert_true(cJSON_IsArray(corpus) && cJSON_GetArraySize(corpus) > 0);
  int different = 0;
  const cJSON *entry = NULL;
  cJSON_ArrayForEach(entry, corpus) {
    join_path(path, folder, json_string(entry, "file"));
    file_bytes file = read_file(path);
    atsnn_image image;
    const atsnn_result result = atsnn_image_open(&image, file.bytes, file.length);
    if (strcmp(atsnn_result_name(result), json_string(entry, "error")) != 0) {
      print_error("%s: %s, expected %s (%s)\n", json_string(entry, "file"),
                  atsnn_result_name(result), json_string(entry, "error"),
                  json_string(entry, "why"));
      different++;
    }
    free_file(&file);
  }
  print_message("%d bad images\n", cJSON_GetArraySize(corpus));
  cJSON_Delete(corpus);
  assert_int_equal(different, 0);
}

static void test_every_truncation_is_refused(void **state) {
  (void)state;
  build_small(&built);
  for (size_t length = 0; length < built.length; length++) {
    // Exactly so many bytes, so that a sanitizer sees a read beyond them.
    uint8_t *bytes = allocate_aligned(length);
    memcpy(bytes, built.bytes, length);
    atsnn_image image;
    assert_int_equal(atsnn_image_open(&image, bytes, length), ATSNN_TRUNCATED);
    free(bytes);
  }
}

static void test_every_bit_flip_is_refused(void **state) {
  (void)state;
  build_small(&built);
  for (size_t bit = 0; bit < 8 * (size_t)built.length; bit++) {
    built.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
    if (built_open(&built) == ATSNN_OK) {
      fail_msg("bit %zu of byte %zu may be flipped", bit % 8, bit / 8);
    }
    built.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
  }
}

static void test_every_address_but_multiples_of_64_is_refused(void **state) {
  (void)state;
  build_small(&built);
  uint8_t *bytes = allocate_aligned(built.length + 64);
  atsnn_image image;
  for (size_t offset = 1; offset < 64; offset++) {
    memcpy(bytes + offset, built.bytes, built.length);
    assert_int_equal(atsnn_image_open(&image, bytes + offset, built.length), ATSNN_ADDRESS);
  }
  free(bytes);
}

static void test_null_pointers_are_bad_arguments(void **state) {
  (void)state;
  atsnn_image image;
  assert_int_equal(atsnn_image_open(NULL, built.bytes, built.length), ATSNN_BAD_ARGUMENT);
  assert_int_equal(atsnn_image_open(&image, NULL, built.length), ATSNN_BAD_ARGUMENT);
}

static void test_a_refusal_leaves_the_view_untouched(void **state) {
  (void)state;
  build_small(&built);
  built.bytes[built.length - 64] ^= 1;
  atsnn_image image;
  atsnn_image before;
  memset(&image, 0xA5, sizeof image);
  memset(&before, 0xA5, sizeof before);
  assert_int_equal(atsnn_image_open(&image, built.bytes, built.length), ATSNN_SECTION_CHECKSUM);
  assert_memory_equal(&image, &before, sizeof image);
}

static void test_a_node_has_at_most_16_connections(void **state) {
  (void)state;
  build_wide(&built, 16);
  assert_int_equal(built_open(&built), ATSNN_OK);
  build_wide(&built, 17);
  assert_int_equal(built_open(&built), ATSNN_VALUE);
}

static void test_names_are_utf_8(void **state) {
  (void)state;
  static const char *const good[] = {"",
                                     "conv1",
                                     "\xC2\x80",
                                     "\xDF\xBF",
                                     "\xE0\xA0\x80",
                                     "\xED\x9F\xBF",
                                     "\xEE\x80\x80",
                                     "\xF0\x90\x80\x80",
                                     "\xF4\x8F\xBF\xBF"};
  static const char *const bad[] = {"\x80",
                                    "\xC0\x80",
                                    "\xC1\xBF",
                                    "\xC2",
                                    "\xC2\x41",
                                    "\xE0\x9F\xBF",
                                    "\xE1\x80",
                                    "\xED\xA0\x80",
                                    "\xF0\x8F\xBF\xBF",
                                    "\xF4\x90\x80\x80",
                                    "\xF5\x80\x80\x80",
                                    "\xFF"};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    uint8_t name[20] = {0};
    memcpy(name, good[i], strlen(good[i]));
    assert_true(atsnn_name_is_valid(name, sizeof name));
    assert_true(atsnn_name_is_valid(name, strlen(good[i])));
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    uint8_t name[20] = {0};
    memcpy(name, bad[i], strlen(bad[i]));
    assert_false(atsnn_name_is_valid(name, sizeof name));
    assert_false(atsnn_name_is_valid(name, strlen(bad[i])));
  }
}

static void test_sections_in_any_order_are_accepted(void **state) {
  (void)state;
  // MODEL and the last WEIGHTS change places: the same contents, found by kind and index.
  build_small(&built);
  uint8_t model[32];
  uint8_t weights[32];
  uint8_t *last = built.bytes + 64 + 32 * (built.sections - 1);
  uint8_t *first_bytes = built_section(&built, ATSNN_SECTION_MODEL, 0);
  uint8_t *last_bytes = built_section(&built, ATSNN_SECTION_WEIGHTS, 3);
  uint8_t contents[64];
  memcpy(model, built.bytes + 64, 32);
  memcpy(weights, last, 32);
  memcpy(contents, first_bytes, 64);
  memcpy(first_bytes, last_bytes, 64);
  memcpy(last_bytes, contents, 64);
  // Kind, index and length move; the offsets stay.
  memcpy(built.bytes + 64, weights, 8);
  memcpy(built.bytes + 80, weights + 16, 4);
  memcpy(last, model, 8);
  memcpy(last + 16, model + 16, 4);
  build_finish(&built);
  assert_int_equal(built_open(&built), ATSNN_OK);
}

static void test_result_names_are_those_of_the_format(void **state) {
  (void)state;
  assert_string_equal(atsnn_result_name(ATSNN_OK), "ok");
  assert_string_equal(atsnn_result_name(ATSNN_TRUNCATED), "truncated");
  assert_string_equal(atsnn_result_name(ATSNN_ADDRESS), "address");
  assert_string_equal(atsnn_result_name(ATSNN_BAD_STATE), "badState");
  assert_string_equal(atsnn_result_name((atsnn_result)16), "unknown");
  assert_string_equal(atsnn_result_name((atsnn_result)99), "unknown");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_small_network_is_accepted),
      cmocka_unit_test(test_bad_corpus_is_refused_by_name),
      cmocka_unit_test(test_every_truncation_is_refused),
      cmocka_unit_test(test_every_bit_flip_is_refused),
      cmocka_unit_test(test_every_address_but_multiples_of_64_is_refused),
      cmocka_unit_test(test_null_pointers_are_bad_arguments),
      cmocka_unit_test(test_a_refusal_leaves_the_view_untouched),
      cmocka_unit_test(test_a_node_has_at_most_16_connections),
      cmocka_unit_test(test_names_are_utf_8),
      cmocka_unit_test(test_sections_in_any_order_are_accepted),
      cmocka_unit_test(test_result_names_are_those_of_the_format),
  };
  return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}

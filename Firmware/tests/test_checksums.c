// CRC-32 (FORMAT.md) and the digest (rule D1) against published values and the plain definition.
#include "crc32.h"
#include "digest.h"
#include "support.h"

/// The definition, a bit at a time.
static uint32_t plain_crc32(const uint8_t *bytes, size_t length) {
  uint32_t crc = 0xFFFFFFFF;
  for (size_t i = 0; i < length; i++) {
    crc ^= bytes[i];
    for (int bit = 0; bit < 8; bit++) {
      crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    }
  }
  return ~crc;
}

static void fill(uint8_t *bytes, size_t length) {
  uint32_t x = 12345;
  for (size_t i = 0; i < length; i++) {
    x = x * 1664525 + 1013904223;
    bytes[i] = (uint8_t)(x >> 24);
  }
}

static void test_crc_of_the_check_string(void **state) {
  (void)state;
  assert_int_equal(atsnn_crc32(0, (const uint8_t *)"123456789", 9), 0xCBF43926);
  assert_int_equal(atsnn_crc32(0, (const uint8_t *)"", 0), 0);
}

static void test_crc_of_every_length_and_alignment(void **state) {
  (void)state;
  uint8_t bytes[256];
  fill(bytes, sizeof bytes);
  for (size_t first = 0; first < 16; first++) {
    for (size_t length = 0; length <= 128; length++) {
      assert_int_equal(atsnn_crc32(0, bytes + first, length), plain_crc32(bytes + first, length));
    }
  }
}

static void test_crc_of_every_single_byte_in_every_slice(void **state) {
  (void)state;
  for (size_t place = 0; place < 16; place++) {
    for (unsigned value = 0; value < 256; value++) {
      uint8_t bytes[16] = {0};
      bytes[place] = (uint8_t)value;
      assert_int_equal(atsnn_crc32(0, bytes, 16), plain_crc32(bytes, 16));
    }
  }
}

static void test_crc_does_not_depend_on_the_cut(void **state) {
  (void)state;
  uint8_t bytes[100];
  fill(bytes, sizeof bytes);
  const uint32_t whole = atsnn_crc32(0, bytes, sizeof bytes);
  for (size_t cut = 0; cut <= sizeof bytes; cut++) {
    const uint32_t first = atsnn_crc32(0, bytes, cut);
    assert_int_equal(atsnn_crc32(first, bytes + cut, sizeof bytes - cut), whole);
  }
}

static uint64_t digest_of(const char *text) {
  uint64_t digest = ATSNN_DIGEST_START;
  for (; *text != 0; text++) {
    digest = atsnn_digest_byte(digest, (uint8_t)*text);
  }
  return digest;
}

static void test_digest_of_published_strings(void **state) {
  (void)state;
  assert_true(digest_of("") == UINT64_C(0xcbf29ce484222325));
  assert_true(digest_of("a") == UINT64_C(0xaf63dc4c8601ec8c));
  assert_true(digest_of("foobar") == UINT64_C(0x85944171f73967e8));
}

static void test_digest_takes_the_low_byte_first(void **state) {
  (void)state;
  assert_true(atsnn_digest_value(ATSNN_DIGEST_START, 0x64636261, 4) == digest_of("abcd"));
  assert_true(atsnn_digest_value(ATSNN_DIGEST_START, 0xFFFF6261, 2) == digest_of("ab"));
  const uint64_t minus_two = atsnn_digest_value(ATSNN_DIGEST_START, (uint32_t)-2, 2);
  assert_true(minus_two == atsnn_digest_byte(atsnn_digest_byte(ATSNN_DIGEST_START, 0xFE), 0xFF));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_crc_of_the_check_string),
      cmocka_unit_test(test_crc_of_every_length_and_alignment),
      cmocka_unit_test(test_crc_of_every_single_byte_in_every_slice),
      cmocka_unit_test(test_crc_does_not_depend_on_the_cut),
      cmocka_unit_test(test_digest_of_published_strings),
      cmocka_unit_test(test_digest_takes_the_low_byte_first),
  };
  return cmocka_run_group_tests_name("checksums", tests, NULL, NULL);
}

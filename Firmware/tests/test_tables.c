// The energy tables: each priced count of the machine has one entry, its range in order and with
// its source; DRAM is priced by kind.
#include "atsnn_machine.h"
#include "tables.h"

#include <string.h>

enum {
  /// Priced counts that are in no table of a node: DRAM's five, and the nine of memory bits, which
  /// the arrays price.
  PRICED_APART = 5 + 9,
};

static const char *const names[] = {"22nm", "28nm", "45nm"};

static bool is_dram(const char *action) {
  return strncmp(action, "dram_", 5) == 0;
}

/// Bits of a memory on chip.
static bool is_memory(const char *action) {
  const size_t length = strlen(action);
  return length > 5 && strcmp(action + length - 5, "_bits") == 0;
}

static bool is_count(const char *action) {
  for (size_t kind = 0; kind < ATSNN_MACHINE_PRICED_KINDS; kind++) {
    if (strcmp(atsnn_machine_count_name(kind), action) == 0) {
      return !is_dram(action) && !is_memory(action);
    }
  }
  return false;
}

static void expect_entry(const char *table, const cJSON *entry, const cJSON *following) {
  const char *action = json_string(entry, "action");
  const cJSON *range = cJSON_GetObjectItemCaseSensitive(entry, "picojoules");
  const double nominal = number(range, "nominal");
  if (!is_count(action) || number(range, "low") < 0 || number(range, "low") > nominal ||
      nominal > number(range, "high")) {
    fail_msg("%s: %s is no count, or its range is out of order", table, action);
  }
  assert_true(strlen(json_string(entry, "per")) > 0);
  assert_true(strlen(json_string(entry, "source")) > 0);
  for (; following != NULL; following = following->next) {
    assert_string_not_equal(action, json_string(following, "action"));
  }
}

static void test_every_entry_is_a_count_with_a_source(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    cJSON *table = read_table(names[i]);
    assert_string_equal(json_string(table, "name"), names[i]);
    assert_true(number(table, "voltage") > 0);
    const cJSON *entries = json_array(table, "entries");
    const cJSON *entry = NULL;
    cJSON_ArrayForEach(entry, entries) {
      expect_entry(names[i], entry, entry->next);
    }
    assert_int_equal(cJSON_GetArraySize(entries), ATSNN_MACHINE_PRICED_KINDS - PRICED_APART);
    cJSON_Delete(table);
  }
}

static void expect_range(const cJSON *range) {
  assert_true(0 <= number(range, "low") && number(range, "low") <= number(range, "nominal"));
  assert_true(number(range, "nominal") <= number(range, "high"));
}

static void test_arrays_are_in_order_of_size(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    cJSON *table = read_table(names[i]);
    const cJSON *array = NULL;
    double bytes = 0;
    double nominal = 0;
    cJSON_ArrayForEach(array, json_array(table, "memory_arrays")) {
      const cJSON *range = cJSON_GetObjectItemCaseSensitive(array, "picojoules_per_bit");
      expect_range(range);
      assert_true(strlen(json_string(array, "source")) > 0);
      assert_true(number(array, "bytes") > bytes && number(range, "nominal") > nominal);
      bytes = number(array, "bytes");
      nominal = number(range, "nominal");
    }
    cJSON_Delete(table);
  }
}

static void test_dram_kinds_have_a_source(void **state) {
  (void)state;
  cJSON *table = read_table("dram");
  const cJSON *kind = NULL;
  cJSON_ArrayForEach(kind, json_array(table, "kinds")) {
    expect_range(cJSON_GetObjectItemCaseSensitive(kind, "picojoules_per_bit"));
    assert_true(strlen(json_string(kind, "source")) > 0);
  }
  cJSON_Delete(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_entry_is_a_count_with_a_source),
      cmocka_unit_test(test_arrays_are_in_order_of_size),
      cmocka_unit_test(test_dram_kinds_have_a_source),
  };
  return cmocka_run_group_tests_name("tables", tests, NULL, NULL);
}

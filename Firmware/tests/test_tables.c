// The energy tables: each priced count of the machine has one entry, its range in order and with
// its source; DRAM is priced by kind.
#include "atsnn_machine.h"
#include "support.h"

#include <stdio.h>
#include <string.h>

static const char *const names[] = {"22nm", "28nm", "45nm"};

static bool is_dram(const char *action) {
  return strncmp(action, "dram_", 5) == 0;
}

static bool is_count(const char *action) {
  for (size_t kind = 0; kind < ATSNN_MACHINE_PRICED_KINDS; kind++) {
    if (strcmp(atsnn_machine_count_name(kind), action) == 0) {
      return !is_dram(action);
    }
  }
  return false;
}

static double number(const cJSON *object, const char *name) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
  assert_true(cJSON_IsNumber(item));
  return item->valuedouble;
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
    char path[PATH_BYTES];
    char file[16];
    snprintf(file, sizeof file, "%s.json", names[i]);
    join_path(path, "Firmware/accelerator/tables", file);
    cJSON *table = read_json(path);
    assert_string_equal(json_string(table, "name"), names[i]);
    assert_true(number(table, "voltage") > 0);
    const cJSON *entries = json_array(table, "entries");
    const cJSON *entry = NULL;
    cJSON_ArrayForEach(entry, entries) {
      expect_entry(names[i], entry, entry->next);
    }
    assert_int_equal(cJSON_GetArraySize(entries), ATSNN_MACHINE_PRICED_KINDS - 5);
    cJSON_Delete(table);
  }
}

static void test_nominal_figures_are_locked(void **state) {
  (void)state;
  // Every report rests on these: a change of the table is made here too, on purpose.
  static const struct {
    const char *action;
    double picojoules;
  } locked[] = {{"synaptic_operations", 0.10},      {"input_macs", 0.201},
                {"weight_read_bits", 0.158},        {"spike_read_bits", 0.158},
                {"membrane_read_bits", 0.79},       {"current_read_bits", 0.79},
                {"neuron_updates", 0.076},          {"leak_multiplications", 0.51},
                {"weight_write_bits", 0.158},       {"weight_bank_read_bits", 0.79},
                {"idle_lane_cycles", 0.03797},      {"leakage_kilobyte_picoseconds", 3.05e-6},
                {"static_lane_picoseconds", 170e-6}};
  cJSON *table = read_json("Firmware/accelerator/tables/28nm.json");
  for (size_t i = 0; i < sizeof locked / sizeof locked[0]; i++) {
    const cJSON *entry = NULL;
    bool found = false;
    cJSON_ArrayForEach(entry, json_array(table, "entries")) {
      if (strcmp(json_string(entry, "action"), locked[i].action) == 0) {
        const cJSON *range = cJSON_GetObjectItemCaseSensitive(entry, "picojoules");
        assert_true(number(range, "nominal") == locked[i].picojoules);
        found = true;
      }
    }
    assert_true(found);
  }
  cJSON_Delete(table);
}

static void test_dram_kinds_are_locked(void **state) {
  (void)state;
  cJSON *table = read_json("Firmware/accelerator/tables/dram.json");
  const cJSON *kind = NULL;
  cJSON_ArrayForEach(kind, json_array(table, "kinds")) {
    const cJSON *range = cJSON_GetObjectItemCaseSensitive(kind, "picojoules_per_bit");
    assert_true(number(range, "low") <= number(range, "nominal"));
    assert_true(number(range, "nominal") <= number(range, "high"));
    assert_true(strlen(json_string(kind, "source")) > 0);
    if (strcmp(json_string(kind, "kind"), "LPDDR4") == 0) {
      assert_true(number(range, "nominal") == 8);
    }
  }
  cJSON_Delete(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_entry_is_a_count_with_a_source),
      cmocka_unit_test(test_nominal_figures_are_locked),
      cmocka_unit_test(test_dram_kinds_are_locked),
  };
  return cmocka_run_group_tests_name("tables", tests, NULL, NULL);
}

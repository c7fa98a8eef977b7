// The figures that every report rests on, written out a second time: low, nominal and high of each
// action at 28 nm, the nominal ones of the other nodes, DRAM by kind. A table is changed here too,
// on purpose, or not at all; another figure goes into a table of another name.
#include "tables.h"

#include <string.h>

enum { NODES = 3 };

static const char *const nodes[NODES] = {"45nm", "28nm", "22nm"};

typedef struct {
  const char *action;
  double low;            ///< at 28 nm
  double high;           ///< at 28 nm
  double nominal[NODES]; ///< in the order of `nodes`
} constant;

/// Picojoules of an action.
static const constant actions[] = {
    {"synaptic_operations", 0.063, 0.2, {0.19, 0.1, 0.054}},
    {"input_macs", 0.164, 0.301, {0.39, 0.201, 0.102}},
    {"neuron_updates", 0.05, 0.3218, {0.15, 0.076, 0.078}},
    {"leak_shifts", 0.025, 0.051, {0.05, 0.025, 0.054}},
    {"leak_multiplications", 0.404, 1.572, {1.0, 0.51, 0.24}},
    {"spikes", 0, 0.051, {0.05, 0.025, 0.054}},
    {"pooling_operations", 0.0002852, 0.025, {0.03, 0.015, 0.007}},
    {"readout_updates", 0.051, 1.674, {0.2, 0.102, 0.048}},
    {"exit_classes", 0.025, 4.869, {6.4, 3.246, 1.542}},
    {"exit_tests", 0.025, 12.58, {12.4, 6.288, 2.988}},
    {"wire_bit_micrometres", 1e-4, 2.4e-4, {1.21e-4, 1.21e-4, 9.56e-5}},
    {"leakage_kilobyte_picoseconds", 1.1e-6, 173e-6, {3.05e-6, 3.05e-6, 3.05e-6}},
    {"idle_lane_cycles", 0, 0.1115, {0.07488, 0.03797, 0.01805}},
    {"static_lane_picoseconds", 40e-6, 600e-6, {335.3e-6, 170e-6, 80.81e-6}},
};

/// Picojoules of a bit of memory, by the bytes of the array.
static const struct {
  double bytes;
  double low;
  double high;
  double nominal[NODES];
} arrays[] = {
    {8192, 0.04, 0.16, {0.156, 0.079, 0.038}},
    {32768, 0.043, 0.4, {0.313, 0.158, 0.075}},
    {1048576, 0.1, 0.8, {1.563, 0.79, 0.377}},
};

/// Picojoules of a bit of DRAM.
static const struct {
  const char *kind;
  double low;
  double nominal;
  double high;
} drams[] = {
    {"LPDDR4", 4, 8, 12.45},  {"LPDDR5", 3, 4, 8},      {"LPDDR", 20.3, 40, 40.6},
    {"DDR3", 20.3, 20.3, 70}, {"HBM2", 3.9, 3.97, 7.0},
};

static const cJSON *entry_of(const cJSON *list, const char *key, const char *name) {
  const cJSON *entry = NULL;
  cJSON_ArrayForEach(entry, list) {
    if (strcmp(json_string(entry, key), name) == 0) {
      return entry;
    }
  }
  fail_msg("no entry for %s", name);
  return NULL;
}

static void expect(const cJSON *range, const char *name, const char *edge, double locked) {
  if (number(range, edge) != locked) {
    fail_msg("%s: %s is %g, locked is %g", name, edge, number(range, edge), locked);
  }
}

static void expect_actions(const cJSON *table, size_t node) {
  for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
    const constant *locked = &actions[i];
    const cJSON *entry = entry_of(json_array(table, "entries"), "action", locked->action);
    const cJSON *range = cJSON_GetObjectItemCaseSensitive(entry, "picojoules");
    expect(range, locked->action, "nominal", locked->nominal[node]);
    if (strcmp(nodes[node], "28nm") == 0) {
      expect(range, locked->action, "low", locked->low);
      expect(range, locked->action, "high", locked->high);
    }
  }
}

static void test_actions_are_locked(void **state) {
  (void)state;
  for (size_t node = 0; node < NODES; node++) {
    cJSON *table = read_table(nodes[node]);
    expect_actions(table, node);
    assert_int_equal(cJSON_GetArraySize(json_array(table, "entries")),
                     sizeof actions / sizeof actions[0]);
    cJSON_Delete(table);
  }
}

static void test_memory_arrays_are_locked(void **state) {
  (void)state;
  for (size_t node = 0; node < NODES; node++) {
    cJSON *table = read_table(nodes[node]);
    const cJSON *list = json_array(table, "memory_arrays");
    assert_int_equal(cJSON_GetArraySize(list), sizeof arrays / sizeof arrays[0]);
    for (int i = 0; i < cJSON_GetArraySize(list); i++) {
      const cJSON *array = cJSON_GetArrayItem(list, i);
      const cJSON *range = cJSON_GetObjectItemCaseSensitive(array, "picojoules_per_bit");
      assert_true(number(array, "bytes") == arrays[i].bytes);
      expect(range, "array", "nominal", arrays[i].nominal[node]);
      if (strcmp(nodes[node], "28nm") == 0) {
        expect(range, "array", "low", arrays[i].low);
        expect(range, "array", "high", arrays[i].high);
      }
    }
    cJSON_Delete(table);
  }
}

static void test_dram_is_locked(void **state) {
  (void)state;
  cJSON *table = read_table("dram");
  const cJSON *kinds = json_array(table, "kinds");
  assert_int_equal(cJSON_GetArraySize(kinds), sizeof drams / sizeof drams[0]);
  for (size_t i = 0; i < sizeof drams / sizeof drams[0]; i++) {
    const cJSON *kind = entry_of(kinds, "kind", drams[i].kind);
    const cJSON *range = cJSON_GetObjectItemCaseSensitive(kind, "picojoules_per_bit");
    expect(range, drams[i].kind, "low", drams[i].low);
    expect(range, drams[i].kind, "nominal", drams[i].nominal);
    expect(range, drams[i].kind, "high", drams[i].high);
  }
  cJSON_Delete(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_actions_are_locked),
      cmocka_unit_test(test_memory_arrays_are_locked),
      cmocka_unit_test(test_dram_is_locked),
  };
  return cmocka_run_group_tests_name("constants", tests, NULL, NULL);
}

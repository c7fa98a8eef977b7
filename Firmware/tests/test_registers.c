// The register window: that header and REGISTERS.md say the same, and what each access does.
#include "model_bus.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define REGISTER(name)                                                                             \
  { #name, ATSNN_REGISTER_##name }

static const struct {
  const char *name;
  uint32_t offset;
} registers[] = {
    REGISTER(IDENTIFICATION),
    REGISTER(VERSION),
    REGISTER(CONTROL),
    REGISTER(STATUS),
    REGISTER(INTERRUPT_ENABLE),
    REGISTER(INTERRUPT_PENDING),
    REGISTER(RESULT),
    REGISTER(TIMESTEP),
    REGISTER(IMAGE_ADDRESS_LOW),
    REGISTER(IMAGE_ADDRESS_HIGH),
    REGISTER(IMAGE_BYTES),
    REGISTER(STATE_ADDRESS_LOW),
    REGISTER(STATE_ADDRESS_HIGH),
    REGISTER(STATE_BYTES),
    REGISTER(STATE_NEEDED),
    REGISTER(INPUT_ADDRESS_LOW),
    REGISTER(INPUT_ADDRESS_HIGH),
    REGISTER(INPUT_BYTES),
    REGISTER(POLICY),
    REGISTER(THRESHOLDS_ADDRESS_LOW),
    REGISTER(THRESHOLDS_ADDRESS_HIGH),
    REGISTER(OUTPUT_ADDRESS_LOW),
    REGISTER(OUTPUT_ADDRESS_HIGH),
    REGISTER(OUTPUT_BYTES),
    REGISTER(PREDICTION),
    REGISTER(SCORE_A_LOW),
    REGISTER(SCORE_A_HIGH),
    REGISTER(SCORE_B_LOW),
    REGISTER(SCORE_B_HIGH),
    REGISTER(CYCLES_LOW),
    REGISTER(CYCLES_HIGH),
    REGISTER(CLOCK_PICOSECONDS),
    REGISTER(LANES),
    REGISTER(BUDGET_LOW),
    REGISTER(BUDGET_HIGH),
    REGISTER(EXIT_REASON),
};

enum { REGISTER_COUNT = sizeof registers / sizeof registers[0], LINE = 512, MEMORY = 4096 };

/// A row of REGISTERS.md's table.
typedef struct {
  uint32_t offset;
  char name[64];
  char access[8];
  char reset[32];
} row;

static bool read_row(const char *line, row *r) {
  unsigned offset = 0;
  const int fields = sscanf(line, "| 0x%x | %63[A-Z_] | %7[A-Z0-9] | %31[^|]", &offset, r->name,
                            r->access, r->reset);
  r->offset = offset;
  return fields == 4;
}

static size_t read_rows(row *rows) {
  FILE *stream = fopen("Firmware/REGISTERS.md", "r");
  if (stream == NULL) {
    fail_msg("missing file: Firmware/REGISTERS.md");
  }
  char line[LINE];
  size_t count = 0;
  while (fgets(line, sizeof line, stream) != NULL) {
    if (count < REGISTER_COUNT + 1 && read_row(line, &rows[count])) {
      count++;
    }
  }
  fclose(stream);
  return count;
}

static void test_document_and_header_agree(void **state) {
  (void)state;
  row rows[REGISTER_COUNT + 1];
  assert_int_equal(read_rows(rows), REGISTER_COUNT);
  for (size_t i = 0; i < REGISTER_COUNT; i++) {
    assert_string_equal(rows[i].name, registers[i].name);
    assert_int_equal(rows[i].offset, registers[i].offset);
  }
}

static void test_registers_read_what_the_document_says_after_reset(void **state) {
  model_bus *model = *state;
  row rows[REGISTER_COUNT + 1];
  assert_int_equal(read_rows(rows), REGISTER_COUNT);
  for (size_t i = 0; i < REGISTER_COUNT; i++) {
    if (isdigit((unsigned char)rows[i].reset[0])) {
      assert_int_equal(atsnn_device_read(&model->device, rows[i].offset),
                       strtoul(rows[i].reset, NULL, 0));
    }
  }
  assert_int_equal(atsnn_device_read(&model->device, ATSNN_REGISTER_CLOCK_PICOSECONDS),
                   model->machine.picoseconds);
  assert_int_equal(atsnn_device_read(&model->device, ATSNN_REGISTER_LANES), model->machine.lanes);
}

static void test_access_is_what_the_document_says(void **state) {
  model_bus *model = *state;
  row rows[REGISTER_COUNT + 1];
  assert_int_equal(read_rows(rows), REGISTER_COUNT);
  for (size_t i = 0; i < REGISTER_COUNT; i++) {
    const uint32_t offset = rows[i].offset;
    const uint32_t before = atsnn_device_read(&model->device, offset);
    if (strcmp(rows[i].access, "RW") == 0 && offset != ATSNN_REGISTER_INTERRUPT_ENABLE) {
      atsnn_device_write(&model->device, offset, 0x89ABCDE7u);
      assert_int_equal(atsnn_device_read(&model->device, offset), 0x89ABCDE7u);
    } else if (strcmp(rows[i].access, "RO") == 0) {
      atsnn_device_write(&model->device, offset, ~before);
      assert_int_equal(atsnn_device_read(&model->device, offset), before);
    }
  }
  atsnn_device_write(&model->device, ATSNN_REGISTER_CONTROL, ATSNN_CONTROL_RESET);
  assert_int_equal(atsnn_device_read(&model->device, ATSNN_REGISTER_IMAGE_BYTES), 0);
}

static void test_places_without_a_register_are_silent(void **state) {
  model_bus *model = *state;
  static const uint32_t offsets[] = {0x2C, 0x94, 0xFC, 0x100, 0x21, 0x22, 0xFFFFFFFC};
  for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
    atsnn_device_write(&model->device, offsets[i], 0xFFFFFFFFu);
    assert_int_equal(atsnn_device_read(&model->device, offsets[i]), 0);
  }
}

static void test_commands_that_are_none_are_refused(void **state) {
  model_bus *model = *state;
  static const uint32_t values[] = {0, 3, 5, 16, 0xFFFFFFFF};
  atsnn_device_write(&model->device, ATSNN_REGISTER_INTERRUPT_ENABLE, 0xFFFFFFFF);
  assert_int_equal(atsnn_device_read(&model->device, ATSNN_REGISTER_INTERRUPT_ENABLE), 3);
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    assert_false(atsnn_device_interrupt(&model->device));
    atsnn_device_write(&model->device, ATSNN_REGISTER_CONTROL, values[i]);
    assert_int_equal(atsnn_device_read(&model->device, ATSNN_REGISTER_STATUS), 0);
    assert_true(atsnn_device_interrupt(&model->device));
    atsnn_device_write(&model->device, ATSNN_REGISTER_INTERRUPT_PENDING, ATSNN_INTERRUPT_REFUSED);
  }
  atsnn_device_write(&model->device, ATSNN_REGISTER_CONTROL, ATSNN_CONTROL_ABORT);
  assert_false(atsnn_device_interrupt(&model->device));
}

static int make(void **state) {
  static model_bus model;
  model_make(&model, "micro", MEMORY);
  *state = &model;
  return 0;
}

static int unmake(void **state) {
  model_free(*state);
  return 0;
}

#define ON_A_DEVICE(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_document_and_header_agree),
      ON_A_DEVICE(test_registers_read_what_the_document_says_after_reset),
      ON_A_DEVICE(test_access_is_what_the_document_says),
      ON_A_DEVICE(test_places_without_a_register_are_silent),
      ON_A_DEVICE(test_commands_that_are_none_are_refused),
  };
  return cmocka_run_group_tests_name("registers", tests, NULL, NULL);
}

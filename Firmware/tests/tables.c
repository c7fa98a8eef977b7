#include "tables.h"

#include <stdio.h>

cJSON *read_table(const char *name) {
  char path[PATH_BYTES];
  char file[16];
  snprintf(file, sizeof file, "%s.json", name);
  join_path(path, "Firmware/accelerator/tables", file);
  return read_json(path);
}

double number(const cJSON *object, const char *name) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
  assert_true(cJSON_IsNumber(item));
  return item->valuedouble;
}

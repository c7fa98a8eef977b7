#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *allocate_aligned(size_t bytes) {
  void *memory = NULL;
  if (posix_memalign(&memory, ATSNN_ALIGNMENT, bytes > 0 ? bytes : 1) != 0) {
    fail_msg("no memory for %zu bytes", bytes);
  }
  return memory;
}

file_bytes read_file(const char *path) {
  FILE *stream = fopen(path, "rb");
  if (stream == NULL) {
    fail_msg("missing file: %s", path);
  }
  file_bytes file = {NULL, 0};
  if (fseek(stream, 0, SEEK_END) != 0) {
    fail_msg("cannot seek: %s", path);
  }
  file.length = (size_t)ftell(stream);
  rewind(stream);
  file.bytes = allocate_aligned(file.length);
  const size_t count = fread(file.bytes, 1, file.length, stream);
  fclose(stream);
  if (count != file.length) {
    fail_msg("cannot read: %s", path);
  }
  return file;
}

void free_file(file_bytes *file) {
  free(file->bytes);
  *file = (file_bytes){NULL, 0};
}

const char *vectors_folder(void) {
  const char *folder = getenv("ATSNN_VECTORS");
  return folder != NULL && folder[0] != 0 ? folder : "Tests/Vectors";
}

void join_path(char path[PATH_BYTES], const char *folder, const char *name) {
  if (snprintf(path, PATH_BYTES, "%s/%s", folder, name) >= PATH_BYTES) {
    fail_msg("path too long: %s/%s", folder, name);
  }
}

cJSON *read_json(const char *path) {
  file_bytes file = read_file(path);
  cJSON *document = cJSON_ParseWithLength((const char *)file.bytes, file.length);
  free_file(&file);
  if (document == NULL) {
    fail_msg("not JSON: %s", path);
  }
  return document;
}

const cJSON *json_array(const cJSON *object, const char *name) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
  if (!cJSON_IsArray(item)) {
    fail_msg("no array `%s`", name);
  }
  return item;
}

const char *json_string(const cJSON *object, const char *name) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
  if (!cJSON_IsString(item)) {
    fail_msg("no string `%s`", name);
  }
  return item->valuestring;
}

int64_t json_integer(const cJSON *object, const char *name) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
  if (!cJSON_IsNumber(item)) {
    fail_msg("no number `%s`", name);
  }
  return (int64_t)item->valuedouble;
}

int64_t json_integer_at(const cJSON *array, int index) {
  const cJSON *item = cJSON_GetArrayItem(array, index);
  if (!cJSON_IsNumber(item)) {
    fail_msg("no number at %d", index);
  }
  return (int64_t)item->valuedouble;
}

void machine_make(test_machine *m, const char *path) {
  m->file = read_file(path);
  const atsnn_result opened = atsnn_image_open(&m->image, m->file.bytes, m->file.length);
  if (opened != ATSNN_OK) {
    fail_msg("%s refused: %s", path, atsnn_result_name(opened));
  }
  m->memory_bytes = atsnn_accelerator_memory_size(&m->image);
  m->memory = allocate_aligned(m->memory_bytes);
  memset(m->memory, 0xA5, m->memory_bytes);
  const atsnn_result made =
      atsnn_accelerator_init(&m->accelerator, &m->image, m->memory, m->memory_bytes);
  if (made != ATSNN_OK) {
    fail_msg("%s: no machine: %s", path, atsnn_result_name(made));
  }
}

void machine_free(test_machine *m) {
  free(m->memory);
  free_file(&m->file);
}

size_t machine_frame_bytes(const test_machine *m) {
  return (size_t)m->image.input_height * m->image.input_width * m->image.input_channels;
}

size_t machine_input_bytes(const test_machine *m) {
  const bool events = m->image.input_kind == ATSNN_INPUT_EVENTS;
  return machine_frame_bytes(m) * (events ? m->image.timesteps : 1u);
}

void machine_begin(test_machine *m, const uint8_t *input) {
  const bool events = m->image.input_kind == ATSNN_INPUT_EVENTS;
  assert_int_equal(atsnn_accelerator_begin(&m->accelerator, events ? NULL : input), ATSNN_OK);
}

atsnn_step machine_step(test_machine *m, const uint8_t *input, uint32_t timestep) {
  const bool events = m->image.input_kind == ATSNN_INPUT_EVENTS;
  atsnn_step step;
  assert_int_equal(atsnn_accelerator_step(&m->accelerator,
                                          events ? input + timestep * machine_frame_bytes(m) : NULL,
                                          &step),
                   ATSNN_OK);
  return step;
}

#include "vector_input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CIFAR_PIXELS = 1024, CIFAR_BYTES = 3072 };

/// A record of CIFAR-10 or CIFAR-100 in element order; its publisher stores planes after the
/// labels.
static bool read_cifar(const char *path, size_t labels, size_t index, file_bytes *input) {
  FILE *stream = fopen(path, "rb");
  if (stream == NULL) {
    return false;
  }
  uint8_t planes[CIFAR_BYTES];
  const long at = (long)(index * (labels + CIFAR_BYTES) + labels);
  const bool found =
      fseek(stream, at, SEEK_SET) == 0 && fread(planes, 1, CIFAR_BYTES, stream) == CIFAR_BYTES;
  fclose(stream);
  if (found) {
    *input = (file_bytes){allocate_aligned(CIFAR_BYTES), CIFAR_BYTES};
    for (size_t i = 0; i < CIFAR_BYTES; i++) {
      input->bytes[i] = planes[i % 3 * CIFAR_PIXELS + i / 3];
    }
  }
  return found;
}

bool vector_input_read(const char *folder, const cJSON *vector, file_bytes *input) {
  const cJSON *where = cJSON_GetObjectItemCaseSensitive(vector, "input");
  char path[PATH_BYTES];
  if (!cJSON_HasObjectItem(where, "data_set")) {
    join_path(path, folder, json_string(where, "file"));
    *input = read_file(path);
    return true;
  }
  const char *data = getenv("ATSNN_DATA");
  const char *set = json_string(where, "data_set");
  const size_t labels = strcmp(set, "cifar10") == 0 ? 1 : strcmp(set, "cifar100") == 0 ? 2 : 0;
  if (data == NULL || labels == 0) {
    return false;
  }
  char set_folder[PATH_BYTES];
  join_path(set_folder, data, set);
  join_path(path, set_folder, json_string(where, "file"));
  return read_cifar(path, labels, (size_t)json_integer(where, "index"), input);
}

/// What the tests share: files, golden vectors, machines in memory of their own.
#ifndef ATSNN_SUPPORT_H
#define ATSNN_SUPPORT_H

// cmocka wants these four before itself.
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "atsnn_accelerator.h"

#include <cjson/cJSON.h>

enum { PATH_BYTES = 1024 };

/// Bytes of a file at an address that is a multiple of 64, exactly as many as the file has, so that
/// a read beyond them is seen by the sanitizers.
typedef struct {
  uint8_t *bytes;
  size_t length;
} file_bytes;

/// Reads a file; fails the test when it is not there.
file_bytes read_file(const char *path);
void free_file(file_bytes *file);

/// Memory at a multiple of 64; fails the test when there is none.
void *allocate_aligned(size_t bytes);

/// Folder of the golden vectors: $ATSNN_VECTORS, else Tests/Vectors.
const char *vectors_folder(void);

/// Joins folder and name.
void join_path(char path[PATH_BYTES], const char *folder, const char *name);

/// Parses a JSON file; fails the test when it is missing or is not JSON.
cJSON *read_json(const char *path);

/// Members that must be there with that type; the test fails otherwise.
const cJSON *json_array(const cJSON *object, const char *name);
const char *json_string(const cJSON *object, const char *name);
/// Every integer of the vectors is below 2^53 (an entropy sum, the largest, is below 2^51), so that
/// a double holds it exactly.
int64_t json_integer(const cJSON *object, const char *name);
int64_t json_integer_at(const cJSON *array, int index);

/// An image with a machine for it.
typedef struct {
  file_bytes file;
  atsnn_image image;
  void *memory;
  size_t memory_bytes;
  atsnn_accelerator accelerator;
} test_machine;

/// Opens an image file and makes its machine, in memory painted with 0xA5; fails the test when
/// either is refused.
void machine_make(test_machine *m, const char *path);
void machine_free(test_machine *m);

/// Input bytes that the image takes a run: the image, or T frames.
size_t machine_input_bytes(const test_machine *m);

/// Bytes of one image or one frame of events.
size_t machine_frame_bytes(const test_machine *m);

/// Begins a run with the first bytes of `input`.
void machine_begin(test_machine *m, const uint8_t *input);
/// Runs the next timestep; `timestep` from 0 says which frame of `input` is due.
atsnn_step machine_step(test_machine *m, const uint8_t *input, uint32_t timestep);

#endif

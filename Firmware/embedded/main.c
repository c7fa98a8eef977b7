/* Replays golden vectors on an Embedded build and prints what each timestep gave.
 *
 *   replay LIST       lines of `NAME IMAGE INPUT` as list_vectors.py writes them
 *   replay --memory IMAGE...   bytes of session memory of each image
 *
 * Exit status: 0 done, 2 a file or an image was refused.
 */
#include <inttypes.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entry_points.h"

enum { LINE_BYTES = 4096, HANDLE_BYTES = 1024, ALIGNMENT = 64 };

typedef struct {
  unsigned char *bytes;
  size_t length;
} buffer;

static alignas(ALIGNMENT) unsigned char handle[HANDLE_BYTES];

static void fail(const char *what, const char *where) {
  fprintf(stderr, "replay: %s: %s\n", where, what);
  exit(2);
}

/* Zeroed memory at a multiple of 64, at least one byte. */
static buffer allocate(size_t length, const char *where) {
  size_t padded = (length + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
  buffer made = {aligned_alloc(ALIGNMENT, padded), length};
  if (made.bytes == NULL) {
    fail("out of memory", where);
  }
  memset(made.bytes, 0, padded);
  return made;
}

static buffer read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
    fail("cannot be read", path);
  }
  long length = ftell(file);
  if (length < 0 || fseek(file, 0, SEEK_SET) != 0) {
    fail("cannot be read", path);
  }
  buffer contents = allocate((size_t)length, path);
  if (fread(contents.bytes, 1, contents.length, file) != contents.length) {
    fail("cannot be read", path);
  }
  fclose(file);
  return contents;
}

static void check(int32_t result, const char *where) {
  if (result != 0) {
    char text[32];
    snprintf(text, sizeof text, "refused with code %" PRId32, result);
    fail(text, where);
  }
}

static void print_nodes(int64_t timestep) {
  for (size_t node = 0; node + 1 < atsnn_node_count(handle); node++) {
    printf("step %" PRId64 " node %zu output %016" PRIx64 " membranes ", timestep, node,
           atsnn_output_digest(handle, node));
    if (atsnn_node_kind(handle, node) == ATSNN_NODE_SPIKING) {
      printf("%016" PRIx64 "\n", atsnn_membrane_digest(handle, node));
    } else {
      printf("-\n");
    }
  }
}

static void print_values(int64_t timestep, const char *name, const int32_t *values) {
  printf("step %" PRId64 " %s ", timestep, name);
  for (size_t index = 0; index < atsnn_class_count(handle); index++) {
    printf("%s%" PRId32, index == 0 ? "" : ",", values[index]);
  }
  printf("\n");
}

static void print_step(const int64_t step[ATSNN_STEP_FIELDS]) {
  int64_t timestep = step[ATSNN_STEP_TIMESTEP];
  print_nodes(timestep);
  print_values(timestep, "logits", atsnn_logits(handle));
  print_values(timestep, "readout", atsnn_readout(handle));
  if (step[ATSNN_STEP_SCORE_DENOMINATOR] == 0) {
    printf("step %" PRId64 " score -\n", timestep);
  } else {
    printf("step %" PRId64 " score %" PRId64 " %" PRId64 "\n", timestep,
           step[ATSNN_STEP_SCORE_NUMERATOR], step[ATSNN_STEP_SCORE_DENOMINATOR]);
  }
  if (step[ATSNN_STEP_EXITS] != 0) {
    printf("exit %" PRId64 " class %" PRId64 "\n", timestep, step[ATSNN_STEP_PREDICTION]);
  }
}

/* The frame of the next timestep, NULL for a network of images. */
static const unsigned char *frame_of(const buffer *input, size_t timestep, const char *name) {
  if (atsnn_has_events(handle) == 0) {
    return NULL;
  }
  size_t size = atsnn_input_size(handle);
  if (input->length / size <= timestep) {
    fail("fewer frames than timesteps", name);
  }
  return input->bytes + timestep * size;
}

static void replay(const char *name, const char *image_path, const char *input_path) {
  buffer image = read_file(image_path);
  buffer input = read_file(input_path);
  buffer memory = allocate(atsnn_memory_size(image.bytes, image.length), image_path);
  check(atsnn_open(handle, image.bytes, image.length, memory.bytes, memory.length), image_path);
  const unsigned char *pixels = atsnn_has_events(handle) != 0 ? NULL : input.bytes;
  check(atsnn_begin(handle, pixels, input.length), input_path);
  printf("vector %s\n", name);
  int64_t step[ATSNN_STEP_FIELDS] = {0};
  while (step[ATSNN_STEP_EXITS] == 0) {
    const unsigned char *frame = frame_of(&input, (size_t)step[ATSNN_STEP_TIMESTEP], name);
    check(atsnn_step(handle, frame, atsnn_input_size(handle), step), name);
    print_step(step);
  }
  free(memory.bytes);
  free(input.bytes);
  free(image.bytes);
}

static void replay_list(const char *path) {
  FILE *list = fopen(path, "r");
  if (list == NULL) {
    fail("cannot be read", path);
  }
  char line[LINE_BYTES];
  while (fgets(line, sizeof line, list) != NULL) {
    char *name = strtok(line, " \n");
    char *image = strtok(NULL, " \n");
    char *input = strtok(NULL, " \n");
    if (name == NULL || image == NULL || input == NULL) {
      fail("a line is not `NAME IMAGE INPUT`", path);
    }
    replay(name, image, input);
  }
  fclose(list);
}

static void print_memory(const char *path) {
  buffer image = read_file(path);
  check(atsnn_image_check(image.bytes, image.length), path);
  printf("%zu\n", atsnn_memory_size(image.bytes, image.length));
  free(image.bytes);
}

int main(int count, char **arguments) {
  if (atsnn_handle_size() > sizeof handle) {
    fail("the handle is too small", "main.c");
  }
  if (count >= 3 && strcmp(arguments[1], "--memory") == 0) {
    for (int index = 2; index < count; index++) {
      print_memory(arguments[index]);
    }
    return 0;
  }
  if (count != 2) {
    fputs("use: replay LIST | replay --memory IMAGE...\n", stderr);
    return 2;
  }
  replay_list(arguments[1]);
  return 0;
}

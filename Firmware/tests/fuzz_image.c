// libFuzzer: any bytes through the reader; what it accepts, and is not too large, through the
// machine. Then once more with the checksums made valid: behind them is where the checks are.
#include "atsnn_accelerator.h"
#include "crc32.h"
#include "image_layout.h"

#include <stdlib.h>
#include <string.h>

enum { MEMORY_LIMIT = 1 << 22, INPUT_LIMIT = 1 << 16, WORK_LIMIT = 1 << 24, TIMESTEP_LIMIT = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void *allocate(size_t bytes) {
  void *memory = NULL;
  if (posix_memalign(&memory, ATSNN_ALIGNMENT, bytes > 0 ? bytes : 1) != 0) {
    abort();
  }
  return memory;
}

/// Makes length, section and header checksums right as far as the bytes allow.
static void repair(uint8_t *bytes, size_t size) {
  if (size < ATSNN_HEADER_BYTES) {
    return;
  }
  const uint32_t sections = atsnn_load_u32(bytes + 24);
  if (sections > (size - ATSNN_HEADER_BYTES) / ATSNN_SECTION_ENTRY_BYTES) {
    return;
  }
  for (unsigned i = 0; i < 4; i++) {
    bytes[20 + i] = (uint8_t)(size >> 8 * i);
  }
  for (uint32_t s = 0; s < sections; s++) {
    uint8_t *entry = bytes + ATSNN_HEADER_BYTES + (size_t)s * ATSNN_SECTION_ENTRY_BYTES;
    const uint32_t offset = atsnn_load_u32(entry + 12);
    const uint32_t length = atsnn_load_u32(entry + 16);
    const bool inside = (uint64_t)offset + length <= size;
    const uint32_t crc = inside ? atsnn_crc32(0, bytes + offset, length) : 0;
    for (unsigned i = 0; i < 4; i++) {
      entry[20 + i] = (uint8_t)(crc >> 8 * i);
    }
  }
  const uint32_t crc = atsnn_crc32(atsnn_crc32(0, bytes, 60), bytes + ATSNN_HEADER_BYTES,
                                   (size_t)sections * ATSNN_SECTION_ENTRY_BYTES);
  for (unsigned i = 0; i < 4; i++) {
    bytes[60 + i] = (uint8_t)(crc >> 8 * i);
  }
}

/// Source elements that a timestep looks at: what may take long, whatever the image's length.
static uint64_t work_of(const atsnn_image *image) {
  uint64_t work = 0;
  for (uint32_t i = 0; i < image->node_count; i++) {
    const atsnn_node_record node = atsnn_image_node(image, i);
    const uint64_t places = (uint64_t)node.output.height * node.output.width;
    const uint64_t area = (uint64_t)node.window.kernel_height * node.window.kernel_width;
    work += places * area * node.output.channels;
    for (uint32_t c = 0; c < node.connection_count; c++) {
      const atsnn_connection_record record =
          atsnn_image_connection(image, node.first_connection + c);
      work += places * (atsnn_weight_rows(&record, atsnn_image_tensor(image, record.source)) + 1);
    }
  }
  return work;
}

/// Rule C5 holds for what the last timestep did.
static void check_worst_cases(const atsnn_image *image, const atsnn_accelerator *accelerator) {
  for (uint32_t node = 0; node < image->node_count; node++) {
    const atsnn_counts *counts = atsnn_accelerator_counts(accelerator, node);
    if (counts->synaptic_operations + counts->neuron_updates >
        atsnn_image_worst_case(image, node)) {
      abort();
    }
  }
}

/// A few timesteps on an input taken from the image's own bytes.
static void run(const atsnn_image *image) {
  const size_t frame = (size_t)image->input_height * image->input_width * image->input_channels;
  const size_t bytes = atsnn_accelerator_memory_size(image);
  if (bytes > MEMORY_LIMIT || frame > INPUT_LIMIT || work_of(image) > WORK_LIMIT) {
    return;
  }
  void *memory = allocate(bytes);
  uint8_t *input = allocate(frame);
  for (size_t i = 0; i < frame; i++) {
    input[i] = image->bytes[i % image->length];
  }
  const bool events = image->input_kind == ATSNN_INPUT_EVENTS;
  atsnn_accelerator accelerator;
  atsnn_step step = {.exits = false};
  if (atsnn_accelerator_init(&accelerator, image, memory, bytes) != ATSNN_OK ||
      atsnn_accelerator_begin(&accelerator, events ? NULL : input) != ATSNN_OK) {
    abort(); // an accepted image always runs
  }
  for (int t = 0; t < TIMESTEP_LIMIT && !step.exits; t++) {
    if (atsnn_accelerator_step(&accelerator, events ? input : NULL, &step) != ATSNN_OK) {
      abort();
    }
    check_worst_cases(image, &accelerator);
  }
  free(input);
  free(memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  uint8_t *bytes = allocate(size);
  memcpy(bytes, data, size);
  atsnn_image image;
  if (atsnn_image_open(&image, bytes, size) == ATSNN_OK) {
    run(&image);
  }
  repair(bytes, size);
  if (atsnn_image_open(&image, bytes, size) == ATSNN_OK) {
    run(&image);
  }
  free(bytes);
  return 0;
}

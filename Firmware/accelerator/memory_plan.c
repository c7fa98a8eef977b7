#include "machine.h"

/// Hands out pieces of the caller's memory, or only adds up their bytes when there is none.
typedef struct {
  uint8_t *memory;
  uint64_t used;
} arena;

/// A piece at the next multiple of ATSNN_ALIGNMENT; null while only adding up. Counts are below
/// 2^27 and sizes below 2^12, so nothing wraps.
static void *take(arena *a, uint64_t count, size_t size) {
  void *piece = a->memory == NULL ? NULL : a->memory + a->used;
  const uint64_t end = a->used + count * size;
  a->used = (end + ATSNN_ALIGNMENT - 1) / ATSNN_ALIGNMENT * ATSNN_ALIGNMENT;
  return piece;
}

static atsnn_tensor plan_input(const atsnn_image *image) {
  const bool pixels = image->input_kind == ATSNN_INPUT_IMAGE;
  return (atsnn_tensor){
      .shape = atsnn_image_tensor(image, 0),
      .storage = pixels ? ATSNN_STORAGE_PIXELS : ATSNN_STORAGE_BYTES,
      .zero_points = pixels ? image->bytes + image->zero_points : NULL,
  };
}

/// A node's output; the read-out's (M = 0) has no elements.
static atsnn_tensor plan_output(const atsnn_node_record *record, arena *a) {
  const atsnn_shape shape = record->output;
  atsnn_tensor tensor = {.shape = shape, .words = (shape.channels + 31) / 32};
  if (shape.maximum == 1) {
    tensor.storage = ATSNN_STORAGE_BITS;
    tensor.bits = take(a, (uint64_t)shape.height * shape.width * tensor.words, sizeof(uint32_t));
  } else if (shape.maximum > 255) {
    tensor.storage = ATSNN_STORAGE_HALVES;
    tensor.halves = take(a, atsnn_shape_elements(shape), sizeof(uint16_t));
  } else if (shape.maximum > 0) {
    tensor.storage = ATSNN_STORAGE_BYTES;
    tensor.bytes = take(a, atsnn_shape_elements(shape), sizeof(uint8_t));
  }
  return tensor;
}

static bool reads_pixels(const atsnn_image *image, const atsnn_node_record *record) {
  for (uint32_t i = 0; i < record->connection_count; i++) {
    if (image->input_kind == ATSNN_INPUT_IMAGE &&
        atsnn_image_connection(image, record->first_connection + i).source == 0) {
      return true;
    }
  }
  return false;
}

static atsnn_node plan_node(const atsnn_image *image, const atsnn_node_record *record, arena *a) {
  const uint32_t elements = atsnn_shape_elements(record->output);
  atsnn_node node = {.record = *record};
  if (record->membrane_width == 16) {
    node.membranes_16 = take(a, elements, sizeof(int16_t));
  } else if (record->membrane_width == 32) {
    node.membranes_32 = take(a, elements, sizeof(int32_t));
  }
  if (reads_pixels(image, record)) {
    node.currents = take(a, elements, sizeof(int32_t));
  }
  return node;
}

/// Points a connection of a node with `channels` outputs at its weights.
static void find_weights(const atsnn_image *image, uint32_t number, uint32_t channels,
                         atsnn_section_finder *finder, atsnn_connection *connection) {
  atsnn_section section = {0};
  const bool is_there = atsnn_image_find(image, finder, number, &section);
  const atsnn_connection_record record = atsnn_image_connection(image, number);
  connection->record = record;
  connection->columns = record.kind == ATSNN_IDENTITY ? 1 : channels;
  connection->width =
      section.layout == ATSNN_LAYOUT_BLOCKS ? ATSNN_LAYOUT_WIDTH : connection->columns;
  connection->block_bytes =
      (size_t)atsnn_weight_rows(&record, atsnn_image_tensor(image, record.source)) *
      connection->width * (record.weight_bits / 8u);
  connection->weights = is_there ? image->bytes + section.offset : NULL;
}

/// Points a node at its constants and its connections at their weights.
static void find_contents(atsnn_accelerator *machine, uint32_t i, atsnn_section_finder *finders) {
  const atsnn_image *image = machine->image;
  atsnn_node *node = &machine->nodes[i];
  const size_t channels = node->record.output.channels;
  atsnn_section section;
  if (node->record.connection_count > 0 && atsnn_image_find(image, &finders[0], i, &section)) {
    node->biases = image->bytes + section.offset;
  }
  if (node->record.kind == ATSNN_NODE_SPIKING) {
    node->thresholds = node->biases + 4 * channels;
    node->resets = node->biases + 8 * channels;
    node->shifts = (const int8_t *)node->biases + 12 * channels;
  }
  for (uint32_t c = 0; c < node->record.connection_count; c++) {
    const uint32_t number = node->record.first_connection + c;
    find_weights(image, number, (uint32_t)channels, &finders[1], &machine->connections[number]);
  }
}

uint64_t atsnn_plan(const atsnn_image *image, uint8_t *memory, atsnn_accelerator *machine) {
  arena a = {.memory = memory};
  machine->image = image;
  machine->nodes = take(&a, image->node_count, sizeof(atsnn_node));
  machine->tensors = take(&a, image->node_count + 1u, sizeof(atsnn_tensor));
  machine->connections = take(&a, image->connection_count, sizeof(atsnn_connection));
  machine->logits = take(&a, image->classes, sizeof(int32_t));
  machine->potentials = take(&a, image->classes, sizeof(int32_t));
  machine->readout = take(&a, image->classes, sizeof(int32_t));
  machine->thresholds = take(&a, image->timesteps, sizeof(uint32_t));
  uint32_t widest = 0;
  atsnn_section_finder finders[] = {atsnn_finder(ATSNN_SECTION_CHANNELS),
                                    atsnn_finder(ATSNN_SECTION_WEIGHTS)};
  if (memory != NULL) {
    machine->tensors[0] = plan_input(image);
  }
  for (uint32_t i = 0; i < image->node_count; i++) {
    const atsnn_node_record record = atsnn_image_node(image, i);
    const atsnn_node node = plan_node(image, &record, &a);
    const atsnn_tensor output = plan_output(&record, &a);
    widest = record.output.channels > widest ? record.output.channels : widest;
    if (memory != NULL) {
      machine->nodes[i] = node;
      machine->tensors[i + 1] = output;
      find_contents(machine, i, finders);
    }
  }
  machine->accumulators = take(&a, widest, sizeof(int32_t));
  return a.used;
}

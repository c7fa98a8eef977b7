#include "image_layout.h"

// Rules O1 to O3. Output channels go in blocks whose sums live on the stack. The weights of all
// connections together are fewer than 2^32 bytes, a weight times a count is at most 2^31 for 16-bit
// weights (2^47 for the at most 16 identity weights of a channel): a sum stays below 2^63.
enum {
  CONNECTIONS = 16, ///< most of a node
  BLOCK = 64,       ///< channels summed at once: of ATSNN_LAYOUT_BLOCKS one block
  RUN = 65536,      ///< rows of 16-bit weights whose magnitudes sum to at most 2^31
};

static uint32_t magnitude_8(const uint8_t *p) {
  const int32_t w = *(const int8_t *)p;
  return (uint32_t)(w < 0 ? -w : w);
}

static uint32_t magnitude_16(const uint8_t *p) {
  const int32_t w = atsnn_load_i16(p);
  return (uint32_t)(w < 0 ? -w : w);
}

static uint32_t magnitude_32(const uint8_t *p) {
  const uint32_t bits = atsnn_load_u32(p);
  return bits >> 31 != 0 ? 0u - bits : bits;
}

/// sums[i] += |weight i of a row|.
static void add_row(uint32_t *sums, const uint8_t *row, uint32_t count, unsigned bits) {
  if (bits == 8) {
    for (uint32_t i = 0; i < count; i++) {
      sums[i] += magnitude_8(row + i);
    }
  } else if (bits == 16) {
    for (uint32_t i = 0; i < count; i++) {
      sums[i] += magnitude_16(row + 2 * (size_t)i);
    }
  } else {
    for (uint32_t i = 0; i < count; i++) {
      sums[i] += magnitude_32(row + 4 * (size_t)i);
    }
  }
}

/// Greatest magnitude of a pixel minus its plane's zero point.
static uint32_t pixel_limit(const atsnn_image *image, uint32_t plane) {
  const uint32_t zero = image->bytes[image->zero_points + plane];
  return zero > 255 - zero ? zero : 255 - zero;
}

/// A connection's weights in the image.
typedef struct {
  const uint8_t *bytes;
  bool in_blocks;
} contents;

static void add_connection(const atsnn_image *image, uint32_t connection, contents weights,
                           uint32_t first, uint32_t count, uint64_t *sums) {
  const atsnn_connection_record record = atsnn_image_connection(image, connection);
  const atsnn_shape source = atsnn_image_tensor(image, record.source);
  const uint32_t outputs = atsnn_image_node(image, record.destination).output.channels;
  const uint64_t rows = atsnn_weight_rows(&record, source);
  const uint32_t bytes = record.weight_bits / 8u;
  const bool per_plane = record.source == 0 && image->input_kind == ATSNN_INPUT_IMAGE;
  const size_t stride = weights.in_blocks ? ATSNN_LAYOUT_WIDTH : (size_t)outputs * bytes;
  const uint8_t *row = weights.bytes + (size_t)first * (weights.in_blocks ? rows : bytes);
  // Rows that meet the same greatest magnitude are summed in 32 bits before it multiplies them.
  for (uint64_t r = 0; r < rows;) {
    const uint32_t x =
        per_plane ? pixel_limit(image, (uint32_t)(r % source.channels)) : source.maximum;
    const uint64_t end = per_plane ? r + 1 : rows - r < RUN ? rows : r + RUN;
    uint32_t run[BLOCK] = {0};
    for (; r < end; r++, row += stride) {
      add_row(run, row, count, record.weight_bits);
    }
    for (uint32_t i = 0; i < count; i++) {
      sums[i] += (uint64_t)run[i] * x;
    }
  }
}

/// A node's constants and weights in the image.
typedef struct {
  atsnn_node_record record;
  const uint8_t *channels;
  contents weights[CONNECTIONS];
} node_contents;

/// Rule O1 for a block of a node's channels.
static void sum_block(const atsnn_image *image, const node_contents *node, uint32_t first,
                      uint32_t count, uint64_t *sums) {
  for (uint32_t i = 0; i < count; i++) {
    sums[i] = magnitude_32(node->channels + 4 * ((size_t)first + i));
  }
  for (uint32_t i = 0; i < node->record.connection_count; i++) {
    add_connection(image, node->record.first_connection + i, node->weights[i], first, count, sums);
  }
}

/// Rule O2: a left shift may at most reach 2^30.
static bool shifts_fit(const node_contents *node, uint32_t first, uint32_t count,
                       const uint64_t *sums) {
  const size_t channels = node->record.output.channels;
  const int8_t *shifts = (const int8_t *)node->channels + 12 * channels + first;
  for (uint32_t i = 0; i < count; i++) {
    if (shifts[i] < 0 && sums[i] > ((uint64_t)1 << (30 + shifts[i]))) {
      return false;
    }
  }
  return true;
}

/// Rule O3 for a read-out whose greatest sum is `bound`, at most 2^31 - 1.
static bool read_out_fits(const atsnn_image *image, uint64_t bound) {
  uint64_t u = 0;
  uint64_t sum = 0;
  uint64_t weighted = 0;
  for (uint32_t t = 0; t < image->timesteps; t++) {
    u = image->output_neuron == ATSNN_OUTPUT_NONE ? bound : (t + 1) * bound;
    sum += u;
    weighted += (atsnn_image_timestep(image, t).weight * u >> 15) + 1;
  }
  const uint64_t y = image->representation == ATSNN_LAST  ? u
                     : image->representation == ATSNN_SUM ? sum
                                                          : weighted;
  return u <= INT32_MAX && y <= INT32_MAX;
}

static bool node_fits(const atsnn_image *image, const node_contents *node) {
  const uint32_t channels = node->record.output.channels;
  const bool spiking = node->record.kind == ATSNN_NODE_SPIKING;
  uint64_t greatest = 0;
  uint64_t sums[BLOCK];
  for (uint32_t first = 0; first < channels; first += BLOCK) {
    const uint32_t count = channels - first < BLOCK ? channels - first : BLOCK;
    sum_block(image, node, first, count, sums);
    for (uint32_t i = 0; i < count; i++) {
      greatest = sums[i] > greatest ? sums[i] : greatest;
    }
    if (spiking && !shifts_fit(node, first, count, sums)) {
      return false;
    }
  }
  return greatest <= node->record.bound && node->record.bound <= INT32_MAX &&
         (spiking || read_out_fits(image, greatest));
}

/// Finds a node's sections, by finders of CHANNELS and of WEIGHTS.
static bool find_contents(const atsnn_image *image, uint32_t i, atsnn_section_finder finders[2],
                          node_contents *node) {
  atsnn_section section;
  if (!atsnn_image_find(image, &finders[0], i, &section)) {
    return false;
  }
  node->channels = image->bytes + section.offset;
  for (uint32_t c = 0; c < node->record.connection_count; c++) {
    if (!atsnn_image_find(image, &finders[1], node->record.first_connection + c, &section)) {
      return false;
    }
    node->weights[c] = (contents){.bytes = image->bytes + section.offset,
                                  .in_blocks = section.layout == ATSNN_LAYOUT_BLOCKS};
  }
  return true;
}

atsnn_result atsnn_check_bounds(const atsnn_image *image) {
  atsnn_section_finder finders[] = {atsnn_finder(ATSNN_SECTION_CHANNELS),
                                    atsnn_finder(ATSNN_SECTION_WEIGHTS)};
  for (uint32_t i = 0; i < image->node_count; i++) {
    node_contents node = {.record = atsnn_image_node(image, i)};
    if (node.record.connection_count == 0) {
      continue;
    }
    if (!find_contents(image, i, finders, &node)) {
      return ATSNN_SECTION_SET; // cannot be: atsnn_check_contents has found them
    }
    if (!node_fits(image, &node)) {
      return ATSNN_BOUND;
    }
  }
  return ATSNN_OK;
}

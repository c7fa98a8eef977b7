#include "image_builder.h"
#include "crc32.h"

#include <string.h>

void put_u16(uint8_t *p, uint32_t value) {
  p[0] = (uint8_t)value;
  p[1] = (uint8_t)(value >> 8);
}

void put_u32(uint8_t *p, uint32_t value) {
  put_u16(p, value & 0xFFFF);
  put_u16(p + 2, value >> 16);
}

static uint32_t round_up(uint32_t length) {
  return (length + 63) / 64 * 64;
}

void build_begin(built_image *image, uint32_t sections, uint32_t nodes, uint32_t connections) {
  static const uint8_t magic[8] = {0x89, 0x41, 0x54, 0x53, 0x4E, 0x4E, 0x0D, 0x0A};
  memset(image, 0, sizeof *image);
  memcpy(image->bytes, magic, sizeof magic);
  put_u16(image->bytes + 8, 1);
  put_u32(image->bytes + 12, 1);
  put_u32(image->bytes + 24, sections);
  put_u32(image->bytes + 28, nodes);
  put_u32(image->bytes + 32, connections);
  image->length = round_up(64 + 32 * sections);
}

uint8_t *build_section(built_image *image, uint32_t kind, uint32_t index, uint32_t length) {
  uint8_t *entry = image->bytes + 64 + 32 * image->sections++;
  uint8_t *first = image->bytes + image->length;
  put_u32(entry, kind);
  put_u32(entry + 4, index);
  put_u32(entry + 12, image->length);
  put_u32(entry + 16, length);
  image->length = round_up(image->length + length);
  return first;
}

void build_finish(built_image *image) {
  uint8_t *b = image->bytes;
  const uint32_t sections = atsnn_load_u32(b + 24);
  put_u32(b + 20, image->length);
  for (uint32_t i = 0; i < image->sections && i < sections; i++) {
    uint8_t *entry = b + 64 + 32 * i;
    const uint32_t offset = atsnn_load_u32(entry + 12);
    const uint32_t length = atsnn_load_u32(entry + 16);
    if ((uint64_t)offset + length <= image->length) {
      put_u32(entry + 20, atsnn_crc32(0, b + offset, length));
    }
  }
  if (64 + 32 * (uint64_t)sections <= image->length) {
    put_u32(b + 60, atsnn_crc32(atsnn_crc32(0, b, 60), b + 64, (size_t)32 * sections));
  }
}

uint8_t *built_section(built_image *image, uint32_t kind, uint32_t index) {
  for (uint32_t i = 0; i < image->sections; i++) {
    const uint8_t *entry = image->bytes + 64 + 32 * i;
    if (atsnn_load_u32(entry) == kind && atsnn_load_u32(entry + 4) == index) {
      return image->bytes + atsnn_load_u32(entry + 12);
    }
  }
  return NULL;
}

static void put_shape(uint8_t *node, uint32_t channels, uint32_t side, uint32_t maximum) {
  put_u16(node + 8, channels);
  put_u16(node + 10, side);
  put_u16(node + 12, side);
  put_u32(node + 16, maximum);
}

static void put_window(uint8_t *p, uint8_t kernel, uint8_t stride, uint8_t padding) {
  const uint8_t window[6] = {kernel, kernel, stride, stride, padding, padding};
  memcpy(p, window, sizeof window);
}

static void put_connection(uint8_t *p, uint8_t kind, uint8_t bits, uint32_t source,
                           uint32_t destination) {
  p[0] = kind;
  p[1] = bits;
  put_u32(p + 8, source);
  put_u32(p + 12, destination);
}

static void put_model(built_image *image) {
  uint8_t *model = build_section(image, ATSNN_SECTION_MODEL, 0, ATSNN_MODEL_BYTES);
  model[0] = ATSNN_INPUT_IMAGE;
  put_u16(model + 2, 1);
  put_u16(model + 4, 4);
  put_u16(model + 6, 4);
  put_u16(model + 8, 3);
  put_u16(model + 10, 3);
  model[16] = ATSNN_SUM;
  model[17] = ATSNN_SCORE_MARGIN;
  model[18] = 1;
  model[19] = 3;
  model[20] = 1;
  build_section(image, ATSNN_SECTION_INPUT, 0, 1)[0] = 100;
  uint8_t *timesteps = build_section(image, ATSNN_SECTION_TIMESTEPS, 0, 3 * ATSNN_TIMESTEP_BYTES);
  for (int t = 0; t < 3; t++, timesteps += ATSNN_TIMESTEP_BYTES) {
    put_u32(timesteps, 32768);
    put_u32(timesteps + 4, 65536);
    put_u32(timesteps + 8, 4);
    put_u32(timesteps + 12, 1000000);
  }
}

static void put_nodes(built_image *image) {
  uint8_t *node = build_section(image, ATSNN_SECTION_NODES, 0, 5 * ATSNN_NODE_BYTES);
  const uint8_t hard[] = {ATSNN_NODE_SPIKING, 2, ATSNN_RESET_HARD, 16, 3};
  const uint8_t soft[] = {ATSNN_NODE_SPIKING, 0, ATSNN_RESET_SOFT, 32};
  memcpy(node, hard, sizeof hard);
  put_shape(node, 2, 4, 1);
  put_u32(node + 24, 1);
  put_u32(node + 40, 100000);
  memcpy(node + 44, "spik\xC3\xA9", 6);
  node += ATSNN_NODE_BYTES;
  node[0] = ATSNN_NODE_SUM_POOLING;
  put_shape(node, 2, 2, 4);
  put_u32(node + 28, 1);
  put_window(node + 32, 2, 2, 0);
  node += ATSNN_NODE_BYTES;
  memcpy(node, soft, sizeof soft);
  put_shape(node, 2, 2, 1);
  put_u32(node + 20, 1);
  put_u32(node + 24, 2);
  put_u32(node + 40, 100000);
  node += ATSNN_NODE_BYTES;
  node[0] = ATSNN_NODE_MAX_POOLING;
  put_shape(node, 2, 1, 1);
  put_u32(node + 28, 3);
  put_window(node + 32, 2, 2, 0);
  node += ATSNN_NODE_BYTES;
  node[0] = ATSNN_NODE_READ_OUT;
  put_shape(node, 3, 1, 0);
  put_u32(node + 20, 3);
  put_u32(node + 24, 1);
  put_u32(node + 40, 100000);
}

static void put_connections(built_image *image) {
  uint8_t *c = build_section(image, ATSNN_SECTION_CONNECTIONS, 0, 4 * ATSNN_CONNECTION_BYTES);
  put_connection(c, ATSNN_CONVOLUTION, 8, 0, 0);
  put_window(c + 2, 3, 1, 1);
  c += ATSNN_CONNECTION_BYTES;
  put_connection(c, ATSNN_CONVOLUTION, 8, 2, 2);
  put_window(c + 2, 1, 1, 0);
  c += ATSNN_CONNECTION_BYTES;
  put_connection(c, ATSNN_IDENTITY, 32, 2, 2);
  c += ATSNN_CONNECTION_BYTES;
  put_connection(c, ATSNN_FULL, 16, 4, 4);
}

/// CHANNELS of a spiking node with two channels.
static void put_channels(built_image *image, uint32_t node, uint32_t threshold, uint32_t reset,
                         uint8_t shift) {
  uint8_t *p = build_section(image, ATSNN_SECTION_CHANNELS, node, 26);
  for (uint32_t c = 0; c < 2; c++) {
    put_u32(p + 4 * c, c == 0 ? 5 : (uint32_t)-5);
    put_u32(p + 8 + 4 * c, threshold);
    put_u32(p + 16 + 4 * c, reset);
    p[24 + c] = shift;
  }
}

static void put_weights(built_image *image) {
  uint8_t *weights = build_section(image, ATSNN_SECTION_WEIGHTS, 0, 18);
  for (uint32_t i = 0; i < 18; i++) {
    weights[i] = (uint8_t)(i % 2 == 0 ? 7 + i : 0xF9 - i); // 7, 9, ... and -8, -10, ...
  }
  weights = build_section(image, ATSNN_SECTION_WEIGHTS, 1, 4);
  memcpy(weights, "\x10\xF8\x08\x20", 4);
  weights = build_section(image, ATSNN_SECTION_WEIGHTS, 2, 8);
  put_u32(weights, 30);
  put_u32(weights + 4, 40);
  weights = build_section(image, ATSNN_SECTION_WEIGHTS, 3, 12);
  for (uint32_t i = 0; i < 6; i++) {
    put_u16(weights + 2 * i, i % 2 == 0 ? 200 + i : 0x10000 - 300 * i);
  }
}

void build_small(built_image *image) {
  build_begin(image, 12, 5, 4);
  put_u32(image->bytes + 16, ATSNN_FLAG_WEIGHTS_16 | ATSNN_FLAG_MEMBRANE_32 |
                                 ATSNN_FLAG_SUM_POOLING | ATSNN_FLAG_BRANCHES);
  put_model(image);
  put_nodes(image);
  put_connections(image);
  put_channels(image, 0, 300, 0, 2);
  put_channels(image, 2, 100, 90, 0xFF);
  uint8_t *biases = build_section(image, ATSNN_SECTION_CHANNELS, 4, 12);
  put_u32(biases, 11);
  put_weights(image);
  build_finish(image);
}

void build_wide(built_image *image, uint32_t connections) {
  build_begin(image, 8 + connections, 2, connections + 1);
  put_u32(image->bytes + 16, ATSNN_FLAG_BRANCHES);
  put_model(image);
  uint8_t *node = build_section(image, ATSNN_SECTION_NODES, 0, 2 * ATSNN_NODE_BYTES);
  node[0] = ATSNN_NODE_SPIKING;
  node[3] = 16;
  put_shape(node, 1, 1, 1);
  put_u32(node + 24, connections);
  put_u32(node + 40, 100000);
  node += ATSNN_NODE_BYTES;
  node[0] = ATSNN_NODE_READ_OUT;
  put_shape(node, 3, 1, 0);
  put_u32(node + 20, connections);
  put_u32(node + 24, 1);
  put_u32(node + 40, 100000);
  uint8_t *c = build_section(image, ATSNN_SECTION_CONNECTIONS, 0,
                             (connections + 1) * ATSNN_CONNECTION_BYTES);
  for (uint32_t i = 0; i <= connections; i++, c += ATSNN_CONNECTION_BYTES) {
    put_connection(c, ATSNN_FULL, 8, i < connections ? 0 : 1, i < connections ? 0 : 1);
  }
  put_u32(build_section(image, ATSNN_SECTION_CHANNELS, 0, 13) + 4, 1);
  build_section(image, ATSNN_SECTION_CHANNELS, 1, 12);
  for (uint32_t i = 0; i <= connections; i++) {
    build_section(image, ATSNN_SECTION_WEIGHTS, i, i < connections ? 16 : 3)[0] = 1;
  }
  build_finish(image);
}

atsnn_result built_open(const built_image *image) {
  atsnn_image view;
  return atsnn_image_open(&view, image->bytes, image->length);
}

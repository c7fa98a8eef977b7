#include "image_layout.h"

static bool is_pooling(const atsnn_node_record *record) {
  return record->kind == ATSNN_NODE_MAX_POOLING || record->kind == ATSNN_NODE_SUM_POOLING;
}

/// Values of a spiking node's CHANNELS (rules M1, M4, M5); a hard reset's constants are zero.
static bool channels_are_valid(const uint8_t *p, const atsnn_node_record *record) {
  const uint32_t count = record->output.channels;
  const int32_t limit = record->membrane_width == 16 ? 8192 : 1 << 29;
  const int32_t reset_low = record->reset == ATSNN_RESET_SOFT ? 1 : 0;
  const int32_t reset_high = record->reset == ATSNN_RESET_SOFT ? limit : 0;
  for (uint32_t i = 0; i < count; i++) {
    const int32_t threshold = atsnn_load_i32(p + 4 * ((size_t)count + i));
    const int32_t reset = atsnn_load_i32(p + 4 * (2 * (size_t)count + i));
    const int shift = ((const int8_t *)p)[12 * (size_t)count + i];
    if (threshold < 1 || threshold > limit || reset < reset_low || reset > reset_high ||
        shift < -16 || shift > 24) {
      return false;
    }
  }
  return true;
}

static atsnn_result check_channels(const atsnn_image *image) {
  atsnn_section_finder finder = atsnn_finder(ATSNN_SECTION_CHANNELS);
  uint32_t expected = 0;
  for (uint32_t node = 0; node < image->node_count; node++) {
    const atsnn_node_record record = atsnn_image_node(image, node);
    if (is_pooling(&record)) {
      continue;
    }
    const bool spiking = record.kind == ATSNN_NODE_SPIKING;
    atsnn_section section;
    if (!atsnn_image_find(image, &finder, node, &section) ||
        section.length != record.output.channels * (spiking ? 13u : 4u)) {
      return ATSNN_SECTION_SET;
    }
    if (spiking && !channels_are_valid(image->bytes + section.offset, &record)) {
      return ATSNN_VALUE;
    }
    expected++;
  }
  // One was found for each index, so an equal count leaves none twice and none too many.
  return atsnn_image_count(image, ATSNN_SECTION_CHANNELS) == expected ? ATSNN_OK
                                                                      : ATSNN_SECTION_SET;
}

static bool layout_is_allowed(uint32_t layout, const atsnn_connection_record *record,
                              uint32_t channels) {
  return layout == ATSNN_LAYOUT_CANONICAL ||
         (layout == ATSNN_LAYOUT_BLOCKS && record->weight_bits == 8 &&
          channels % ATSNN_LAYOUT_WIDTH == 0);
}

static atsnn_result check_weights(const atsnn_image *image) {
  atsnn_section_finder finder = atsnn_finder(ATSNN_SECTION_WEIGHTS);
  for (uint32_t i = 0; i < image->connection_count; i++) {
    const atsnn_connection_record record = atsnn_image_connection(image, i);
    const uint32_t channels = atsnn_image_node(image, record.destination).output.channels;
    const uint64_t bytes =
        atsnn_weight_bytes(&record, atsnn_image_tensor(image, record.source), channels);
    atsnn_section section;
    if (!atsnn_image_find(image, &finder, i, &section) || section.length != bytes) {
      return ATSNN_SECTION_SET;
    }
    if (!layout_is_allowed(section.layout, &record, channels)) {
      return ATSNN_LAYOUT_CODE;
    }
  }
  return atsnn_image_count(image, ATSNN_SECTION_WEIGHTS) == image->connection_count
             ? ATSNN_OK
             : ATSNN_SECTION_SET;
}

atsnn_result atsnn_check_contents(const atsnn_image *image) {
  // More sections than there can be owners: one has none, or is there twice.
  if (image->section_count > (uint32_t)image->node_count + image->connection_count + 6) {
    return ATSNN_SECTION_SET;
  }
  const atsnn_result result = check_channels(image);
  return result != ATSNN_OK ? result : check_weights(image);
}

atsnn_result atsnn_check_flags(const atsnn_image *image) {
  uint32_t needed = image->input_kind == ATSNN_INPUT_EVENTS ? ATSNN_FLAG_EVENTS : 0;
  needed |= image->budget != 0 ? ATSNN_FLAG_BUDGET : 0u;
  for (uint32_t i = 0; i < image->connection_count; i++) {
    needed |= atsnn_image_connection(image, i).weight_bits == 16 ? ATSNN_FLAG_WEIGHTS_16 : 0u;
  }
  for (uint32_t node = 0; node < image->node_count; node++) {
    const atsnn_node_record record = atsnn_image_node(image, node);
    needed |= record.membrane_width == 32 ? ATSNN_FLAG_MEMBRANE_32 : 0u;
    needed |= record.kind == ATSNN_NODE_SUM_POOLING ? ATSNN_FLAG_SUM_POOLING : 0u;
    needed |= record.connection_count > 1 ? ATSNN_FLAG_BRANCHES : 0u;
  }
  return needed == image->feature_flags ? ATSNN_OK : ATSNN_FEATURE_FLAGS;
}

#include "crc32.h"
#include "image_layout.h"

static uint64_t round_up(uint64_t offset) {
  return (offset + ATSNN_ALIGNMENT - 1) / ATSNN_ALIGNMENT * ATSNN_ALIGNMENT;
}

static atsnn_result check_entry(const atsnn_image *image, uint32_t i) {
  const uint8_t *entry = image->bytes + ATSNN_HEADER_BYTES + (size_t)i * ATSNN_SECTION_ENTRY_BYTES;
  const atsnn_section section = atsnn_image_section(image, i);
  if (section.kind < ATSNN_SECTION_MODEL || section.kind > ATSNN_SECTION_NOTE) {
    return ATSNN_SECTION_SET;
  }
  const bool has_layout = section.kind == ATSNN_SECTION_WEIGHTS;
  const bool has_index = has_layout || section.kind == ATSNN_SECTION_CHANNELS;
  if (!atsnn_bytes_are_zero(entry + 24, 8) || (!has_index && section.index != 0) ||
      (!has_layout && section.layout != 0)) {
    return ATSNN_VALUE;
  }
  return ATSNN_OK;
}

/// Each section at the first multiple of 64 after what precedes it, zero bytes between.
static bool places_are_right(const atsnn_image *image) {
  uint64_t end = ATSNN_HEADER_BYTES + (uint64_t)image->section_count * ATSNN_SECTION_ENTRY_BYTES;
  for (uint32_t i = 0; i < image->section_count; i++) {
    const atsnn_section section = atsnn_image_section(image, i);
    if (section.offset != round_up(end) || section.length == 0 ||
        (uint64_t)section.offset + section.length > image->length ||
        !atsnn_bytes_are_zero(image->bytes + end, (size_t)(section.offset - end))) {
      return false;
    }
    end = (uint64_t)section.offset + section.length;
  }
  return round_up(end) == image->length &&
         atsnn_bytes_are_zero(image->bytes + end, (size_t)(image->length - end));
}

atsnn_result atsnn_check_sections(const atsnn_image *image) {
  for (uint32_t i = 0; i < image->section_count; i++) {
    const atsnn_result result = check_entry(image, i);
    if (result != ATSNN_OK) {
      return result;
    }
  }
  if (!places_are_right(image)) {
    return ATSNN_SECTION_PLACE;
  }
  for (uint32_t i = 0; i < image->section_count; i++) {
    const atsnn_section section = atsnn_image_section(image, i);
    if (atsnn_crc32(0, image->bytes + section.offset, section.length) != section.checksum) {
      return ATSNN_SECTION_CHECKSUM;
    }
  }
  return ATSNN_OK;
}

uint32_t atsnn_image_count(const atsnn_image *image, uint32_t kind) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < image->section_count; i++) {
    count += atsnn_image_section(image, i).kind == kind;
  }
  return count;
}

/// The one section of a kind, if there is one and it has the right size; its offset goes to
/// `*offset`.
static bool find_table(const atsnn_image *image, uint32_t kind, uint32_t length, uint32_t *offset) {
  atsnn_section_finder finder = atsnn_finder(kind);
  atsnn_section section;
  if (atsnn_image_count(image, kind) != 1 || !atsnn_image_find(image, &finder, 0, &section) ||
      section.length != length) {
    return false;
  }
  *offset = section.offset;
  return true;
}

atsnn_result atsnn_check_tables(atsnn_image *image) {
  const bool found =
      find_table(image, ATSNN_SECTION_MODEL, ATSNN_MODEL_BYTES, &image->model) &&
      find_table(image, ATSNN_SECTION_NODES, image->node_count * ATSNN_NODE_BYTES,
                 &image->node_table) &&
      find_table(image, ATSNN_SECTION_CONNECTIONS, image->connection_count * ATSNN_CONNECTION_BYTES,
                 &image->connection_table) &&
      atsnn_image_count(image, ATSNN_SECTION_NOTE) <= 1;
  return found ? ATSNN_OK : ATSNN_SECTION_SET;
}

atsnn_result atsnn_check_input_tables(atsnn_image *image) {
  const uint32_t timestep_bytes = (uint32_t)image->timesteps * ATSNN_TIMESTEP_BYTES;
  const bool input_found =
      image->input_kind == ATSNN_INPUT_IMAGE
          ? find_table(image, ATSNN_SECTION_INPUT, image->input_channels, &image->zero_points)
          : atsnn_image_count(image, ATSNN_SECTION_INPUT) == 0;
  const bool found = input_found && find_table(image, ATSNN_SECTION_TIMESTEPS, timestep_bytes,
                                               &image->timestep_table);
  return found ? ATSNN_OK : ATSNN_SECTION_SET;
}

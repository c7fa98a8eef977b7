#include "crc32.h"
#include "image_layout.h"

#include <string.h>

bool atsnn_bytes_are_zero(const uint8_t *bytes, size_t length) {
  uint8_t any = 0;
  for (size_t i = 0; i < length; i++) {
    any |= bytes[i];
  }
  return any == 0;
}

static bool is_magic(const uint8_t *bytes) {
  static const uint8_t magic[8] = {0x89, 0x41, 0x54, 0x53, 0x4E, 0x4E, 0x0D, 0x0A};
  return memcmp(bytes, magic, sizeof magic) == 0;
}

static bool in_range(uint32_t value, uint32_t low, uint32_t high) {
  return value >= low && value <= high;
}

static uint32_t header_checksum(const uint8_t *bytes, uint32_t sections) {
  const uint32_t crc = atsnn_crc32(0, bytes, 60);
  return atsnn_crc32(crc, bytes + ATSNN_HEADER_BYTES, (size_t)sections * ATSNN_SECTION_ENTRY_BYTES);
}

atsnn_result atsnn_check_header(atsnn_image *image, const uint8_t *bytes, size_t length) {
  if (length < ATSNN_HEADER_BYTES) {
    return ATSNN_TRUNCATED;
  }
  if (!is_magic(bytes)) {
    return ATSNN_MAGIC;
  }
  if (atsnn_load_u16(bytes + 8) != 1 || atsnn_load_u16(bytes + 10) != 0) {
    return ATSNN_FORMAT_VERSION;
  }
  const uint32_t total = atsnn_load_u32(bytes + 20);
  const uint32_t sections = atsnn_load_u32(bytes + 24);
  const uint32_t nodes = atsnn_load_u32(bytes + 28);
  const uint32_t connections = atsnn_load_u32(bytes + 32);
  if (!in_range(sections, 1, 65535) || !in_range(nodes, 1, 4096) ||
      !in_range(connections, 1, 16384)) {
    return ATSNN_VALUE;
  }
  const uint32_t table_end = ATSNN_HEADER_BYTES + sections * ATSNN_SECTION_ENTRY_BYTES;
  if (total != length || table_end > total) {
    return ATSNN_TRUNCATED;
  }
  if (total % ATSNN_ALIGNMENT != 0) {
    return ATSNN_VALUE;
  }
  if (header_checksum(bytes, sections) != atsnn_load_u32(bytes + 60)) {
    return ATSNN_HEADER_CHECKSUM;
  }
  if (!atsnn_bytes_are_zero(bytes + 36, 24)) {
    return ATSNN_VALUE;
  }
  if (atsnn_load_u32(bytes + 12) != 1) {
    return ATSNN_ARITHMETIC_VERSION;
  }
  const uint32_t flags = atsnn_load_u32(bytes + 16);
  if ((flags & ~(uint32_t)ATSNN_FLAGS_KNOWN) != 0) {
    return ATSNN_FEATURE_FLAGS;
  }
  *image = (atsnn_image){
      .bytes = bytes,
      .length = total,
      .feature_flags = flags,
      .section_count = sections,
      .node_count = nodes,
      .connection_count = connections,
  };
  return ATSNN_OK;
}

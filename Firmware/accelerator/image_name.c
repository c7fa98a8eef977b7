#include "image_layout.h"

/// Bytes of the UTF-8 sequence at p (RFC 3629: no surrogate, no overlong form), 0 for none.
static size_t sequence_length(const uint8_t *p, size_t left) {
  const uint8_t first = p[0];
  if (first < 0x80) {
    return 1;
  }
  const size_t length = first >= 0xC2 && first < 0xE0   ? 2
                        : first >= 0xE0 && first < 0xF0 ? 3
                        : first >= 0xF0 && first < 0xF5 ? 4
                                                        : 0;
  if (length == 0 || length > left) {
    return 0;
  }
  for (size_t i = 1; i < length; i++) {
    if ((p[i] & 0xC0) != 0x80) {
      return 0;
    }
  }
  const bool overlong = (first == 0xE0 && p[1] < 0xA0) || (first == 0xF0 && p[1] < 0x90);
  const bool outside = (first == 0xED && p[1] > 0x9F) || (first == 0xF4 && p[1] > 0x8F);
  return overlong || outside ? 0 : length;
}

bool atsnn_name_is_valid(const uint8_t *name, size_t length) {
  size_t i = 0;
  while (i < length && name[i] != 0) {
    const size_t sequence = sequence_length(name + i, length - i);
    if (sequence == 0) {
      return false;
    }
    i += sequence;
  }
  return atsnn_bytes_are_zero(name + i, length - i);
}

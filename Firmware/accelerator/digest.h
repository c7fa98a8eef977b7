/// The hash of rule D1: 64-bit FNV-1a.
#ifndef ATSNN_DIGEST_H
#define ATSNN_DIGEST_H

#include <stdint.h>

/// The hash of nothing.
static const uint64_t ATSNN_DIGEST_START = UINT64_C(14695981039346656037);

/// The hash with one more byte.
static inline uint64_t atsnn_digest_byte(uint64_t digest, uint32_t byte) {
  return (digest ^ (byte & 255)) * UINT64_C(1099511628211);
}

/// The hash with the low `bytes` bytes of a value, the lowest first.
static inline uint64_t atsnn_digest_value(uint64_t digest, uint32_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; i++) {
    digest = atsnn_digest_byte(digest, value >> 8 * i);
  }
  return digest;
}

#endif

/// @file
/// The packed golden vectors (pack_vectors.py) as they stand in flash; every board is
/// little-endian.
#ifndef VECTORS_H
#define VECTORS_H

#include <stddef.h>
#include <stdint.h>

/// A vector; offsets are from the first byte of packed_vectors.
typedef struct {
  uint32_t name;
  uint32_t image;
  uint32_t image_bytes;
  uint32_t input;
  uint32_t input_bytes;
} packed_vector;

typedef struct {
  uint32_t count;
  packed_vector vectors[];
} packed_table;

extern const packed_table packed_vectors;

static inline const unsigned char *packed_at(uint32_t offset) {
  return (const unsigned char *)&packed_vectors + offset;
}

#endif

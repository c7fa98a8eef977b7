/// Little-endian loads from the image, the same on every host.
#ifndef ATSNN_LITTLE_ENDIAN_H
#define ATSNN_LITTLE_ENDIAN_H

#include <stdint.h>

/// Two's complement reading of 16 bits, without a conversion out of range.
static inline int16_t atsnn_signed_16(uint16_t bits) {
  return (int16_t)((int32_t)(bits ^ 0x8000u) - 0x8000);
}

/// Two's complement reading of 32 bits, without a conversion out of range.
static inline int32_t atsnn_signed_32(uint32_t bits) {
  return bits <= (uint32_t)INT32_MAX ? (int32_t)bits : -1 - (int32_t)~bits;
}

static inline uint16_t atsnn_load_u16(const uint8_t *p) {
  return (uint16_t)(p[0] | (uint32_t)p[1] << 8);
}

static inline uint32_t atsnn_load_u32(const uint8_t *p) {
  return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t atsnn_load_u64(const uint8_t *p) {
  return atsnn_load_u32(p) | (uint64_t)atsnn_load_u32(p + 4) << 32;
}

static inline int16_t atsnn_load_i16(const uint8_t *p) {
  return atsnn_signed_16(atsnn_load_u16(p));
}

static inline int32_t atsnn_load_i32(const uint8_t *p) {
  return atsnn_signed_32(atsnn_load_u32(p));
}

#endif

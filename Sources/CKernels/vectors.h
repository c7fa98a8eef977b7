// What Swift's SIMD types do not compile to instructions: widening, dot products, masks. Every
// function inlines into the Swift loop that calls it, for the processor that loop is built for.
#ifndef ATSNN_VECTORS_H
#define ATSNN_VECTORS_H

#include <stdint.h>

// Nothing here is called across an object: no vector is passed by any convention.
#pragma clang diagnostic ignored "-Wpsabi"

#define ATSNN_INLINE static inline __attribute__((always_inline))
#define ATSNN_VECTOR(type, count) type __attribute__((ext_vector_type(count)))

typedef ATSNN_VECTOR(int8_t, 16) atsnn_i8x16;
typedef ATSNN_VECTOR(int8_t, 32) atsnn_i8x32;
typedef ATSNN_VECTOR(int8_t, 64) atsnn_i8x64;
typedef ATSNN_VECTOR(uint8_t, 16) atsnn_u8x16;
typedef ATSNN_VECTOR(uint8_t, 32) atsnn_u8x32;
typedef ATSNN_VECTOR(int16_t, 16) atsnn_i16x16;
typedef ATSNN_VECTOR(int16_t, 32) atsnn_i16x32;
typedef ATSNN_VECTOR(uint16_t, 32) atsnn_u16x32;
typedef ATSNN_VECTOR(int16_t, 64) atsnn_i16x64;
typedef ATSNN_VECTOR(int32_t, 8) atsnn_i32x8;
typedef ATSNN_VECTOR(int32_t, 16) atsnn_i32x16;
typedef ATSNN_VECTOR(uint32_t, 16) atsnn_u32x16;
typedef ATSNN_VECTOR(_Bool, 16) atsnn_b16;
typedef ATSNN_VECTOR(_Bool, 32) atsnn_b32;

#define ATSNN_LOAD(type, name)                                                                     \
  ATSNN_INLINE type name(const void *from) {                                                       \
    type value;                                                                                    \
    __builtin_memcpy(&value, from, sizeof value);                                                  \
    return value;                                                                                  \
  }
ATSNN_LOAD(atsnn_i8x16, atsnn_load_i8x16)
ATSNN_LOAD(atsnn_i8x32, atsnn_load_i8x32)
ATSNN_LOAD(atsnn_i8x64, atsnn_load_i8x64)
ATSNN_LOAD(atsnn_u8x16, atsnn_load_u8x16)
ATSNN_LOAD(atsnn_i16x16, atsnn_load_i16x16)
ATSNN_LOAD(atsnn_i16x32, atsnn_load_i16x32)
ATSNN_LOAD(atsnn_i32x16, atsnn_load_i32x16)
ATSNN_LOAD(atsnn_u32x16, atsnn_load_u32x16)

#define ATSNN_STORE(type, name)                                                                    \
  ATSNN_INLINE void name(type value, void *to) {                                                   \
    __builtin_memcpy(to, &value, sizeof value);                                                    \
  }
ATSNN_STORE(atsnn_u8x16, atsnn_store_u8x16)
ATSNN_STORE(atsnn_u8x32, atsnn_store_u8x32)
ATSNN_STORE(atsnn_i16x16, atsnn_store_i16x16)
ATSNN_STORE(atsnn_i16x32, atsnn_store_i16x32)
ATSNN_STORE(atsnn_i32x16, atsnn_store_i32x16)
ATSNN_STORE(atsnn_u32x16, atsnn_store_u32x16)

#define ATSNN_HALF(v, type, first)                                                                 \
  __builtin_convertvector(__builtin_shufflevector(v, v, ATSNN_##first), type)
#define ATSNN_LOW16 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
#define ATSNN_HIGH16 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
#define ATSNN_UPPER16 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47
#define ATSNN_LAST16 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63
#define ATSNN_LOW32 ATSNN_LOW16, ATSNN_HIGH16
#define ATSNN_HIGH32 ATSNN_UPPER16, ATSNN_LAST16

ATSNN_INLINE atsnn_i16x16 atsnn_widen_i8x16(atsnn_i8x16 v) {
  return __builtin_convertvector(v, atsnn_i16x16);
}
ATSNN_INLINE atsnn_i16x32 atsnn_scale_i16(atsnn_i16x32 v, int16_t factor) {
#if defined(__AVX512BW__)
  return __builtin_ia32_pmulhrsw512(v, (atsnn_i16x32)factor);
#else
  typedef ATSNN_VECTOR(int32_t, 32) words;
  words product = __builtin_convertvector(v, words) * factor;
  return __builtin_convertvector((product >> 15) + ((product >> 14) & 1), atsnn_i16x32);
#endif
}
ATSNN_INLINE atsnn_i16x32 atsnn_widen_i8x32(atsnn_i8x32 v) {
  return __builtin_convertvector(v, atsnn_i16x32);
}
ATSNN_INLINE atsnn_i32x16 atsnn_widen_i16x16(atsnn_i16x16 v) {
  return __builtin_convertvector(v, atsnn_i32x16);
}
ATSNN_INLINE atsnn_i32x16 atsnn_widen_low(atsnn_i16x32 v) {
  return ATSNN_HALF(v, atsnn_i32x16, LOW16);
}
ATSNN_INLINE atsnn_i32x16 atsnn_widen_high(atsnn_i16x32 v) {
  return ATSNN_HALF(v, atsnn_i32x16, HIGH16);
}
ATSNN_INLINE atsnn_i16x16 atsnn_narrow(atsnn_i32x16 v) {
  return __builtin_convertvector(v, atsnn_i16x16);
}
ATSNN_INLINE atsnn_i16x32 atsnn_join(atsnn_i16x16 low, atsnn_i16x16 high) {
  return __builtin_shufflevector(low, high, ATSNN_LOW32);
}

ATSNN_INLINE atsnn_i16x32 atsnn_left_i16(atsnn_i16x32 v, atsnn_i16x32 counts) {
  return v << counts;
}
ATSNN_INLINE atsnn_i16x32 atsnn_right_i16(atsnn_i16x32 v, atsnn_i16x32 counts) {
  return v >> counts;
}
ATSNN_INLINE atsnn_i32x16 atsnn_left_i32(atsnn_i32x16 v, atsnn_i32x16 counts) {
  return v << counts;
}
ATSNN_INLINE atsnn_i32x16 atsnn_right_i32(atsnn_i32x16 v, atsnn_i32x16 counts) {
  return v >> counts;
}
ATSNN_INLINE atsnn_i16x32 atsnn_add_saturating_i16(atsnn_i16x32 a, atsnn_i16x32 b) {
  return __builtin_elementwise_add_sat(a, b);
}
ATSNN_INLINE atsnn_i32x16 atsnn_add_saturating_i32(atsnn_i32x16 a, atsnn_i32x16 b) {
  return __builtin_elementwise_add_sat(a, b);
}
ATSNN_INLINE atsnn_i32x16 atsnn_min_i32(atsnn_i32x16 a, atsnn_i32x16 b) {
  return __builtin_elementwise_min(a, b);
}
ATSNN_INLINE atsnn_i32x16 atsnn_max_i32(atsnn_i32x16 a, atsnn_i32x16 b) {
  return __builtin_elementwise_max(a, b);
}
// All bits of a lane set where a >= b.
ATSNN_INLINE atsnn_i16x32 atsnn_at_least_i16(atsnn_i16x32 a, atsnn_i16x32 b) {
  return a >= b;
}
ATSNN_INLINE atsnn_i32x16 atsnn_at_least_i32(atsnn_i32x16 a, atsnn_i32x16 b) {
  return a >= b;
}
ATSNN_INLINE atsnn_u32x16 atsnn_widen_u8x16(atsnn_u8x16 v) {
  return __builtin_convertvector(v, atsnn_u32x16);
}
ATSNN_INLINE atsnn_u8x16 atsnn_narrow_u32x16(atsnn_u32x16 v) {
  return __builtin_convertvector(v, atsnn_u8x16);
}
ATSNN_INLINE uint32_t atsnn_total_u8(atsnn_u8x16 v) {
  return __builtin_reduce_add(__builtin_convertvector(v, atsnn_u32x16));
}
// A bit a lane that is not equal, or not 0.
ATSNN_INLINE uint32_t atsnn_differ_i16(atsnn_i16x32 a, atsnn_i16x32 b) {
  return __builtin_bit_cast(uint32_t, __builtin_convertvector(a != b, atsnn_b32));
}
ATSNN_INLINE uint32_t atsnn_differ_i32(atsnn_i32x16 a, atsnn_i32x16 b) {
  return __builtin_bit_cast(uint16_t, __builtin_convertvector(a != b, atsnn_b16));
}
ATSNN_INLINE uint32_t atsnn_bits_u8(atsnn_u8x16 v) {
  return __builtin_bit_cast(uint16_t, __builtin_convertvector(v != 0, atsnn_b16));
}
ATSNN_INLINE atsnn_i16x32 atsnn_and_i16(atsnn_i16x32 a, atsnn_i16x32 b) {
  return a & b;
}
ATSNN_INLINE atsnn_i32x16 atsnn_and_i32(atsnn_i32x16 a, atsnn_i32x16 b) {
  return a & b;
}
ATSNN_INLINE atsnn_i16x32 atsnn_clear_i16(atsnn_i16x32 v, atsnn_i16x32 where) {
  return v & ~where;
}
ATSNN_INLINE atsnn_i32x16 atsnn_clear_i32(atsnn_i32x16 v, atsnn_i32x16 where) {
  return v & ~where;
}
// 1 where a bit is set, else 0.
ATSNN_INLINE atsnn_u8x32 atsnn_ones_u8(uint32_t bits) {
  return __builtin_convertvector(__builtin_bit_cast(atsnn_b32, bits), atsnn_u8x32);
}

// Two rows of 64 weights times two factors of 0...127, lanes in the order of the pairing
// instruction.
#define ATSNN_LANES(first)                                                                         \
  first + 0, first + 64, first + 1, first + 65, first + 2, first + 66, first + 3, first + 67,      \
      first + 4, first + 68, first + 5, first + 69, first + 6, first + 70, first + 7, first + 71
#if defined(__AVX512BW__)
ATSNN_INLINE atsnn_i16x32 atsnn_products(atsnn_i8x64 factors, atsnn_i8x64 pairs) {
  return __builtin_ia32_pmaddubsw512(factors, pairs);
}
#elif defined(__AVX2__)
ATSNN_INLINE atsnn_i16x32 atsnn_products(atsnn_i8x64 factors, atsnn_i8x64 pairs) {
  atsnn_i8x32 f = __builtin_shufflevector(factors, factors, ATSNN_LOW32);
  return __builtin_shufflevector(
      __builtin_ia32_pmaddubsw256(f, __builtin_shufflevector(pairs, pairs, ATSNN_LOW32)),
      __builtin_ia32_pmaddubsw256(f, __builtin_shufflevector(pairs, pairs, ATSNN_HIGH32)),
      ATSNN_LOW32);
}
#endif

#define ATSNN_ALL64 ATSNN_LOW32, ATSNN_HIGH32
ATSNN_INLINE atsnn_i16x32 atsnn_low_half(atsnn_i16x64 v) {
  return __builtin_shufflevector(v, v, ATSNN_LOW32);
}
ATSNN_INLINE atsnn_i16x32 atsnn_high_half(atsnn_i16x64 v) {
  return __builtin_shufflevector(v, v, ATSNN_HIGH32);
}

// Sums of 64 channels stand in an order that atsnn_in_order undoes.
#if defined(__AVX2__)
ATSNN_INLINE atsnn_i16x64 atsnn_add_vectors(atsnn_i16x64 sums, atsnn_i8x64 x, atsnn_i8x64 y,
                                            uint32_t factors) {
  atsnn_i8x64 f = __builtin_bit_cast(atsnn_i8x64, (atsnn_u16x32)(uint16_t)factors);
  atsnn_i16x32 low =
      atsnn_products(f, __builtin_shufflevector(x, y, ATSNN_LANES(0), ATSNN_LANES(16),
                                                ATSNN_LANES(32), ATSNN_LANES(48)));
  atsnn_i16x32 high =
      atsnn_products(f, __builtin_shufflevector(x, y, ATSNN_LANES(8), ATSNN_LANES(24),
                                                ATSNN_LANES(40), ATSNN_LANES(56)));
  return sums + __builtin_shufflevector(low, high, ATSNN_ALL64);
}
ATSNN_INLINE atsnn_i16x64 atsnn_in_order(atsnn_i16x64 v) {
#define ATSNN_BLOCK(first)                                                                         \
  first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, first + 7, first + 32,  \
      first + 33, first + 34, first + 35, first + 36, first + 37, first + 38, first + 39
  return __builtin_shufflevector(v, v, ATSNN_BLOCK(0), ATSNN_BLOCK(8), ATSNN_BLOCK(16),
                                 ATSNN_BLOCK(24));
}
#else
ATSNN_INLINE atsnn_i16x64 atsnn_add_vectors(atsnn_i16x64 sums, atsnn_i8x64 x, atsnn_i8x64 y,
                                            uint32_t factors) {
  int16_t f = (int16_t)(factors & 255), g = (int16_t)(factors >> 8);
  return sums + (__builtin_convertvector(x, atsnn_i16x64) * f +
                 __builtin_convertvector(y, atsnn_i16x64) * g);
}
ATSNN_INLINE atsnn_i16x64 atsnn_in_order(atsnn_i16x64 v) {
  return v;
}
#endif
ATSNN_INLINE atsnn_i16x64 atsnn_add_rows(atsnn_i16x64 s, const void *x, const void *y,
                                         uint32_t factors) {
  return atsnn_add_vectors(s, atsnn_load_i8x64(x), atsnn_load_i8x64(y), factors);
}
ATSNN_INLINE atsnn_i16x64 atsnn_add_counted_rows(atsnn_i16x64 sums, const void *x, const void *y,
                                                 const uint8_t *counts) {
  uint16_t factors;
  __builtin_memcpy(&factors, counts, sizeof factors);
  return atsnn_add_rows(sums, x, y, factors);
}
// Two pairs of rows of 32 weights; their sums end in the halves of 64 lanes.
ATSNN_INLINE atsnn_i16x64 atsnn_add_half_rows(atsnn_i16x64 s, const void *w, const void *x,
                                              const void *y, const void *z) {
  atsnn_i8x64 wx =
      __builtin_shufflevector(atsnn_load_i8x32(w), atsnn_load_i8x32(x), ATSNN_LOW32, ATSNN_HIGH32);
  atsnn_i8x64 yz =
      __builtin_shufflevector(atsnn_load_i8x32(y), atsnn_load_i8x32(z), ATSNN_LOW32, ATSNN_HIGH32);
  return atsnn_add_vectors(s, wx, yz, 0x0101);
}

// Whether 128 channels of sums and their rows fit the registers.
ATSNN_INLINE _Bool atsnn_has_wide_blocks(void) {
#if defined(__AVX2__) || defined(__aarch64__)
  return 1;
#else
  return 0;
#endif
}

// Whether sixteen sums of 16 lanes and their operands fit the registers.
ATSNN_INLINE _Bool atsnn_has_many_registers(void) {
#if defined(__AVX512F__)
  return 1;
#else
  return 0;
#endif
}

// Whether there is an instruction for atsnn_compress: the lanes whose bit is set, in order, first.
#if defined(__AVX512F__)
ATSNN_INLINE _Bool atsnn_compresses(void) {
  return 1;
}
ATSNN_INLINE atsnn_u32x16 atsnn_compress(atsnn_u32x16 v, uint32_t bits) {
  return __builtin_ia32_compresssi512_mask(v, v, (uint16_t)bits);
}
#else
ATSNN_INLINE _Bool atsnn_compresses(void) {
  return 0;
}
ATSNN_INLINE atsnn_u32x16 atsnn_compress(atsnn_u32x16 v, uint32_t bits) {
  return v;
}
#endif

// Two numbers in turn.
ATSNN_INLINE atsnn_i16x32 atsnn_repeat_pair(const int16_t *pair) {
  int32_t both;
  __builtin_memcpy(&both, pair, sizeof both);
  return __builtin_bit_cast(atsnn_i16x32, (atsnn_i32x16)both);
}
// acc[i] + a[2 i] b[2 i] + a[2 i + 1] b[2 i + 1].
ATSNN_INLINE atsnn_i32x16 atsnn_add_products(atsnn_i32x16 acc, atsnn_i16x32 a, atsnn_i16x32 b) {
#if defined(__AVX512VNNI__)
  return __builtin_ia32_vpdpwssd512(acc, __builtin_bit_cast(atsnn_i32x16, a),
                                    __builtin_bit_cast(atsnn_i32x16, b));
#elif defined(__AVX2__)
  atsnn_i32x8 low = __builtin_ia32_pmaddwd256(__builtin_shufflevector(a, a, ATSNN_LOW16),
                                              __builtin_shufflevector(b, b, ATSNN_LOW16));
  atsnn_i32x8 high = __builtin_ia32_pmaddwd256(__builtin_shufflevector(a, a, ATSNN_HIGH16),
                                               __builtin_shufflevector(b, b, ATSNN_HIGH16));
  return acc + __builtin_shufflevector(low, high, ATSNN_LOW16);
#else
#define ATSNN_EVEN(v)                                                                              \
  __builtin_convertvector(                                                                         \
      __builtin_shufflevector(v, v, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30),    \
      atsnn_i32x16)
#define ATSNN_ODD(v)                                                                               \
  __builtin_convertvector(                                                                         \
      __builtin_shufflevector(v, v, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31),    \
      atsnn_i32x16)
  return acc + (ATSNN_EVEN(a) * ATSNN_EVEN(b) + ATSNN_ODD(a) * ATSNN_ODD(b));
#endif
}

#endif

// What Swift's SIMD types do not compile to instructions: widening, dot products, masks. Every
// function inlines into the Swift loop that calls it, for the processor that loop is built for.
#ifndef ATSNN_VECTORS_H
#define ATSNN_VECTORS_H

#include <stdint.h>

// Nothing here is called across an object: no vector is passed by any convention.
#pragma clang diagnostic ignored "-Wpsabi"

#define ATSNN_RETURN(type, name, parameters, ...)                                                  \
  static inline __attribute__((always_inline)) type name parameters {                              \
    return __VA_ARGS__;                                                                            \
  }
#define ATSNN_UNARY(type, name, of, ...) ATSNN_RETURN(type, name, (of v), __VA_ARGS__)
#define ATSNN_BINARY(type, name, of, ...) ATSNN_RETURN(type, name, (of a, of b), __VA_ARGS__)
#define ATSNN_SHUFFLE __builtin_shufflevector
#define ATSNN_TO __builtin_convertvector
#define ATSNN_CAST __builtin_bit_cast

// Vectors with loads from and stores to any address.
#define ATSNN_VECTOR(element, lanes, name)                                                         \
  typedef element atsnn_##name __attribute__((ext_vector_type(lanes)));                            \
  typedef atsnn_##name atsnn_any_##name __attribute__((aligned(1), may_alias));                    \
  ATSNN_RETURN(atsnn_##name, atsnn_load_##name, (const void *from), *(atsnn_any_##name *)from)     \
  ATSNN_RETURN(void, atsnn_store_##name, (atsnn_##name v, void *to),                               \
               (void)(*(atsnn_any_##name *)to = v))
ATSNN_VECTOR(int8_t, 4, i8x4)
ATSNN_VECTOR(int8_t, 16, i8x16)
ATSNN_VECTOR(int8_t, 32, i8x32)
ATSNN_VECTOR(int8_t, 64, i8x64)
ATSNN_VECTOR(uint8_t, 16, u8x16)
ATSNN_VECTOR(uint8_t, 32, u8x32)
ATSNN_VECTOR(int16_t, 16, i16x16)
ATSNN_VECTOR(int16_t, 32, i16x32)
ATSNN_VECTOR(uint16_t, 32, u16x32)
ATSNN_VECTOR(int16_t, 64, i16x64)
ATSNN_VECTOR(int32_t, 16, i32x16)
ATSNN_VECTOR(uint32_t, 16, u32x16)
typedef _Bool atsnn_b16 __attribute__((ext_vector_type(16)));
typedef _Bool atsnn_b32 __attribute__((ext_vector_type(32)));

// Lanes from, to and of both of two vectors in turn.
#define ATSNN_RUN4(n) n, (n) + 1, (n) + 2, (n) + 3
#define ATSNN_RUN8(n) ATSNN_RUN4(n), ATSNN_RUN4((n) + 4)
#define ATSNN_RUN16(n) ATSNN_RUN8(n), ATSNN_RUN8((n) + 8)
#define ATSNN_RUN32(n) ATSNN_RUN16(n), ATSNN_RUN16((n) + 16)
#define ATSNN_TURN4(n, of)                                                                         \
  n, (n) + (of), (n) + 1, (n) + 1 + (of), (n) + 2, (n) + 2 + (of), (n) + 3, (n) + 3 + (of)
#define ATSNN_TURN8(n, of) ATSNN_TURN4(n, of), ATSNN_TURN4((n) + 4, of)
#define ATSNN_LOW16(v) ATSNN_SHUFFLE(v, v, ATSNN_RUN16(0))
#define ATSNN_HIGH16(v) ATSNN_SHUFFLE(v, v, ATSNN_RUN16(16))
#define ATSNN_LOW32(v) ATSNN_SHUFFLE(v, v, ATSNN_RUN32(0))
#define ATSNN_HIGH32(v) ATSNN_SHUFFLE(v, v, ATSNN_RUN32(32))
#define ATSNN_JOIN16(a, b) ATSNN_SHUFFLE(a, b, ATSNN_RUN32(0))
#define ATSNN_JOIN32(a, b) ATSNN_SHUFFLE(a, b, ATSNN_RUN32(0), ATSNN_RUN32(32))

ATSNN_UNARY(atsnn_i16x16, atsnn_widen_i8x16, atsnn_i8x16, ATSNN_TO(v, atsnn_i16x16))
ATSNN_UNARY(atsnn_i16x32, atsnn_widen_i8x32, atsnn_i8x32, ATSNN_TO(v, atsnn_i16x32))
ATSNN_UNARY(atsnn_i32x16, atsnn_widen_i16x16, atsnn_i16x16, ATSNN_TO(v, atsnn_i32x16))
ATSNN_UNARY(atsnn_u32x16, atsnn_widen_u8x16, atsnn_u8x16, ATSNN_TO(v, atsnn_u32x16))
ATSNN_UNARY(atsnn_i32x16, atsnn_widen_low, atsnn_i16x32, ATSNN_TO(ATSNN_LOW16(v), atsnn_i32x16))
ATSNN_UNARY(atsnn_i32x16, atsnn_widen_high, atsnn_i16x32, ATSNN_TO(ATSNN_HIGH16(v), atsnn_i32x16))
ATSNN_UNARY(atsnn_i16x16, atsnn_narrow, atsnn_i32x16, ATSNN_TO(v, atsnn_i16x16))
ATSNN_UNARY(atsnn_u8x16, atsnn_narrow_u32x16, atsnn_u32x16, ATSNN_TO(v, atsnn_u8x16))
ATSNN_BINARY(atsnn_i16x32, atsnn_join, atsnn_i16x16, ATSNN_JOIN16(a, b))
ATSNN_UNARY(atsnn_i16x32, atsnn_low_half, atsnn_i16x64, ATSNN_LOW32(v))
ATSNN_UNARY(atsnn_i16x32, atsnn_high_half, atsnn_i16x64, ATSNN_HIGH32(v))

// Of both widths of lanes; a comparison sets all bits of a lane.
#define ATSNN_LANES(width, type, mask, bits)                                                       \
  ATSNN_BINARY(type, atsnn_left_##width, type, a << b)                                             \
  ATSNN_BINARY(type, atsnn_right_##width, type, a >> b)                                            \
  ATSNN_BINARY(type, atsnn_and_##width, type, a &b)                                                \
  ATSNN_BINARY(type, atsnn_clear_##width, type, a & ~b)                                            \
  ATSNN_BINARY(type, atsnn_at_least_##width, type, a >= b)                                         \
  ATSNN_BINARY(type, atsnn_min_##width, type, __builtin_elementwise_min(a, b))                     \
  ATSNN_BINARY(type, atsnn_max_##width, type, __builtin_elementwise_max(a, b))                     \
  ATSNN_BINARY(type, atsnn_add_saturating_##width, type, __builtin_elementwise_add_sat(a, b))      \
  /* A bit a lane that differs. */                                                                 \
  ATSNN_BINARY(uint32_t, atsnn_differ_##width, type, ATSNN_CAST(bits, ATSNN_TO(a != b, mask)))
ATSNN_LANES(i16, atsnn_i16x32, atsnn_b32, uint32_t)
ATSNN_LANES(i32, atsnn_i32x16, atsnn_b16, uint16_t)
ATSNN_UNARY(uint32_t, atsnn_total_u8, atsnn_u8x16, __builtin_reduce_add(atsnn_widen_u8x16(v)))
// A bit a lane that is not 0, and 1 where a bit is set.
ATSNN_UNARY(uint32_t, atsnn_bits_u8, atsnn_u8x16, ATSNN_CAST(uint16_t, ATSNN_TO(v != 0, atsnn_b16)))
ATSNN_UNARY(atsnn_u8x32, atsnn_ones_u8, uint32_t, ATSNN_TO(ATSNN_CAST(atsnn_b32, v), atsnn_u8x32))

// Reads a byte, and so brings its cache line; asks for the line.
ATSNN_RETURN(void, atsnn_touch, (const void *place), (void)*(const volatile char *)place)
ATSNN_RETURN(void, atsnn_prefetch, (const void *place), __builtin_prefetch(place))
// What is loaded after it is not loaded before it: keeps a compiler from filling all registers.
ATSNN_RETURN(void, atsnn_keep_order, (void), ({ __asm__ volatile("" ::: "memory"); }))
// Whether 128 channels of sums and their rows fit the registers; 256 and four, and it compresses.
#if defined(__AVX2__) || defined(__aarch64__)
ATSNN_RETURN(_Bool, atsnn_has_wide_blocks, (void), 1)
#else
ATSNN_RETURN(_Bool, atsnn_has_wide_blocks, (void), 0)
#endif
#if defined(__AVX512BW__)
ATSNN_RETURN(_Bool, atsnn_has_many_registers, (void), 1)
// The lanes whose bit is set, in order, first.
ATSNN_RETURN(atsnn_u32x16, atsnn_compress, (atsnn_u32x16 v, uint32_t bits),
             __builtin_ia32_compresssi512_mask(v, v, (uint16_t)bits))
// Products with a factor / 32768, rounded.
ATSNN_RETURN(atsnn_i16x32, atsnn_scale_i16, (atsnn_i16x32 v, int16_t factor),
             __builtin_ia32_pmulhrsw512(v, (atsnn_i16x32)factor))
ATSNN_BINARY(atsnn_i16x32, atsnn_products, atsnn_i8x64, __builtin_ia32_pmaddubsw512(a, b))
#else
ATSNN_RETURN(_Bool, atsnn_has_many_registers, (void), 0)
ATSNN_RETURN(atsnn_u32x16, atsnn_compress, (atsnn_u32x16 v, uint32_t bits), v)
typedef int32_t atsnn_i32x32 __attribute__((ext_vector_type(32)));
ATSNN_RETURN(atsnn_i16x32, atsnn_scale_i16, (atsnn_i16x32 v, int16_t factor),
             ATSNN_TO(((ATSNN_TO(v, atsnn_i32x32) * factor >> 14) + 1) >> 1, atsnn_i16x32))
#endif
#if defined(__AVX2__) && !defined(__AVX512BW__)
ATSNN_BINARY(atsnn_i16x32, atsnn_products, atsnn_i8x64,
             ATSNN_JOIN16(__builtin_ia32_pmaddubsw256(ATSNN_LOW32(a), ATSNN_LOW32(b)),
                          __builtin_ia32_pmaddubsw256(ATSNN_LOW32(a), ATSNN_HIGH32(b))))
#endif

// Rows of two vectors in turn, byte by byte as the instruction does it, from lane n of each 16.
#define ATSNN_TURN_BYTES(x, y, n)                                                                  \
  ATSNN_SHUFFLE(x, y, ATSNN_TURN8(n, 64), ATSNN_TURN8((n) + 16, 64), ATSNN_TURN8((n) + 32, 64),    \
                ATSNN_TURN8((n) + 48, 64))

// Adds two rows of 64 weights times two factors of 0...127, the bytes of `factors`. Sums of 64
// channels stand in an order that atsnn_in_order undoes.
#define ATSNN_ROWS(type) atsnn_i16x64 sums, type x, type y
#if defined(__AVX2__)
// Carry-less products of both lanes by constants, added to what comes next: without carries.
ATSNN_VECTOR(long long, 2, i64x2)
ATSNN_RETURN(atsnn_i64x2, atsnn_fold, (atsnn_i64x2 v, atsnn_i64x2 by, atsnn_i64x2 next),
             __builtin_ia32_pclmulqdq128(v, by, 0) ^ __builtin_ia32_pclmulqdq128(v, by, 17) ^ next)
ATSNN_RETURN(
    atsnn_i16x64, atsnn_add_vectors, (ATSNN_ROWS(atsnn_i8x64), uint32_t factors),
    sums + ATSNN_JOIN32(atsnn_products(ATSNN_CAST(atsnn_i8x64, (atsnn_u16x32)(uint16_t)factors),
                                       ATSNN_TURN_BYTES(x, y, 0)),
                        atsnn_products(ATSNN_CAST(atsnn_i8x64, (atsnn_u16x32)(uint16_t)factors),
                                       ATSNN_TURN_BYTES(x, y, 8))))
#define ATSNN_BLOCK(n) ATSNN_RUN8(n), ATSNN_RUN8((n) + 32)
ATSNN_UNARY(atsnn_i16x64, atsnn_in_order, atsnn_i16x64,
            ATSNN_SHUFFLE(v, v, ATSNN_BLOCK(0), ATSNN_BLOCK(8), ATSNN_BLOCK(16), ATSNN_BLOCK(24)))
#else
ATSNN_RETURN(atsnn_i16x64, atsnn_add_vectors, (ATSNN_ROWS(atsnn_i8x64), uint32_t factors),
             sums + (ATSNN_TO(x, atsnn_i16x64) * (int16_t)(factors & 255) +
                     ATSNN_TO(y, atsnn_i16x64) * (int16_t)(factors >> 8)))
ATSNN_UNARY(atsnn_i16x64, atsnn_in_order, atsnn_i16x64, v)
#endif
ATSNN_RETURN(atsnn_i16x64, atsnn_add_rows, (ATSNN_ROWS(const void *), uint32_t factors),
             atsnn_add_vectors(sums, atsnn_load_i8x64(x), atsnn_load_i8x64(y), factors))
// Two pairs of rows of 32 weights; their sums end in the halves of 64 lanes.
ATSNN_RETURN(atsnn_i16x64, atsnn_add_half_rows,
             (ATSNN_ROWS(const void *), const void *z, const void *w),
             atsnn_add_vectors(sums, ATSNN_JOIN32(atsnn_load_i8x32(x), atsnn_load_i8x32(y)),
                               ATSNN_JOIN32(atsnn_load_i8x32(z), atsnn_load_i8x32(w)), 0x0101))

// Two numbers, or four counts, in turn.
#define ATSNN_REPEAT(type, four) ATSNN_CAST(type, (atsnn_i32x16)ATSNN_CAST(int32_t, four))
ATSNN_UNARY(atsnn_i16x32, atsnn_repeat_pair, const int16_t *,
            ATSNN_REPEAT(atsnn_i16x32, atsnn_load_i8x4(v)))
ATSNN_UNARY(atsnn_i32x16, atsnn_repeat_quad, const uint8_t *,
            ATSNN_REPEAT(atsnn_i32x16, atsnn_load_i8x4(v)))
#define ATSNN_WORDS(v) ATSNN_CAST(atsnn_i32x16, v)
#define ATSNN_SUMS(name, of, ...)                                                                  \
  ATSNN_RETURN(atsnn_i32x16, name, (atsnn_i32x16 sums, of a, of b), __VA_ARGS__)
#if defined(__AVX512VNNI__)
// sums[i] + a[2 i] b[2 i] + a[2 i + 1] b[2 i + 1].
ATSNN_SUMS(atsnn_add_products, atsnn_i16x32,
           __builtin_ia32_vpdpwssd512(sums, ATSNN_WORDS(a), ATSNN_WORDS(b)))
// The same of four counts of 0...127 and weights, where there is an instruction for it.
ATSNN_SUMS(atsnn_add_quads, atsnn_i32x16, __builtin_ia32_vpdpbusd512(sums, a, b))
#else
ATSNN_SUMS(atsnn_add_quads, atsnn_i32x16, sums)
#define ATSNN_EVEN(v) (ATSNN_WORDS(v) << 16 >> 16)
#define ATSNN_ODD(v) (ATSNN_WORDS(v) >> 16)
ATSNN_SUMS(atsnn_add_products, atsnn_i16x32,
           sums + (ATSNN_EVEN(a) * ATSNN_EVEN(b) + ATSNN_ODD(a) * ATSNN_ODD(b)))
#endif

// What puts four rows side by side: bytes, pairs of bytes, lanes of four words.
#define ATSNN_TURN_PAIRS(x, y, n)                                                                  \
  ATSNN_WORDS(ATSNN_SHUFFLE(ATSNN_CAST(atsnn_i16x32, x), ATSNN_CAST(atsnn_i16x32, y),              \
                            ATSNN_TURN4(n, 32), ATSNN_TURN4((n) + 8, 32),                          \
                            ATSNN_TURN4((n) + 16, 32), ATSNN_TURN4((n) + 24, 32)))
#define ATSNN_QUARTERS(p, q, r, s)                                                                 \
  ATSNN_SHUFFLE(a, b, ATSNN_RUN4(4 * p), ATSNN_RUN4(4 * q), ATSNN_RUN4(4 * r), ATSNN_RUN4(4 * s))
ATSNN_BINARY(atsnn_i8x64, atsnn_turn_low_bytes, atsnn_i8x64, ATSNN_TURN_BYTES(a, b, 0))
ATSNN_BINARY(atsnn_i8x64, atsnn_turn_high_bytes, atsnn_i8x64, ATSNN_TURN_BYTES(a, b, 8))
ATSNN_BINARY(atsnn_i32x16, atsnn_turn_low_pairs, atsnn_i8x64, ATSNN_TURN_PAIRS(a, b, 0))
ATSNN_BINARY(atsnn_i32x16, atsnn_turn_high_pairs, atsnn_i8x64, ATSNN_TURN_PAIRS(a, b, 4))
ATSNN_BINARY(atsnn_i32x16, atsnn_turn_low_quarters, atsnn_i32x16, ATSNN_QUARTERS(0, 4, 1, 5))
ATSNN_BINARY(atsnn_i32x16, atsnn_turn_high_quarters, atsnn_i32x16, ATSNN_QUARTERS(2, 6, 3, 7))
ATSNN_BINARY(atsnn_i32x16, atsnn_low_quarters, atsnn_i32x16, ATSNN_QUARTERS(0, 1, 4, 5))
ATSNN_BINARY(atsnn_i32x16, atsnn_high_quarters, atsnn_i32x16, ATSNN_QUARTERS(2, 3, 6, 7))
#endif

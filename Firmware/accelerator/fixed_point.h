/// The fixed-point operators of ARITHMETIC.md. The rest of the code shifts, rounds and saturates
/// only through these. Nothing here depends on what the compiler does with signed shifts.
#ifndef ATSNN_FIXED_POINT_H
#define ATSNN_FIXED_POINT_H

#include <stdint.h>

/// Leak forms of rule M2, the numbers of NODES and MODEL.
enum {
  ATSNN_LEAK_NONE = 0,       ///< L = V
  ATSNN_LEAK_RETAIN = 1,     ///< L = rshr(V, k)
  ATSNN_LEAK_LOSE = 2,       ///< L = V - rshr(V, k)
  ATSNN_LEAK_MULTIPLIER = 3, ///< L = rshr(V * m, 15)
};

/// floor(x / 2^n), n in 0...31. Compiles to one arithmetic shift.
static inline int32_t atsnn_shift_right_i32(int32_t x, unsigned n) {
  return x >= 0 ? x >> n : ~(~x >> n);
}

/// floor(x / 2^n), n in 0...63.
static inline int64_t atsnn_shift_right_i64(int64_t x, unsigned n) {
  return x >= 0 ? x >> n : ~(~x >> n);
}

/// rshr(x, n): floor(x / 2^n + 1/2), n in 1...31; ties go up.
static inline int32_t atsnn_round_shift_i32(int32_t x, unsigned n) {
  return atsnn_shift_right_i32(x, n) + (atsnn_shift_right_i32(x, n - 1) & 1);
}

/// rshr(x, n), n in 1...63.
static inline int64_t atsnn_round_shift_i64(int64_t x, unsigned n) {
  return atsnn_shift_right_i64(x, n) + (atsnn_shift_right_i64(x, n - 1) & 1);
}

/// sat16 (width 16) or sat32 (width 32).
static inline int32_t atsnn_saturate(int64_t x, unsigned width) {
  const int64_t high = width == 16 ? INT16_MAX : INT32_MAX;
  const int64_t low = -high - 1;
  return (int32_t)(x > high ? high : x < low ? low : x);
}

/// Rule M1: a synaptic sum in membrane units, shift in -16...24. For a negative shift rule O2 has
/// proven that the product is at most 2^30.
static inline int32_t atsnn_scale_current(int32_t current, int shift) {
  if (shift > 0) {
    return atsnn_round_shift_i32(current, (unsigned)shift);
  }
  return current * (int32_t)(1u << (unsigned)-shift);
}

/// Rule M2, parameter k in 1...15 or m in 0...32768. Never farther from 0 than v by more than its
/// rounding, so it fits the width of v.
static inline int32_t atsnn_leak(int32_t v, unsigned form, unsigned parameter) {
  switch (form) {
  case ATSNN_LEAK_RETAIN:
    return atsnn_round_shift_i32(v, parameter);
  case ATSNN_LEAK_LOSE:
    return v - atsnn_round_shift_i32(v, parameter);
  case ATSNN_LEAK_MULTIPLIER:
    return (int32_t)atsnn_round_shift_i64((int64_t)v * (int64_t)parameter, 15);
  default:
    return v;
  }
}

#endif

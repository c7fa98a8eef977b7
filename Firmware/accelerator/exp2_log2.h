#ifndef ATSNN_EXP2_LOG2_H
#define ATSNN_EXP2_LOG2_H

#include <stdint.h>

/// Rule X2: 2^(-exponent / 65536) in units of 2^-24; exponent at most 1638400, above 25 * 65536 - 1
/// the result is 0.
uint32_t atsnn_exp2_negative(uint32_t exponent);

/// lg of rule X5: log2(x) - 24 in units of 2^-16, x in 2^24...2^36.
uint32_t atsnn_log2_over_24(uint64_t x);

#endif

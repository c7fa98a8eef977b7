#include "exp2_log2.h"

// The literals of ARITHMETIC.md, section X: they are the rule, no library recomputes them.

// clang-format off
static const uint32_t exp2_table[65] = {
    16777216, 16596492, 16417715, 16240863, 16065917, 15892855, 15721658, 15552304,
    15384775, 15219050, 15055111, 14892937, 14732511, 14573813, 14416824, 14261526,
    14107901, 13955931, 13805598, 13656884, 13509772, 13364245, 13220286, 13077877,
    12937002, 12797645, 12659789, 12523418, 12388516, 12255067, 12123055, 11992466,
    11863283, 11735492, 11609078, 11484025, 11360319, 11237946, 11116891, 10997140,
    10878679, 10761494, 10645571, 10530897, 10417458, 10305242, 10194234, 10084422,
    9975792, 9868333, 9762032, 9656875, 9552851, 9449948, 9348154, 9247455,
    9147842, 9049301, 8951823, 8855394, 8760003, 8665641, 8572295, 8479954,
    8388608,
};

static const uint32_t log2_table[65] = {
    0, 1466, 2909, 4331, 5732, 7112, 8473, 9814,
    11136, 12440, 13727, 14996, 16248, 17484, 18704, 19909,
    21098, 22272, 23433, 24579, 25711, 26830, 27936, 29029,
    30109, 31178, 32234, 33279, 34312, 35334, 36346, 37346,
    38336, 39316, 40286, 41246, 42196, 43137, 44068, 44990,
    45904, 46809, 47705, 48593, 49472, 50344, 51207, 52063,
    52911, 53751, 54584, 55410, 56229, 57040, 57845, 58643,
    59434, 60219, 60997, 61769, 62534, 63294, 64047, 64794,
    65536,
};
// clang-format on

uint32_t atsnn_exp2_negative(uint32_t exponent) {
  const uint32_t whole = exponent >> 16;
  const uint32_t i = exponent >> 10 & 63;
  const uint32_t rest = exponent & 1023;
  if (whole >= 25) {
    return 0;
  }
  const uint32_t step = exp2_table[i] - exp2_table[i + 1];
  return (exp2_table[i] - (step * rest >> 10)) >> whole;
}

uint32_t atsnn_log2_over_24(uint64_t x) {
  uint32_t power = 24;
  while (x >> (power + 1) != 0) {
    power++;
  }
  const uint64_t mantissa = x - ((uint64_t)1 << power);
  const uint32_t i = (uint32_t)(mantissa >> (power - 6));
  const uint32_t rest = (uint32_t)(mantissa >> (power - 16)) & 1023;
  const uint32_t step = log2_table[i + 1] - log2_table[i];
  return (power - 24) * 65536 + log2_table[i] + (step * rest >> 10);
}

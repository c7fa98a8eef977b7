// Reading weights: what no kernel does faster.
#include "kernels.h"

typedef uint64_t words_t __attribute__((ext_vector_type(8), aligned(1)));

uint64_t micro_stream(const int8_t *bytes, size_t count) {
  enum { LINE = sizeof(words_t), LINES = 8 };
  words_t sums[LINES] = {0};
  for (size_t i = 0; i + LINES * LINE <= count; i += LINES * LINE) {
    for (size_t line = 0; line < LINES; line++) {
      sums[line] ^= *(const words_t *)(bytes + i + line * LINE);
    }
  }
  uint64_t sum = 0;
  for (size_t line = 0; line < LINES; line++) {
    for (size_t word = 0; word < 8; word++) {
      sum += sums[line][word];
    }
  }
  return sum;
}

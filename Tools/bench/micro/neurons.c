// Neurons and event lists: what stands between two layers.
#include "kernels.h"

#if defined(__AVX512BW__)
#include <immintrin.h>
#endif

void micro_neurons(size_t count, const int16_t *currents, int16_t *membranes, uint64_t *spikes) {
  for (size_t i = 0; i < count; i += 64) {
    uint64_t mask = 0;
#if defined(__AVX512BW__)
    for (int half = 0; half < 2; half++) {
      int16_t *place = membranes + i + 32 * half;
      const __m512i before = _mm512_loadu_si512(place);
      const __m512i kept = _mm512_srai_epi16(_mm512_add_epi16(before, _mm512_set1_epi16(1)), 1);
      const __m512i after = _mm512_adds_epi16(kept, _mm512_loadu_si512(currents + i + 32 * half));
      const __mmask32 fired = _mm512_cmpge_epi16_mask(after, _mm512_set1_epi16(4096));
      _mm512_storeu_si512(place, _mm512_maskz_mov_epi16(~fired, after));
      mask |= (uint64_t)fired << (32 * half);
    }
#else
    for (size_t j = 0; j < 64; j++) {
      const int16_t after = (int16_t)(((membranes[i + j] + 1) >> 1) + currents[i + j]);
      const int fired = after >= 4096;
      membranes[i + j] = fired ? 0 : after;
      mask |= (uint64_t)fired << j;
    }
#endif
    spikes[i / 64] = mask;
  }
}

#if defined(__AVX512VBMI2__) && defined(__AVX512BW__)
// The indices of 32 neurons' spikes, all lanes stored. @return how many
static inline size_t list_half(uint32_t mask, uint16_t first, uint16_t *indices) {
  static const uint16_t lanes[32] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10,
                                     11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                                     22, 23, 24, 25, 26, 27, 28, 29, 30, 31};
  const __m512i all = _mm512_add_epi16(_mm512_loadu_si512(lanes), _mm512_set1_epi16((short)first));
  _mm512_storeu_si512(indices, _mm512_maskz_compress_epi16(mask, all));
  return (size_t)__builtin_popcount(mask);
}
#endif

size_t micro_lists(size_t pixels, size_t channels, const uint64_t *spikes, uint16_t *indices) {
  const size_t words = (channels + 63) / 64;
  size_t count = 0;
  for (size_t p = 0; p < pixels; p++) {
    for (size_t w = 0; w < words; w++) {
      uint64_t mask = spikes[p * words + w];
#if defined(__AVX512VBMI2__) && defined(__AVX512BW__)
      count += list_half((uint32_t)mask, (uint16_t)(w * 64), indices + count);
      count += list_half((uint32_t)(mask >> 32), (uint16_t)(w * 64 + 32), indices + count);
#else
      while (mask != 0) {
        indices[count++] = (uint16_t)(w * 64 + (size_t)__builtin_ctzll(mask));
        mask &= mask - 1;
      }
#endif
    }
  }
  return count;
}

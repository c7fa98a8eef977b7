// Dense products of u8 counts and int8 weights, a tile of pixels x channels in registers.
#include "kernels.h"

#include <string.h>

#if defined(__AVX512VNNI__) && defined(__AVX512BW__)
#include <immintrin.h>
typedef __m512i dense_t;
#define DENSE_ADD(sum, counts, w) _mm512_dpbusd_epi32(sum, counts, w)
#define DENSE_BROADCAST(v) _mm512_set1_epi32(v)
#define DENSE_LOAD(p) _mm512_loadu_si512(p)
#define DENSE_ZERO() _mm512_setzero_si512()
#define DENSE_STORE(p, v) _mm512_storeu_si512(p, v)
enum { SUMS = 24, MOST = 4 };
#elif defined(__AVX2__)
#include <immintrin.h>
typedef __m256i dense_t;
#define DENSE_ADD(sum, counts, w)                                                                  \
  _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_set1_epi16(1), _mm256_maddubs_epi16(counts, w)))
#define DENSE_BROADCAST(v) _mm256_set1_epi32(v)
#define DENSE_LOAD(p) _mm256_loadu_si256((const dense_t *)(p))
#define DENSE_ZERO() _mm256_setzero_si256()
#define DENSE_STORE(p, v) _mm256_storeu_si256((dense_t *)(p), v)
enum { SUMS = 8, MOST = 2 };
#endif

const char *micro_instructions(void) {
#if defined(__AVX512VNNI__) && defined(__AVX512BW__)
  return "AVX-512 VNNI";
#elif defined(__AVX2__)
  return "AVX2";
#else
  return "portable";
#endif
}

#if defined(DENSE_ADD)
enum { LANES = sizeof(dense_t) / 4, LARGEST_TILE = 24 };

typedef struct {
  size_t quads;    // groups of four rows
  size_t channels; // of the layer
} shape_t;

// `pixels` and `held` are constants where this is inlined, so the sums live in registers.
static inline __attribute__((always_inline)) void tile(size_t pixels, size_t held, shape_t shape,
                                                       const uint8_t *counts, const int8_t *weights,
                                                       int32_t *sums) {
  dense_t sum[LARGEST_TILE][MOST];
  for (size_t p = 0; p < pixels; p++) {
    for (size_t g = 0; g < held; g++)
      sum[p][g] = DENSE_ZERO();
  }
  for (size_t k = 0; k < shape.quads; k++) {
    dense_t w[MOST];
    for (size_t g = 0; g < held; g++) {
      w[g] = DENSE_LOAD(weights + (k * held + g) * sizeof(dense_t));
    }
    for (size_t p = 0; p < pixels; p++) {
      int32_t four;
      memcpy(&four, counts + (p * shape.quads + k) * 4, 4);
      for (size_t g = 0; g < held; g++) {
        sum[p][g] = DENSE_ADD(sum[p][g], DENSE_BROADCAST(four), w[g]);
      }
    }
  }
  for (size_t p = 0; p < pixels; p++) {
    for (size_t g = 0; g < held; g++) {
      DENSE_STORE(sums + p * shape.channels + g * LANES, sum[p][g]);
    }
  }
}

// All pixels of one block of held x LANES channels.
#define DEFINE_BLOCK(HELD)                                                                         \
  static void block_##HELD(size_t pixels, shape_t shape, const uint8_t *counts,                    \
                           const int8_t *weights, int32_t *sums) {                                 \
    const size_t step = SUMS / (HELD), row = shape.quads * 4;                                      \
    size_t p = 0;                                                                                  \
    for (; p + step <= pixels; p += step) {                                                        \
      tile(SUMS / (HELD), HELD, shape, counts + p * row, weights, sums + p * shape.channels);      \
    }                                                                                              \
    for (; p < pixels; p++) {                                                                      \
      tile(1, HELD, shape, counts + p * row, weights, sums + p * shape.channels);                  \
    }                                                                                              \
  }

DEFINE_BLOCK(1)
DEFINE_BLOCK(2)
#if defined(__AVX512VNNI__)
DEFINE_BLOCK(3)
DEFINE_BLOCK(4)
#endif

typedef void (*block_t)(size_t, shape_t, const uint8_t *, const int8_t *, int32_t *);

void micro_dense(const micro_layer *layer, const uint8_t *counts, const int8_t *weights,
                 int32_t *sums) {
#if defined(__AVX512VNNI__)
  static const block_t blocks[] = {block_1, block_2, block_3, block_4};
#else
  static const block_t blocks[] = {block_1, block_2};
#endif
  const shape_t shape = {(layer->rows + 3) / 4, layer->channels};
  size_t channel = 0;
  while (channel < layer->channels) {
    const size_t left = (layer->channels - channel) / LANES, held = left < MOST ? left : MOST;
    blocks[held - 1](layer->pixels, shape, counts, weights + channel * shape.quads * 4,
                     sums + channel);
    channel += held * LANES;
  }
}
#else
void micro_dense(const micro_layer *layer, const uint8_t *counts, const int8_t *weights,
                 int32_t *sums) {
  const size_t stride = (layer->rows + 3) / 4 * 4;
  for (size_t p = 0; p < layer->pixels; p++) {
    for (size_t channel = 0; channel < layer->channels; channel++) {
      int32_t sum = 0;
      const int8_t *column = weights + channel * stride;
      for (size_t k = 0; k < stride; k++)
        sum += counts[p * stride + k] * column[k];
      sums[p * layer->channels + channel] = sum;
    }
  }
}
#endif

// Gather of int8 weight rows into int16 sums that stay in registers.
#include "kernels.h"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

// int16 sums in a register.
#if defined(__AVX512BW__)
enum { LANES = 32 };
#elif defined(__AVX2__)
enum { LANES = 16 };
#else
enum { LANES = 8 };
#endif

// One pixel and one block of REGISTERS x WIDTH channels.
#define DEFINE_GATHER(NAME, WIDTH, REGISTERS)                                                      \
  static void NAME(const uint32_t *rows, size_t count, const int8_t *block, int16_t *sums) {       \
    typedef int16_t sums_t __attribute__((ext_vector_type(WIDTH), aligned(2)));                    \
    typedef int8_t row_t __attribute__((ext_vector_type(WIDTH), aligned(1)));                      \
    sums_t sum[REGISTERS];                                                                         \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < (REGISTERS); r++) sum[r] = 0;           \
    for (size_t i = 0; i < count; i++) {                                                           \
      const int8_t *row = block + (size_t)rows[i] * (WIDTH) * (REGISTERS);                         \
      _Pragma("clang loop unroll(full)") for (int r = 0; r < (REGISTERS); r++) {                   \
        sum[r] += __builtin_convertvector(*(const row_t *)(row + r * (WIDTH)), sums_t);            \
      }                                                                                            \
    }                                                                                              \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < (REGISTERS); r++) {                     \
      *(sums_t *)(sums + r * (WIDTH)) = sum[r];                                                    \
    }                                                                                              \
  }

DEFINE_GATHER(gather_half, LANES / 2, 1)
DEFINE_GATHER(gather_1, LANES, 1)
DEFINE_GATHER(gather_2, LANES, 2)
DEFINE_GATHER(gather_4, LANES, 4)
DEFINE_GATHER(gather_8, LANES, 8)
DEFINE_GATHER(gather_16, LANES, 16)

// Two rows interleaved byte by byte, then added in pairs: the sums' lanes are permuted, which the
// epilogue of a kernel can undo once a pixel.
#if defined(__AVX512BW__)
typedef __m512i wide_t;
#define PAIR_BYTES 64
#define WIDE_LOAD(p) _mm512_loadu_si512(p)
#define WIDE_LOW(a, b) _mm512_unpacklo_epi8(a, b)
#define WIDE_HIGH(a, b) _mm512_unpackhi_epi8(a, b)
#define WIDE_ADD_PAIRS(v) _mm512_maddubs_epi16(_mm512_set1_epi8(1), v)
#define WIDE_ADD(a, b) _mm512_add_epi16(a, b)
#define WIDE_ZERO() _mm512_setzero_si512()
#define WIDE_STORE(p, v) _mm512_storeu_si512(p, v)
#elif defined(__AVX2__)
typedef __m256i wide_t;
#define PAIR_BYTES 32
#define WIDE_LOAD(p) _mm256_loadu_si256((const wide_t *)(p))
#define WIDE_LOW(a, b) _mm256_unpacklo_epi8(a, b)
#define WIDE_HIGH(a, b) _mm256_unpackhi_epi8(a, b)
#define WIDE_ADD_PAIRS(v) _mm256_maddubs_epi16(_mm256_set1_epi8(1), v)
#define WIDE_ADD(a, b) _mm256_add_epi16(a, b)
#define WIDE_ZERO() _mm256_setzero_si256()
#define WIDE_STORE(p, v) _mm256_storeu_si256((wide_t *)(p), v)
#endif

#if defined(PAIR_BYTES)
#define DEFINE_PAIRED(ROWS)                                                                        \
  static void paired_##ROWS(const uint32_t *rows, size_t count, const int8_t *block,               \
                            int16_t *sums) {                                                       \
    const size_t width = (size_t)(ROWS)*PAIR_BYTES;                                                \
    wide_t low[ROWS], high[ROWS];                                                                  \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < (ROWS); r++) {                          \
      low[r] = high[r] = WIDE_ZERO();                                                              \
    }                                                                                              \
    for (size_t i = 0; i + 1 < count; i += 2) {                                                    \
      const int8_t *first = block + rows[i] * width, *second = block + rows[i + 1] * width;        \
      _Pragma("clang loop unroll(full)") for (int r = 0; r < (ROWS); r++) {                        \
        const wide_t a = WIDE_LOAD(first + r * PAIR_BYTES);                                        \
        const wide_t b = WIDE_LOAD(second + r * PAIR_BYTES);                                       \
        low[r] = WIDE_ADD(low[r], WIDE_ADD_PAIRS(WIDE_LOW(a, b)));                                 \
        high[r] = WIDE_ADD(high[r], WIDE_ADD_PAIRS(WIDE_HIGH(a, b)));                              \
      }                                                                                            \
    }                                                                                              \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < (ROWS); r++) {                          \
      WIDE_STORE(sums + 2 * r * PAIR_BYTES / 2, low[r]);                                           \
      WIDE_STORE(sums + (2 * r + 1) * PAIR_BYTES / 2, high[r]);                                    \
    }                                                                                              \
  }
DEFINE_PAIRED(1)
DEFINE_PAIRED(2)
DEFINE_PAIRED(4)
#if PAIR_BYTES == 64
DEFINE_PAIRED(8)
#endif
#endif

typedef void (*gather_t)(const uint32_t *, size_t, const int8_t *, int16_t *);

static gather_t single(size_t width) {
  switch (2 * width / LANES) {
  case 1:
    return gather_half;
  case 2:
    return gather_1;
  case 4:
    return gather_2;
  case 8:
    return gather_4;
  case 16:
    return gather_8;
  case 32:
    return gather_16;
  default:
    return NULL;
  }
}

static gather_t by_pairs(size_t width) {
#if defined(PAIR_BYTES)
  switch (width % PAIR_BYTES == 0 ? width / PAIR_BYTES : 0) {
  case 1:
    return paired_1;
  case 2:
    return paired_2;
  case 4:
    return paired_4;
#if PAIR_BYTES == 64
  case 8:
    return paired_8;
#endif
  default:
    return NULL;
  }
#else
  (void)width;
  return NULL;
#endif
}

int micro_gather(const micro_layer *layer, const micro_events *events, const int8_t *weights,
                 size_t width, int paired, int16_t *sums) {
  const gather_t gather = paired ? by_pairs(width) : single(width);
  if (gather == NULL) {
    return 0;
  }
  for (size_t channel = 0; channel < layer->channels; channel += width) {
    const int8_t *block = weights + channel * layer->rows;
    for (size_t p = 0; p < layer->pixels; p++) {
      const uint32_t start = events->starts[p];
      gather(events->rows + start, events->starts[p + 1] - start, block,
             sums + p * layer->channels + channel);
    }
  }
  return 1;
}

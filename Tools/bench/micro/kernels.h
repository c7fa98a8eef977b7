/// @file
/// The inner loops of a spiking convolution: gather of int8 weight rows, dense u8 x s8 products,
/// neurons. Compiled for the very machine it measures: with AVX-512 and VNNI, with AVX2, and with
/// what the compiler makes of plain C.
#ifndef ATSNN_MICRO_KERNELS_H
#define ATSNN_MICRO_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// A layer at one timestep. Weights are rows x channels, channels rounded up to `MICRO_BLOCK`.
typedef struct {
  size_t rows;     ///< kernel area times input channels
  size_t channels; ///< output channels
  size_t pixels;   ///< output pixels
  size_t events;   ///< active rows over all pixels
} micro_layer;

enum {
  MICRO_BLOCK = 16, ///< the smallest block of output channels
};

/// Active rows of all pixels: those of pixel p are rows[starts[p]] to rows[starts[p + 1] - 1].
typedef struct {
  uint32_t *starts;
  uint32_t *rows;
} micro_events;

/// Sums the active rows of every pixel, a block of `width` channels (16, 32, ... 512) after the
/// other; the block's rows are contiguous. `sums` receives pixels x channels int16.
/// @param paired two rows at a time by a multiply-add
/// @return 0, and nothing done, where the instruction set has no such kernel
int micro_gather(const micro_layer *layer, const micro_events *events, const int8_t *weights,
                 size_t width, int paired, int16_t *sums);

/// Products of pixels x rows counts (u8, rows rounded up to 4) with weights in groups of four rows,
/// a block of channels after the other. `sums` receives pixels x channels int32.
void micro_dense(const micro_layer *layer, const uint8_t *counts, const int8_t *weights,
                 int32_t *sums);

/// Neurons: leak by half, add, compare, hard reset; one bit a spike. `count` is a multiple of 64.
void micro_neurons(size_t count, const int16_t *currents, int16_t *membranes, uint64_t *spikes);

/// Indices of the set bits of each pixel's mask, of `channels` bits in whole words. @return how
/// many
size_t micro_lists(size_t pixels, size_t channels, const uint64_t *spikes, uint16_t *indices);

/// Reads `count` bytes in order. @return a sum that depends on all of them
uint64_t micro_stream(const int8_t *bytes, size_t count);

/// Which instructions the kernels were compiled for.
const char *micro_instructions(void);

#endif

#include "machine.h"

#include <string.h>

/// Adds a pixel's counts to the sums; with spikes, a window's sum is above zero where its OR is
/// one.
static void add_pixel(const atsnn_tensor *source, uint32_t pixel, int32_t *sums) {
  const uint32_t channels = source->shape.channels;
  if (source->storage == ATSNN_STORAGE_BITS) {
    const uint32_t *words = source->bits + (size_t)pixel * source->words;
    for (uint32_t c = 0; c < channels; c++) {
      sums[c] += (int32_t)(words[c / 32] >> c % 32 & 1u);
    }
  } else if (source->storage == ATSNN_STORAGE_HALVES) {
    const uint16_t *halves = source->halves + (size_t)pixel * channels;
    for (uint32_t c = 0; c < channels; c++) {
      sums[c] += halves[c];
    }
  } else {
    const uint8_t *bytes = source->bytes + (size_t)pixel * channels;
    for (uint32_t c = 0; c < channels; c++) {
      sums[c] += bytes[c];
    }
  }
}

/// Sums the part of an output pixel's window that lies in the source.
/// @return its pixels
static uint32_t add_window(const atsnn_window *w, const atsnn_tensor *source, uint32_t y,
                           uint32_t x, int32_t *sums) {
  uint32_t pixels = 0;
  for (uint32_t ky = 0; ky < w->kernel_height; ky++) {
    // Before the source's first row the difference wraps to a number above any height.
    const uint32_t source_y = y * w->stride_height + ky - w->padding_height;
    if (source_y >= source->shape.height) {
      continue;
    }
    for (uint32_t kx = 0; kx < w->kernel_width; kx++) {
      const uint32_t source_x = x * w->stride_width + kx - w->padding_width;
      if (source_x < source->shape.width) {
        add_pixel(source, source_y * source->shape.width + source_x, sums);
        pixels++;
      }
    }
  }
  return pixels;
}

void atsnn_pooling_run(atsnn_node *node, const atsnn_tensor *source, atsnn_tensor *output,
                       int32_t *sums) {
  const uint32_t channels = output->shape.channels;
  atsnn_counts *counts = &node->now;
  for (uint32_t y = 0; y < output->shape.height; y++) {
    for (uint32_t x = 0; x < output->shape.width; x++) {
      memset(sums, 0, channels * sizeof *sums);
      const uint64_t pixels = add_window(&node->record.window, source, y, x, sums);
      // Rule P1 needs no case of its own: its output has M = 1, stored as a bit, sum above zero.
      atsnn_tensor_store(output, y * output->shape.width + x, sums);
      counts->pooling_operations += pixels * channels;
      counts->spike_reads += pixels;
      counts->spike_read_bits += pixels * channels * atsnn_tensor_element_bits(source);
      counts->spike_writes++;
      counts->spike_write_bits += (uint64_t)channels * atsnn_tensor_element_bits(output);
    }
  }
}

#include "machine.h"
#include "weight_rows.h"

/// What a tile took from a source: pixels looked at, and weight rows their active elements added.
typedef struct {
  uint64_t pixels;
  uint64_t rows;
} traffic;

static uint32_t lowest_bit(uint32_t word) {
#if defined(__GNUC__)
  return (uint32_t)__builtin_ctz(word);
#else
  uint32_t bit = 0;
  for (; (word & 1u) == 0; word >>= 1) {
    bit++;
  }
  return bit;
#endif
}

/// Adds the rows of a spike mask's ones; channel c of the pixel is row c.
static uint32_t add_spikes(const uint32_t *words, uint32_t count, const atsnn_rows *rows,
                           int32_t *accumulators) {
  uint32_t list[ATSNN_ROWS_AT_ONCE];
  uint32_t listed = 0;
  uint32_t spikes = 0;
  for (uint32_t i = 0; i < count; i++) {
    for (uint32_t word = words[i]; word != 0; word &= word - 1, spikes++) {
      list[listed++] = 32 * i + lowest_bit(word);
      if (listed == ATSNN_ROWS_AT_ONCE) {
        atsnn_rows_add(rows, list, listed, accumulators);
        listed = 0;
      }
    }
  }
  atsnn_rows_add(rows, list, listed, accumulators);
  return spikes;
}

/// Value of a source element that is not a spike, as its connections see it (rules I1, I3, S5).
static int32_t element_value(const atsnn_tensor *source, size_t element, uint32_t channel) {
  switch (source->storage) {
  case ATSNN_STORAGE_PIXELS:
    return (int32_t)source->input[element] - source->zero_points[channel];
  case ATSNN_STORAGE_HALVES:
    return source->halves[element];
  default:
    return source->input != NULL ? source->input[element] : source->bytes[element];
  }
}

/// Adds the rows of a pixel's active elements, times their counts. The machine has no zero test on
/// pixels of an image: all of these are active (rule C2).
static uint32_t add_pixel(const atsnn_tensor *source, uint32_t pixel, const atsnn_rows *rows,
                          int32_t *accumulators) {
  if (source->storage == ATSNN_STORAGE_BITS) {
    return add_spikes(source->bits + (size_t)pixel * source->words, source->words, rows,
                      accumulators);
  }
  const uint32_t channels = source->shape.channels;
  const size_t first = (size_t)pixel * channels;
  uint32_t active = 0;
  for (uint32_t c = 0; c < channels; c++) {
    const int32_t value = element_value(source, first + c, c);
    if (value != 0) {
      atsnn_row_multiply_add(rows, c, value, accumulators);
      active++;
    }
  }
  return atsnn_tensor_is_pixels(source) ? channels : active;
}

static traffic convolve(const atsnn_connection *connection, const atsnn_tensor *source, uint32_t y,
                        uint32_t x, int32_t *accumulators) {
  const atsnn_window *w = &connection->record.window;
  const uint32_t bits = connection->record.weight_bits;
  const size_t tap_bytes = (size_t)source->shape.channels * connection->width * (bits / 8);
  traffic sum = {0, 0};
  for (uint32_t ky = 0; ky < w->kernel_height; ky++) {
    // Before the source's first row the difference wraps to a number above any height.
    const uint32_t source_y = y * w->stride_height + ky - w->padding_height;
    if (source_y >= source->shape.height) {
      continue;
    }
    for (uint32_t kx = 0; kx < w->kernel_width; kx++) {
      const uint32_t source_x = x * w->stride_width + kx - w->padding_width;
      if (source_x >= source->shape.width) {
        continue;
      }
      const atsnn_rows rows = {
          .first = connection->weights + (ky * w->kernel_width + kx) * tap_bytes,
          .columns = connection->columns,
          .width = connection->width,
          .block_bytes = connection->block_bytes,
          .bits = bits,
      };
      sum.rows += add_pixel(source, source_y * source->shape.width + source_x, &rows, accumulators);
      sum.pixels++;
    }
  }
  return sum;
}

static traffic connect_fully(const atsnn_connection *connection, const atsnn_tensor *source,
                             int32_t *accumulators) {
  const uint32_t bits = connection->record.weight_bits;
  const uint32_t pixels = source->shape.height * source->shape.width;
  const size_t pixel_bytes = (size_t)source->shape.channels * connection->width * (bits / 8);
  traffic sum = {.pixels = pixels};
  for (uint32_t pixel = 0; pixel < pixels; pixel++) {
    const atsnn_rows rows = {
        .first = connection->weights + pixel * pixel_bytes,
        .columns = connection->columns,
        .width = connection->width,
        .block_bytes = connection->block_bytes,
        .bits = bits,
    };
    sum.rows += add_pixel(source, pixel, &rows, accumulators);
  }
  return sum;
}

static traffic connect_identity(const atsnn_connection *connection, const atsnn_tensor *source,
                                uint32_t pixel, int32_t *accumulators) {
  const uint32_t channels = source->shape.channels;
  traffic sum = {.pixels = 1};
  for (uint32_t c = 0; c < channels; c++) {
    const int32_t count = (int32_t)atsnn_tensor_element(source, pixel * channels + c);
    accumulators[c] += count * atsnn_load_i32(connection->weights + 4 * (size_t)c);
    sum.rows += count != 0;
  }
  return sum;
}

void atsnn_synapse_accumulate(const atsnn_connection *connection, const atsnn_tensor *source,
                              uint32_t y, uint32_t x, int32_t *accumulators, atsnn_counts *counts) {
  traffic sum;
  switch (connection->record.kind) {
  case ATSNN_CONVOLUTION:
    sum = convolve(connection, source, y, x, accumulators);
    break;
  case ATSNN_FULL:
    sum = connect_fully(connection, source, accumulators);
    break;
  default:
    sum = connect_identity(connection, source, y * source->shape.width + x, accumulators);
  }
  const uint64_t operations = sum.rows * connection->columns;
  if (atsnn_tensor_is_pixels(source)) {
    counts->input_macs += operations;
  } else {
    counts->synaptic_operations += operations;
  }
  counts->weight_reads += sum.rows;
  counts->weight_read_bits += operations * connection->record.weight_bits;
  counts->spike_reads += sum.pixels;
  counts->spike_read_bits +=
      sum.pixels * source->shape.channels * atsnn_tensor_element_bits(source);
}

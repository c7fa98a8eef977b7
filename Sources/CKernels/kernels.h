// The seam between the runtime and its vector kernels: plain structures and one table of functions
// per instruction set. Memory is the caller's, sizes are in elements, offsets of weights and
// strides of timesteps in bytes.
//
// A kernel is handed a group of timesteps, one or more, and runs its node for all of them: weights
// are then fetched once a group. Pointers to what differs from timestep to timestep are to the
// first one's; a stride leads to the next one's and may be negative.
#ifndef ATSNN_KERNELS_H
#define ATSNN_KERNELS_H

#include <stdint.h>

// A convolution, a fully connected connection (a window as large as its source), or an identity.
typedef struct {
  // Spikes, 32 to a word, each pixel in words of its own; or counts, a byte each.
  const void *source;
  int64_t source_stride;
  // Of 8 or 16 bits: a row an element of the window; channels follow one another in blocks of 64.
  // Of 32 bits an identity's, one a channel.
  const int8_t *weights;
  uint32_t weight_bytes;
  uint32_t row_stride;
  uint64_t block_stride;
  uint32_t source_height, source_width, source_channels;
  // 1 for spikes, at most 255.
  uint32_t maximum_count;
  uint32_t kernel_height, kernel_width, stride_height, stride_width, padding_height, padding_width;
  // For each timestep active elements of kept_rows source rows, a window's or all: kept_rows x
  // (source_width x source_channels + 16) offsets, as many counts where maximum_count > 1, and
  // kept_rows x (source_width + 1) ends.
  uint32_t kept_rows;
  uint32_t *row_events, *row_ends;
  uint8_t *row_counts;
  // For each pixel and timestep of the node 64 sums, and whether they are no sums any more; null
  // where its weights are not taken in tiles.
  int16_t *partials;
  uint8_t *overflows;
  // Those of two windows, each n = kernel_height x kernel_width x source_channels + 32, and as many
  // ends of parts.
  uint32_t *events, *part_ends;
  uint8_t *counts;
  // Of the input image: a zero point a channel, and in place of lists kernel_height + 2 rows of
  // (source_width + 2 x padding_width) x source_channels + 2 values, and all weights in 16 bits,
  // pairs of a kernel row's rows interleaved, their number made even. Where `wide_weights` is null:
  // events and values of one window, kernel_height x kernel_width x source_channels + 16.
  const uint8_t *zero_points;
  int16_t *values, *wide_weights;
  // Of event frames: kernel_height rows of the node's width x channels sums; else null.
  int32_t *sum_rows;
  // Of counts: the weights of 64 channels in the order of a dense product; null where it has no
  // form.
  int8_t *packed_weights;
} atsnn_connection;

typedef struct {
  uint64_t operations;
  uint32_t spikes, saturations;
} atsnn_kernel_counts;

// A spiking node. Its membranes are those before the first timestep and become those after the
// last. Parameters of channels are as many as the channels rounded up to 16.
typedef struct {
  const atsnn_connection *connections;
  uint32_t connection_count;
  uint32_t height, width, channels;
  const int32_t *bias, *thresholds, *resets;
  const int8_t *shifts;
  // Kept of the input image: nothing, sums in place of biases, currents of 32 or of 16 bits.
  uint32_t cache_form;
  void *cache;
  // Of 16 or 32 bits.
  void *membranes;
  uint32_t membrane_bits;
  uint32_t timesteps;
  uint32_t *spikes;
  int64_t spikes_stride;
  // One a timestep, written.
  atsnn_kernel_counts *counts;
  // Codes of FORMAT.md, NODES.
  uint32_t leak_form, leak_parameter, soft_reset;
  // Whether 16 bits hold every sum, and every part of one, whatever the source.
  uint32_t sums_fit_short;
  // Sums of the channels, rounded up to 16; 4 x channels parameters.
  int32_t *sums;
  int16_t *parameters;
  // The slice to run. Slices of a node run at the same time, each with scratch and counts of its
  // own; first_channel is a multiple of 64, and end_channel too where it is not `channels`.
  uint32_t first_row, end_row;
  uint32_t first_channel, end_channel;
} atsnn_spiking_node;

// A read-out's connections, their windows as large as their sources, at one timestep.
typedef struct {
  const atsnn_connection *connections;
  uint32_t connection_count;
  uint32_t channels;
  // What the active inputs add to; as many as the channels rounded up to 16, the rest scratch.
  int32_t *sums;
} atsnn_read_out_node;

typedef struct {
  const void *source;
  void *output;
  uint32_t timesteps;
  int64_t source_stride, output_stride;
  uint32_t source_height, source_width, channels, height, width;
  uint32_t kernel_height, kernel_width, stride_height, stride_width, padding_height, padding_width;
  uint32_t first_row, end_row;
} atsnn_pooling_node;

typedef struct {
  void (*spiking)(const atsnn_spiking_node *);
  // Fills the cache with what the node's one connection from the input image adds.
  void (*fill_cache)(const atsnn_spiking_node *);
  // Adds an active input's row of weights for each count; returns synaptic operations.
  uint64_t (*read_out)(const atsnn_read_out_node *);
  // Of spikes into counts of a byte.
  void (*sum_pooling)(const atsnn_pooling_node *);
  // Of spikes into spikes.
  void (*maximum_pooling)(const atsnn_pooling_node *);
  // Of a message of `count` bytes, a multiple of 16 and at least 64, the 16 bytes that take
  // CRC-32's register from 0 to where the message takes it from `start`. Null without carry-less
  // products.
  void (*fold)(const uint8_t *message, uint64_t count, uint32_t start, uint8_t *folded);
  // Adds the magnitudes of `count` rows of weights, `stride` bytes apart, to the sums of `channels`
  // channels, a multiple of 32.
  void (*add_magnitudes)(const int8_t *rows, uint64_t stride, uint64_t count, uint32_t channels,
                         uint32_t *sums);
} atsnn_kernels;

#endif

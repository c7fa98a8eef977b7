/// The machine's objects in the caller's memory, and what its parts ask of each other.
///
/// Timestep-major: a step runs every node once, in order. A spiking node is output-stationary: the
/// accumulators of one output pixel (all its channels: the tile) stay in place while each active
/// element of the sources adds its weight row; at the tile's end the neurons are updated and the
/// pixel's spikes written as a bit mask.
#ifndef ATSNN_MACHINE_H
#define ATSNN_MACHINE_H

#include "image_layout.h"

/// How a tensor's elements are kept (rule T3). Never seen in a result.
typedef enum {
  ATSNN_STORAGE_BITS,   ///< M = 1: each pixel a row of whole 32-bit words
  ATSNN_STORAGE_BYTES,  ///< M <= 255
  ATSNN_STORAGE_HALVES, ///< M <= 65535
  ATSNN_STORAGE_PIXELS, ///< tensor 0 of an image: bytes with a zero point a plane
} atsnn_storage;

/// Where a run stands.
enum {
  ATSNN_PHASE_READY,    ///< not begun
  ATSNN_PHASE_BEGUN,    ///< begun, no timestep yet
  ATSNN_PHASE_RUNNING,  ///< at least one timestep, no exit
  ATSNN_PHASE_FINISHED, ///< the answer was given
};

/// A tensor; its elements are in element order, bit masks apart.
typedef struct atsnn_tensor {
  atsnn_shape shape;
  atsnn_storage storage;
  uint32_t words;             ///< words of a pixel's bit mask
  uint32_t *bits;             ///< ATSNN_STORAGE_BITS
  uint8_t *bytes;             ///< ATSNN_STORAGE_BYTES, null for tensor 0
  uint16_t *halves;           ///< ATSNN_STORAGE_HALVES
  const uint8_t *input;       ///< tensor 0: the caller's bytes, during a call only
  const uint8_t *zero_points; ///< ATSNN_STORAGE_PIXELS
} atsnn_tensor;

/// A connection: its record and where its weights are.
typedef struct atsnn_connection {
  atsnn_connection_record record;
  uint32_t columns;       ///< weights in a row: output channels, 1 for an identity
  uint32_t width;         ///< of those that stand together: all, or a block of the layout
  size_t block_bytes;     ///< from a block to the next
  const uint8_t *weights; ///< in the image
} atsnn_connection;

/// A node: its record, its constants in the image, its state and its counts.
typedef struct atsnn_node {
  atsnn_node_record record;
  const uint8_t *biases;
  const uint8_t *thresholds;
  const uint8_t *resets;
  const int8_t *shifts;
  int16_t *membranes_16;
  int32_t *membranes_32;
  int32_t *currents; ///< cached current (rule I2), null where tensor 0 is not a pixel source
  atsnn_counts now;
  atsnn_counts total;
} atsnn_node;

/// Constants of a neuron's channel.
typedef struct {
  int32_t threshold;
  int32_t reset;
  int32_t shift;
} atsnn_channel;

/// What a neuron came to.
typedef struct {
  int32_t membrane;
  bool spike;
  bool saturated;
} atsnn_neuron;

/// What an exit test came to.
typedef struct {
  uint32_t prediction; ///< rule R4
  bool passes;         ///< rules X4 to X6, whatever the timestep
  bool has_score;
  int64_t a; ///< rule X8
  int64_t b;
} atsnn_verdict;

// memory_plan.c
/// Bytes of the plan, 64 bits wide on every host. With `memory` not null, the machine is also
/// placed there and its objects are filled from the image; all state is left to atsnn_reset().
uint64_t atsnn_plan(const atsnn_image *image, uint8_t *memory, atsnn_accelerator *machine);

// tensor.c
bool atsnn_tensor_is_pixels(const atsnn_tensor *tensor);
uint32_t atsnn_tensor_element_bits(const atsnn_tensor *tensor);
uint32_t atsnn_tensor_element(const atsnn_tensor *tensor, uint32_t element);
void atsnn_tensor_clear(atsnn_tensor *tensor);
/// Writes a pixel's counts, each at most the tensor's M.
void atsnn_tensor_store(atsnn_tensor *tensor, uint32_t pixel, const int32_t *counts);

// synapse.c
/// Adds a connection's terms (rules S2 to S5) for one output pixel to its accumulators, and counts.
void atsnn_synapse_accumulate(const atsnn_connection *connection, const atsnn_tensor *source,
                              uint32_t y, uint32_t x, int32_t *accumulators, atsnn_counts *counts);

// membrane.c
/// Rules M1 to M5 for one neuron: membrane of the timestep before, and its sum of rule S1.
atsnn_neuron atsnn_neuron_update(const atsnn_node_record *rule, atsnn_channel channel,
                                 int32_t membrane, int32_t current);
/// The tile's end: updates a pixel's neurons from its sums, writes its spikes, and counts.
void atsnn_membrane_update(atsnn_node *node, uint32_t pixel, const int32_t *sums,
                           atsnn_tensor *output);

// pooling.c
/// Runs a pooling node (rules P1, P2); `sums` has room for a pixel's channels.
void atsnn_pooling_run(atsnn_node *node, const atsnn_tensor *source, atsnn_tensor *output,
                       int32_t *sums);

// layer.c
/// All state, outputs and counts to zero.
void atsnn_reset(atsnn_accelerator *machine);
/// The cached currents of every node that reads tensor 0 of an image.
void atsnn_cache_currents(atsnn_accelerator *machine);
/// Runs one node for one timestep.
void atsnn_node_run(atsnn_accelerator *machine, uint32_t node);

// read_out.c
/// Rules R2 and R3 for the timestep record that is due, from the logits.
void atsnn_read_out_update(atsnn_accelerator *machine, atsnn_counts *counts);

// exit_unit.c
atsnn_verdict atsnn_exit_test(unsigned score, const int32_t *readout, uint32_t classes,
                              const atsnn_timestep_record *timestep);

#endif

#include "machine.h"

#include <string.h>

void atsnn_reset(atsnn_accelerator *machine) {
  const atsnn_image *image = machine->image;
  for (uint32_t i = 0; i < image->node_count; i++) {
    atsnn_node *node = &machine->nodes[i];
    const size_t elements = atsnn_shape_elements(node->record.output);
    if (node->membranes_16 != NULL) {
      memset(node->membranes_16, 0, elements * sizeof *node->membranes_16);
    }
    if (node->membranes_32 != NULL) {
      memset(node->membranes_32, 0, elements * sizeof *node->membranes_32);
    }
    node->now = (atsnn_counts){0};
    node->total = (atsnn_counts){0};
    atsnn_tensor_clear(&machine->tensors[i + 1]);
  }
  const size_t registers = image->classes * sizeof(int32_t);
  memset(machine->logits, 0, registers);
  memset(machine->potentials, 0, registers);
  memset(machine->readout, 0, registers);
}

/// True for a connection whose terms the cached current holds.
static bool is_cached(const atsnn_accelerator *machine, const atsnn_connection *connection) {
  return atsnn_tensor_is_pixels(&machine->tensors[connection->record.source]);
}

/// Adds the terms of a node's connections, the cached or the others, for one output pixel.
static void accumulate(atsnn_accelerator *machine, atsnn_node *node, uint32_t y, uint32_t x,
                       bool cached, int32_t *sums) {
  for (uint32_t i = 0; i < node->record.connection_count; i++) {
    const atsnn_connection *connection = &machine->connections[node->record.first_connection + i];
    if (is_cached(machine, connection) == cached) {
      atsnn_synapse_accumulate(connection, &machine->tensors[connection->record.source], y, x, sums,
                               &node->now);
    }
  }
}

static void cache_node(atsnn_accelerator *machine, atsnn_node *node) {
  const atsnn_shape shape = node->record.output;
  int32_t *current = node->currents;
  for (uint32_t y = 0; y < shape.height; y++) {
    for (uint32_t x = 0; x < shape.width; x++, current += shape.channels) {
      memset(current, 0, shape.channels * sizeof *current);
      accumulate(machine, node, y, x, true, current);
      node->now.current_writes += shape.channels;
      node->now.current_write_bits += (uint64_t)32 * shape.channels;
    }
  }
  atsnn_counts_add(&node->total, &node->now);
}

void atsnn_cache_currents(atsnn_accelerator *machine) {
  for (uint32_t i = 0; i < machine->image->node_count; i++) {
    if (machine->nodes[i].currents != NULL) {
      cache_node(machine, &machine->nodes[i]);
    }
  }
}

/// The synaptic sums of one output pixel (rule S1) in the accumulators: the tile.
static void sum_tile(atsnn_accelerator *machine, atsnn_node *node, uint32_t y, uint32_t x) {
  const atsnn_shape shape = node->record.output;
  int32_t *sums = machine->accumulators;
  for (uint32_t c = 0; c < shape.channels; c++) {
    sums[c] = atsnn_load_i32(node->biases + 4 * (size_t)c);
  }
  if (node->currents != NULL) {
    const int32_t *current = node->currents + ((size_t)y * shape.width + x) * shape.channels;
    for (uint32_t c = 0; c < shape.channels; c++) {
      sums[c] += current[c];
    }
    node->now.current_reads += shape.channels;
    node->now.current_read_bits += (uint64_t)32 * shape.channels;
  }
  accumulate(machine, node, y, x, false, sums);
}

static void run_spiking(atsnn_accelerator *machine, uint32_t i) {
  atsnn_node *node = &machine->nodes[i];
  const atsnn_shape shape = node->record.output;
  for (uint32_t y = 0; y < shape.height; y++) {
    for (uint32_t x = 0; x < shape.width; x++) {
      sum_tile(machine, node, y, x);
      atsnn_membrane_update(node, y * shape.width + x, machine->accumulators,
                            &machine->tensors[i + 1]);
    }
  }
}

static void run_read_out(atsnn_accelerator *machine, atsnn_node *node) {
  sum_tile(machine, node, 0, 0);
  memcpy(machine->logits, machine->accumulators, machine->image->classes * sizeof(int32_t));
  atsnn_read_out_update(machine, &node->now);
}

void atsnn_node_run(atsnn_accelerator *machine, uint32_t i) {
  atsnn_node *node = &machine->nodes[i];
  node->now = (atsnn_counts){0};
  switch (node->record.kind) {
  case ATSNN_NODE_SPIKING:
    run_spiking(machine, i);
    break;
  case ATSNN_NODE_READ_OUT:
    run_read_out(machine, node);
    break;
  default:
    atsnn_pooling_run(node, &machine->tensors[node->record.source], &machine->tensors[i + 1],
                      machine->accumulators);
  }
}

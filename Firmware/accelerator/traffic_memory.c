#include "traffic.h"

uint64_t atsnn_burst_bits(const atsnn_machine *machine, uint64_t bits) {
  const uint64_t burst = 8ull * machine->dram_burst;
  return (bits + burst - 1) / burst * burst;
}

static uint64_t membrane_bytes(const atsnn_node *node) {
  return node->record.kind == ATSNN_NODE_SPIKING
             ? (uint64_t)atsnn_shape_elements(node->record.output) * node->record.membrane_width / 8
             : 0;
}

static uint64_t current_bytes(const atsnn_node *node) {
  return node->currents != NULL ? 4ull * atsnn_shape_elements(node->record.output) : 0;
}

/// Nodes are placed whole and in order: each takes what it needs when that is still free.
/// @return whether the view's node is placed in `capacity` bytes
static bool is_placed(const atsnn_view *view, uint64_t capacity, uint32_t slots,
                      uint64_t (*bytes)(const atsnn_node *)) {
  uint64_t used = 0;
  bool placed = false;
  for (uint32_t i = 0; i <= view->number; i++) {
    const uint64_t needed = slots * bytes(&view->accelerator->nodes[i]);
    placed = used + needed <= capacity;
    used += placed ? needed : 0;
  }
  return placed;
}

bool atsnn_membranes_fit(const atsnn_view *view) {
  return is_placed(view, view->machine->membranes, view->machine->slots, membrane_bytes);
}

bool atsnn_currents_fit(const atsnn_view *view) {
  return is_placed(view, view->machine->current_cache, view->machine->slots, current_bytes);
}

static uint64_t node_weight_bytes(const atsnn_accelerator *accelerator, const atsnn_node *node) {
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < node->record.connection_count; i++) {
    const atsnn_connection *connection =
        &accelerator->connections[node->record.first_connection + i];
    bytes += atsnn_weight_bytes(&connection->record,
                                accelerator->tensors[connection->record.source].shape,
                                node->record.output.channels);
  }
  return bytes;
}

bool atsnn_weights_are_resident(const atsnn_view *view) {
  uint64_t used = 0;
  bool placed = false;
  for (uint32_t i = 0; i <= view->number; i++) {
    const uint64_t needed = node_weight_bytes(view->accelerator, &view->accelerator->nodes[i]);
    placed = used + needed <= view->machine->weight_bank;
    used += placed ? needed : 0;
  }
  return placed && view->machine->weight_bank > 0;
}

bool atsnn_tensor_fits(const atsnn_view *view, uint32_t tensor) {
  const atsnn_tensor *t = &view->accelerator->tensors[tensor];
  const uint64_t bits = (uint64_t)atsnn_shape_elements(t->shape) * atsnn_tensor_element_bits(t);
  return tensor == 0 || bits <= 4ull * view->machine->spike_buffer;
}

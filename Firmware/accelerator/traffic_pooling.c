#include "traffic.h"

static bool reads(const atsnn_accelerator *accelerator, uint32_t node, uint32_t tensor) {
  const atsnn_node_record *record = &accelerator->nodes[node].record;
  bool found = record->connection_count == 0 && record->source == tensor;
  for (uint32_t i = 0; i < record->connection_count; i++) {
    found |= accelerator->connections[record->first_connection + i].record.source == tensor;
  }
  return found;
}

/// True where windows neither overlap nor leave the tile.
static bool divides_tile(const atsnn_window *w, const atsnn_machine *machine) {
  return w->kernel_height == w->stride_height && w->kernel_width == w->stride_width &&
         w->padding_height == 0 && w->padding_width == 0 &&
         machine->tile_height % w->kernel_height == 0 && machine->tile_width % w->kernel_width == 0;
}

bool atsnn_pooling_is_fused(const atsnn_view *view, uint32_t node) {
  const atsnn_accelerator *accelerator = view->accelerator;
  const atsnn_node_record *record = &accelerator->nodes[node].record;
  const bool pools =
      record->kind == ATSNN_NODE_MAX_POOLING || record->kind == ATSNN_NODE_SUM_POOLING;
  if (!pools || node == 0 || record->source != node ||
      accelerator->nodes[node - 1].record.kind != ATSNN_NODE_SPIKING ||
      !divides_tile(&record->window, view->machine)) {
    return false;
  }
  uint32_t readers = 0;
  for (uint32_t i = node; i < accelerator->image->node_count; i++) {
    readers += reads(accelerator, i, node);
  }
  return readers == 1;
}

void atsnn_count_pooling(const atsnn_view *view, atsnn_machine_counts *counts) {
  const atsnn_counts *now = &view->node->now;
  counts->pooling_operations += now->pooling_operations;
  if (!atsnn_pooling_is_fused(view, view->number)) {
    const uint64_t port = view->machine->spike_port;
    if (atsnn_tensor_fits(view, view->node->record.source)) {
      counts->spike_read_bits += now->spike_read_bits;
    } else {
      counts->dram_spike_bits += atsnn_burst_bits(view->machine, now->spike_read_bits);
    }
    counts->pooling_cycles += (now->spike_read_bits + port - 1) / port;
  }
}

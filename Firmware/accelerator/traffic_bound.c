#include "traffic.h"

/// Accumulations that one spike causes when it is sent to every tap and output channel.
static uint64_t fan_out(const atsnn_connection *connection, uint32_t channels) {
  const atsnn_window *w = &connection->record.window;
  switch (connection->record.kind) {
  case ATSNN_CONVOLUTION:
    return (uint64_t)((w->kernel_height + w->stride_height - 1u) / w->stride_height) *
           ((w->kernel_width + w->stride_width - 1u) / w->stride_width) * channels;
  case ATSNN_FULL:
    return channels;
  default:
    return 1;
  }
}

void atsnn_count_bound(const atsnn_view *view, atsnn_machine_counts *counts) {
  const atsnn_node_record *record = &view->node->record;
  uint64_t operations = 0;
  for (uint32_t i = 0; i < record->connection_count; i++) {
    const atsnn_connection *connection =
        &view->accelerator->connections[record->first_connection + i];
    if (atsnn_is_due(view, connection)) {
      const atsnn_tensor source = atsnn_source(view, connection->record.source);
      const uint64_t sent =
          atsnn_active_elements(&source) * fan_out(connection, record->output.channels);
      counts->bound_weight_bits += sent * connection->record.weight_bits;
      operations += sent;
    }
  }
  const uint64_t updates = view->node->now.neuron_updates;
  const uint64_t width = record->kind == ATSNN_NODE_SPIKING ? record->membrane_width : 32u;
  counts->bound_accumulations += operations + updates + view->node->now.spikes;
  counts->bound_membrane_bits += 2 * width * (operations + updates);
}

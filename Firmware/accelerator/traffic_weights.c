#include "traffic.h"

bool atsnn_is_due(const atsnn_view *view, const atsnn_connection *connection) {
  const atsnn_tensor *source = &view->accelerator->tensors[connection->record.source];
  return atsnn_tensor_is_pixels(source) == view->begins;
}

/// Bits of the weights that are due for `columns` output channels.
static uint64_t due_bits(const atsnn_view *view, uint32_t columns) {
  const atsnn_node_record *record = &view->node->record;
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < record->connection_count; i++) {
    const atsnn_connection *connection =
        &view->accelerator->connections[record->first_connection + i];
    if (atsnn_is_due(view, connection)) {
      const atsnn_shape source = view->accelerator->tensors[connection->record.source].shape;
      bytes += atsnn_weight_bytes(&connection->record, source, columns);
    }
  }
  return 8 * bytes;
}

/// All channel tiles' weights, each a block of whole bursts in DRAM.
static uint64_t pass_bursts(const atsnn_view *view) {
  const uint32_t channels = view->node->record.output.channels;
  const uint32_t last = channels - (view->channel_tiles - 1) * view->columns;
  return (view->channel_tiles - 1) *
             atsnn_burst_bits(view->machine, due_bits(view, view->columns)) +
         atsnn_burst_bits(view->machine, due_bits(view, last));
}

/// The pass is shared by the images in flight; a part of a bit counts as one.
static uint64_t share(const atsnn_view *view, uint64_t bits) {
  return (bits + view->machine->slots - 1) / view->machine->slots;
}

void atsnn_count_weights(const atsnn_view *view, uint64_t row_bits, atsnn_machine_counts *counts) {
  const uint64_t all = due_bits(view, view->node->record.output.channels);
  const bool fits = due_bits(view, view->columns) <= 8ull * view->machine->weight_buffer;
  if (atsnn_weights_are_resident(view)) {
    if (view->pixel_tiles > 1 && fits) { // copied once, then read by every tile
      counts->weight_bank_read_bits += all;
      counts->weight_write_bits += all;
      counts->weight_read_bits += row_bits;
    } else { // straight from the bank to the lanes
      counts->weight_bank_read_bits += row_bits;
    }
    return;
  }
  const uint64_t passes = fits ? 1 : view->pixel_tiles;
  counts->dram_weight_bits += share(view, passes * pass_bursts(view));
  counts->weight_write_bits += share(view, passes * all);
  counts->weight_read_bits += row_bits;
}

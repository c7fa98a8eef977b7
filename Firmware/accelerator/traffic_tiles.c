#include "traffic.h"

/// A pass over the pixel tiles with one channel tile; every channel tile makes the same pass.
typedef struct {
  uint64_t lane_cycles;
  uint64_t weight_stall;
  uint64_t scan_stall;
  uint64_t update;       ///< cycles of updates that accumulation does not hide
  uint64_t first_tile;   ///< accumulation of the first tile
  uint64_t last_update;  ///< update of the last tile so far
  uint64_t row_bits;     ///< weight bits broadcast, all channel tiles
  uint64_t operations;   ///< additions of all lanes, all channel tiles
  uint64_t patch_bits;   ///< bits of patches in the spike buffer
  uint64_t spilled_bits; ///< bits of patches in DRAM, in bursts
  uint64_t membranes;    ///< bits of spilled membranes, one way, in bursts, all channels
} pass;

static uint64_t ceiling(uint64_t bits, uint64_t port) {
  return (bits + port - 1) / port;
}

/// Rows of a connection that is an identity belong to one channel each.
static void add_demand(const atsnn_view *view, const atsnn_connection *connection,
                       const atsnn_demand *demand, pass *p) {
  const uint64_t bits = demand->rows * connection->record.weight_bits;
  const uint64_t channels = view->node->record.output.channels;
  const bool own = connection->record.kind == ATSNN_IDENTITY;
  p->row_bits += own ? bits : bits * channels;
  p->operations += own ? demand->additions : demand->additions * channels;
  if (atsnn_tensor_fits(view, connection->record.source)) {
    p->patch_bits += demand->patch_bits;
  } else {
    p->spilled_bits += atsnn_burst_bits(view->machine, demand->patch_bits);
  }
}

/// Number and pixel mask of every row, over the tree to all clusters, once a channel tile.
static uint64_t told_rows(const atsnn_view *view, const atsnn_tile *tile, uint64_t rows) {
  const uint64_t bits = ATSNN_MACHINE_ROW_NUMBER_BITS + (uint64_t)tile->height * tile->width;
  return view->channel_tiles * rows * bits * view->machine->row_wire;
}

/// Accumulates one tile.
/// @return its cycles
static uint64_t accumulate(const atsnn_view *view, const atsnn_tile *tile, pass *p,
                           atsnn_machine_counts *counts) {
  const atsnn_node_record *record = &view->node->record;
  atsnn_lanes lanes;
  atsnn_lanes_start(&lanes, view->machine);
  uint64_t patch = 0;
  for (uint32_t i = 0; i < record->connection_count; i++) {
    const atsnn_connection *connection =
        &view->accelerator->connections[record->first_connection + i];
    if (atsnn_is_due(view, connection)) {
      const atsnn_demand demand = atsnn_scan(view, connection, tile, &lanes);
      add_demand(view, connection, &demand, p);
      patch += demand.patch_bits;
      counts->weight_rows += demand.rows;
      counts->wire_bit_micrometres += told_rows(view, tile, demand.rows);
    }
  }
  atsnn_lanes_finish(&lanes);
  const uint64_t busy = lanes.lane_cycles + lanes.weight_stall + lanes.scan_stall;
  const uint64_t load = ceiling(patch, view->machine->spike_port);
  p->lane_cycles += lanes.lane_cycles;
  p->weight_stall += lanes.weight_stall;
  p->scan_stall += lanes.scan_stall + (load > busy ? load - busy : 0);
  return load > busy ? load : busy;
}

/// Cycles at the end of a tile: membranes through their port, or cached currents through theirs,
/// whichever is longer. The read-out takes a class a cycle and is counted elsewhere.
static uint64_t update_cycles(const atsnn_view *view, const atsnn_tile *tile) {
  if (view->node->record.kind != ATSNN_NODE_SPIKING) {
    return 0;
  }
  const uint64_t neurons = (uint64_t)tile->height * tile->width * view->columns;
  const uint64_t bits = view->begins ? 32 : view->node->record.membrane_width;
  const uint64_t membranes = ceiling(neurons * bits, view->machine->membrane_port);
  const uint64_t currents =
      view->node->currents != NULL ? ceiling(neurons * 32, view->machine->membrane_port) : 0;
  return membranes > currents ? membranes : currents;
}

/// The update of a tile runs while the next accumulates: two sets of accumulators.
static void run_tile(const atsnn_view *view, const atsnn_tile *tile, bool first, pass *p,
                     atsnn_machine_counts *counts) {
  const uint64_t busy = accumulate(view, tile, p, counts);
  if (first) {
    p->first_tile = busy;
  } else if (p->last_update > busy) {
    p->update += p->last_update - busy;
  }
  p->last_update = update_cycles(view, tile);
  const uint64_t neurons =
      (uint64_t)tile->height * tile->width * view->node->record.output.channels;
  p->membranes += atsnn_burst_bits(view->machine, neurons * view->node->record.membrane_width);
}

static pass run_pass(const atsnn_view *view, atsnn_machine_counts *counts) {
  const atsnn_shape shape = view->node->record.output;
  const atsnn_machine *machine = view->machine;
  pass p = {0};
  for (uint32_t y = 0; y < shape.height; y += machine->tile_height) {
    for (uint32_t x = 0; x < shape.width; x += machine->tile_width) {
      const uint32_t height = shape.height - y;
      const uint32_t width = shape.width - x;
      const atsnn_tile tile = {
          .y = y,
          .x = x,
          .height = height < machine->tile_height ? height : machine->tile_height,
          .width = width < machine->tile_width ? width : machine->tile_width,
      };
      run_tile(view, &tile, x == 0 && y == 0, &p, counts);
    }
  }
  return p;
}

/// Between two channel tiles the last update of one is hidden by the first tile of the next.
static void count_cycles(const atsnn_view *view, const pass *p, atsnn_machine_counts *counts) {
  const uint64_t tiles = view->channel_tiles;
  const uint64_t between = p->last_update > p->first_tile ? p->last_update - p->first_tile : 0;
  counts->lane_cycles += tiles * p->lane_cycles;
  counts->weight_stall_cycles += tiles * p->weight_stall;
  counts->scan_stall_cycles += tiles * p->scan_stall;
  counts->update_cycles += tiles * p->update + (tiles - 1) * between + p->last_update;
}

static void count_state(const atsnn_view *view, const pass *p, atsnn_machine_counts *counts) {
  const atsnn_counts *now = &view->node->now;
  if (atsnn_membranes_fit(view)) {
    counts->membrane_read_bits += now->membrane_read_bits;
    counts->membrane_write_bits += now->membrane_write_bits;
  } else if (!view->begins) {
    counts->dram_membrane_bits += 2 * p->membranes;
  }
  if (atsnn_currents_fit(view)) {
    counts->current_read_bits += now->current_read_bits;
    counts->current_write_bits += now->current_write_bits;
  } else {
    counts->dram_current_bits +=
        atsnn_burst_bits(view->machine, now->current_read_bits + now->current_write_bits);
  }
}

void atsnn_count_tiles(const atsnn_view *view, atsnn_machine_counts *counts) {
  const pass p = run_pass(view, counts);
  counts->lane_operations += p.operations;
  counts->spike_read_bits += view->channel_tiles * p.patch_bits;
  counts->dram_spike_bits += view->channel_tiles * p.spilled_bits;
  atsnn_count_weights(view, p.row_bits, counts);
  count_cycles(view, &p, counts);
  count_state(view, &p, counts);
}

/// What the parts of the traffic and cycle model ask of each other. All of it looks at a machine
/// after a step and changes nothing there.
#ifndef ATSNN_TRAFFIC_H
#define ATSNN_TRAFFIC_H

#include "atsnn_machine.h"
#include "machine.h"

/// A rectangle of output pixels: the tile.
typedef struct {
  uint32_t y;
  uint32_t x;
  uint32_t height;
  uint32_t width;
} atsnn_tile;

/// The pixel lanes of one tile, fed with weight rows in scan order. Lanes may be `row_window` rows
/// apart: a window of rows takes as long as its busiest lane, its fetch or its scan.
typedef struct {
  const atsnn_machine *machine;
  uint32_t pixel_lanes;
  uint32_t loads[ATSNN_MACHINE_MAXIMUM_TILE]; ///< additions of each pixel lane, open window
  uint32_t open_rows;
  uint64_t open_bits;  ///< weight bits of the open window's rows
  uint64_t open_looks; ///< groups of channels that were empty
  uint64_t lane_cycles;
  uint64_t weight_stall;
  uint64_t scan_stall;
} atsnn_lanes;

/// What a connection asks for one tile and one channel tile.
typedef struct {
  uint64_t rows;       ///< active elements that broadcast a row
  uint64_t additions;  ///< over rows, the tile's pixels under which the element is active
  uint64_t patch_bits; ///< bits of the source under the tile
} atsnn_demand;

/// A node under a machine: which memories hold what belongs to it.
typedef struct {
  const atsnn_machine *machine;
  const atsnn_accelerator *accelerator;
  const uint8_t *input;
  uint32_t number;
  const atsnn_node *node;
  bool begins;            ///< counting begin: the connections that read pixels
  uint32_t columns;       ///< channels of a full channel tile
  uint32_t channel_tiles; ///< the last may be narrower
  uint32_t pixel_tiles;
} atsnn_view;

// traffic_lanes.c
void atsnn_lanes_start(atsnn_lanes *lanes, const atsnn_machine *machine);
/// Broadcasts one weight row of `bits` to the pixels of `mask` (bit p: pixel p of the tile).
void atsnn_lanes_row(atsnn_lanes *lanes, uint64_t mask, uint64_t bits);
/// The scanner looked at a group of channels and found it empty.
void atsnn_lanes_look(atsnn_lanes *lanes);
/// Lets the lanes finish what is open.
void atsnn_lanes_finish(atsnn_lanes *lanes);

// traffic_scan.c
/// Walks a connection's spikes under a tile as the scanner does, and feeds the lanes.
atsnn_demand atsnn_scan(const atsnn_view *view, const atsnn_connection *connection,
                        const atsnn_tile *tile, atsnn_lanes *lanes);

// traffic_source.c
/// The tensor with the input's bytes put back: they are there only during a call.
atsnn_tensor atsnn_source(const atsnn_view *view, uint32_t tensor);
/// Active elements among 32 channels of a pixel from `32 * group` on, a bit each. All pixels of an
/// image are active (rule C2).
uint32_t atsnn_active(const atsnn_tensor *source, uint32_t pixel, uint32_t group);
/// Active elements of a tensor.
uint64_t atsnn_active_elements(const atsnn_tensor *source);

// traffic_memory.c
/// Bits of whole bursts that hold these bits.
uint64_t atsnn_burst_bits(const atsnn_machine *machine, uint64_t bits);
bool atsnn_membranes_fit(const atsnn_view *view);
bool atsnn_currents_fit(const atsnn_view *view);
bool atsnn_weights_are_resident(const atsnn_view *view);
/// True where a tensor is in the spike buffer; tensor 0 always is.
bool atsnn_tensor_fits(const atsnn_view *view, uint32_t tensor);

// traffic_pooling.c
/// True for a pooling node that runs at its source's tile ends, so that the source's spikes are
/// never written.
bool atsnn_pooling_is_fused(const atsnn_view *view, uint32_t node);
void atsnn_count_pooling(const atsnn_view *view, atsnn_machine_counts *counts);

// traffic_weights.c
/// True for a connection whose work falls into what is counted: begin or a timestep.
bool atsnn_is_due(const atsnn_view *view, const atsnn_connection *connection);
/// Weights to and from the buffer, the bank and DRAM; `row_bits` is what the lanes were given.
void atsnn_count_weights(const atsnn_view *view, uint64_t row_bits, atsnn_machine_counts *counts);

// traffic_tiles.c
/// Accumulation and update of all tiles of a spiking node or a read-out.
void atsnn_count_tiles(const atsnn_view *view, atsnn_machine_counts *counts);

// traffic_bound.c
/// The no-reuse bound of Lemaire and others, arXiv 2210.13107.
void atsnn_count_bound(const atsnn_view *view, atsnn_machine_counts *counts);

#endif

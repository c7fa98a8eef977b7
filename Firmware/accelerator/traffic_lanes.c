#include "traffic.h"

#include <string.h>

static uint32_t lowest_bit(uint64_t word) {
#if defined(__GNUC__)
  return (uint32_t)__builtin_ctzll(word);
#else
  uint32_t bit = 0;
  for (; (word & 1u) == 0; word >>= 1) {
    bit++;
  }
  return bit;
#endif
}

static uint64_t larger(uint64_t a, uint64_t b) {
  return a > b ? a : b;
}

void atsnn_lanes_start(atsnn_lanes *lanes, const atsnn_machine *machine) {
  *lanes = (atsnn_lanes){
      .machine = machine,
      .pixel_lanes = machine->lanes / machine->tile_channels,
  };
}

/// The window ends: it took as long as the slowest of lanes, fetch and scan, which work at the same
/// time on neighbouring windows.
static void close_window(atsnn_lanes *lanes) {
  uint64_t busiest = 0;
  for (uint32_t lane = 0; lane < lanes->pixel_lanes; lane++) {
    busiest = larger(busiest, lanes->loads[lane]);
  }
  const uint64_t fetched = larger(busiest, lanes->open_fetch);
  lanes->lane_cycles += busiest;
  lanes->weight_stall += fetched - busiest;
  lanes->scan_stall += larger(fetched, lanes->open_scan) - fetched;
  memset(lanes->loads, 0, lanes->pixel_lanes * sizeof lanes->loads[0]);
  lanes->open_rows = 0;
  lanes->open_fetch = 0;
  lanes->open_scan = 0;
}

void atsnn_lanes_row(atsnn_lanes *lanes, uint64_t mask, uint64_t bits) {
  const uint32_t port = lanes->machine->weight_port;
  for (; mask != 0; mask &= mask - 1) {
    lanes->loads[lowest_bit(mask) % lanes->pixel_lanes]++;
  }
  lanes->open_fetch += (bits + port - 1) / port;
  lanes->open_scan++;
  if (++lanes->open_rows == lanes->machine->row_window) {
    close_window(lanes);
  }
}

void atsnn_lanes_look(atsnn_lanes *lanes) {
  lanes->open_scan++;
}

void atsnn_lanes_finish(atsnn_lanes *lanes) {
  close_window(lanes);
}

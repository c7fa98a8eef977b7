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

static uint64_t ceiling(uint64_t work, uint64_t rate) {
  return (work + rate - 1) / rate;
}

/// The window ends: it took as long as the slowest of lanes, fetch and scan, which work at the same
/// time on neighbouring windows.
static void close_window(atsnn_lanes *lanes) {
  const atsnn_machine *machine = lanes->machine;
  uint64_t busiest = 0;
  for (uint32_t lane = 0; lane < lanes->pixel_lanes; lane++) {
    busiest = larger(busiest, lanes->loads[lane]);
  }
  const uint64_t fetched = larger(busiest, ceiling(lanes->open_bits, machine->weight_port));
  const uint64_t scan = lanes->open_looks + ceiling(lanes->open_rows, machine->scan_rows);
  lanes->lane_cycles += busiest;
  lanes->weight_stall += fetched - busiest;
  lanes->scan_stall += larger(fetched, scan) - fetched;
  memset(lanes->loads, 0, lanes->pixel_lanes * sizeof lanes->loads[0]);
  lanes->open_rows = 0;
  lanes->open_bits = 0;
  lanes->open_looks = 0;
}

void atsnn_lanes_row(atsnn_lanes *lanes, uint64_t mask, uint64_t bits) {
  for (; mask != 0; mask &= mask - 1) {
    lanes->loads[lowest_bit(mask) % lanes->pixel_lanes]++;
  }
  lanes->open_bits += bits;
  if (++lanes->open_rows == lanes->machine->row_window) {
    close_window(lanes);
  }
}

void atsnn_lanes_look(atsnn_lanes *lanes) {
  lanes->open_looks++;
}

void atsnn_lanes_finish(atsnn_lanes *lanes) {
  close_window(lanes);
}

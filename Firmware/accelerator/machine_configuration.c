#include "atsnn_machine.h"

/// A field of a configuration and its range.
typedef struct {
  const char *name;
  size_t offset;
  uint32_t least;
  uint32_t greatest;
} field_range;

#define RANGE(field, least, greatest)                                                              \
  { #field, offsetof(atsnn_machine, field), least, greatest }

enum { MAXIMUM_BYTES = 1 << 30 };

static const field_range ranges[] = {
    RANGE(lanes, 1, 65536),
    RANGE(tile_height, 1, ATSNN_MACHINE_MAXIMUM_TILE),
    RANGE(tile_width, 1, ATSNN_MACHINE_MAXIMUM_TILE),
    RANGE(tile_channels, 1, 1024),
    RANGE(row_window, 1, 64),
    RANGE(scan_rows, 1, 8),
    RANGE(weight_port, 8, 65536),
    RANGE(spike_port, 8, 65536),
    RANGE(membrane_port, 8, 65536),
    RANGE(weight_buffer, 1024, MAXIMUM_BYTES),
    RANGE(weight_bank, 0, MAXIMUM_BYTES),
    RANGE(spike_buffer, 1024, MAXIMUM_BYTES),
    RANGE(membranes, 0, MAXIMUM_BYTES),
    RANGE(current_cache, 0, MAXIMUM_BYTES),
    RANGE(slots, 1, 64),
    RANGE(picoseconds, 100, 1000000),
    RANGE(dram_burst, 4, 4096),
    RANGE(dram_bandwidth, 1, 10000000),
    RANGE(dram_latency, 0, 100000),
    RANGE(memory_wire, 0, 100000),
    RANGE(row_wire, 0, 1000000),
};

static uint32_t value_of(const atsnn_machine *machine, const field_range *range) {
  const void *field = (const unsigned char *)machine + range->offset;
  return *(const uint32_t *)field;
}

/// The first field that its range or another field forbids; null when there is none.
static const char *fault(const atsnn_machine *m) {
  for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
    const uint32_t value = value_of(m, &ranges[i]);
    if (value < ranges[i].least || value > ranges[i].greatest) {
      return ranges[i].name;
    }
  }
  if (m->tile_height * m->tile_width > ATSNN_MACHINE_MAXIMUM_TILE) {
    return "tile_width";
  }
  const uint32_t pixel_lanes = m->lanes / m->tile_channels;
  if (m->lanes % m->tile_channels != 0 || pixel_lanes < 1 ||
      pixel_lanes > ATSNN_MACHINE_MAXIMUM_TILE) {
    return "lanes";
  }
  return (m->dram_burst & (m->dram_burst - 1)) != 0 ? "dram_burst" : NULL;
}

atsnn_result atsnn_machine_check(const atsnn_machine *machine, const char **field) {
  if (machine == NULL) {
    return ATSNN_BAD_ARGUMENT;
  }
  const char *wrong = fault(machine);
  if (field != NULL) {
    *field = wrong;
  }
  return wrong == NULL ? ATSNN_OK : ATSNN_BAD_ARGUMENT;
}

uint64_t atsnn_machine_memory_bytes(const atsnn_machine *machine) {
  return (uint64_t)machine->weight_buffer + machine->weight_bank + machine->spike_buffer +
         machine->membranes + machine->current_cache;
}

#include "atsnn_machine.h"

/// Every count: its name, and where it stands in the structure.
typedef struct {
  const char *name;
  size_t offset;
} count_field;

#define FIELD(field)                                                                               \
  { #field, offsetof(atsnn_machine_counts, field) }

static const count_field fields[] = {
    FIELD(synaptic_operations),
    FIELD(input_macs),
    FIELD(neuron_updates),
    FIELD(leak_shifts),
    FIELD(leak_multiplications),
    FIELD(spikes),
    FIELD(pooling_operations),
    FIELD(readout_updates),
    FIELD(exit_classes),
    FIELD(exit_tests),
    FIELD(weight_read_bits),
    FIELD(weight_write_bits),
    FIELD(weight_bank_read_bits),
    FIELD(spike_read_bits),
    FIELD(spike_write_bits),
    FIELD(membrane_read_bits),
    FIELD(membrane_write_bits),
    FIELD(current_read_bits),
    FIELD(current_write_bits),
    FIELD(dram_weight_bits),
    FIELD(dram_membrane_bits),
    FIELD(dram_spike_bits),
    FIELD(dram_current_bits),
    FIELD(dram_input_bits),
    FIELD(wire_bit_micrometres),
    FIELD(leakage_kilobyte_picoseconds),
    FIELD(idle_lane_cycles),
    FIELD(static_lane_picoseconds),
    FIELD(cycles),
    FIELD(lane_cycles),
    FIELD(weight_stall_cycles),
    FIELD(scan_stall_cycles),
    FIELD(update_cycles),
    FIELD(pooling_cycles),
    FIELD(exit_cycles),
    FIELD(dram_stall_cycles),
    FIELD(dram_latency_cycles),
    FIELD(weight_rows),
    FIELD(lane_operations),
    FIELD(bound_weight_bits),
    FIELD(bound_membrane_bits),
    FIELD(bound_accumulations),
};

_Static_assert(sizeof fields / sizeof fields[0] == ATSNN_MACHINE_COUNT_KINDS,
               "a count without a name");
_Static_assert(offsetof(atsnn_machine_counts, cycles) ==
                   ATSNN_MACHINE_PRICED_KINDS * sizeof(uint64_t),
               "priced counts come first");

static uint64_t *field_of(atsnn_machine_counts *counts, size_t kind) {
  return (uint64_t *)(void *)((unsigned char *)counts + fields[kind].offset);
}

void atsnn_machine_counts_add(atsnn_machine_counts *sum, const atsnn_machine_counts *term) {
  for (size_t kind = 0; kind < ATSNN_MACHINE_COUNT_KINDS; kind++) {
    *field_of(sum, kind) += atsnn_machine_count_value(term, kind);
  }
}

const char *atsnn_machine_count_name(size_t kind) {
  return kind < ATSNN_MACHINE_COUNT_KINDS ? fields[kind].name : NULL;
}

uint64_t atsnn_machine_count_value(const atsnn_machine_counts *counts, size_t kind) {
  if (kind >= ATSNN_MACHINE_COUNT_KINDS) {
    return 0;
  }
  const void *field = (const unsigned char *)counts + fields[kind].offset;
  return *(const uint64_t *)field;
}

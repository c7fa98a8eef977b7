#include "atsnn_accelerator.h"

/// Every count: its name, and where it stands in the structure.
typedef struct {
  const char *name;
  size_t offset;
} count_field;

#define FIELD(field)                                                                               \
  { #field, offsetof(atsnn_counts, field) }

static const count_field fields[] = {
    FIELD(synaptic_operations),  FIELD(input_macs),
    FIELD(weight_reads),         FIELD(weight_read_bits),
    FIELD(membrane_reads),       FIELD(membrane_read_bits),
    FIELD(membrane_writes),      FIELD(membrane_write_bits),
    FIELD(spike_reads),          FIELD(spike_read_bits),
    FIELD(spike_writes),         FIELD(spike_write_bits),
    FIELD(current_reads),        FIELD(current_read_bits),
    FIELD(current_writes),       FIELD(current_write_bits),
    FIELD(neuron_updates),       FIELD(leak_shifts),
    FIELD(leak_multiplications), FIELD(spikes),
    FIELD(saturations),          FIELD(pooling_operations),
    FIELD(readout_updates),      FIELD(exit_tests),
    FIELD(exit_classes),
};

_Static_assert(sizeof fields / sizeof fields[0] == ATSNN_COUNT_KINDS, "a count without a name");

static uint64_t *field_of(atsnn_counts *counts, size_t kind) {
  return (uint64_t *)(void *)((unsigned char *)counts + fields[kind].offset);
}

void atsnn_counts_add(atsnn_counts *sum, const atsnn_counts *term) {
  for (size_t kind = 0; kind < ATSNN_COUNT_KINDS; kind++) {
    *field_of(sum, kind) += atsnn_count_value(term, kind);
  }
}

const char *atsnn_count_name(size_t kind) {
  return kind < ATSNN_COUNT_KINDS ? fields[kind].name : NULL;
}

uint64_t atsnn_count_value(const atsnn_counts *counts, size_t kind) {
  if (kind >= ATSNN_COUNT_KINDS) {
    return 0;
  }
  atsnn_counts copy = *counts;
  return *field_of(&copy, kind);
}

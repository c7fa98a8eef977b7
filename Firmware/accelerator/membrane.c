#include "fixed_point.h"
#include "machine.h"

atsnn_neuron atsnn_neuron_update(const atsnn_node_record *rule, atsnn_channel channel,
                                 int32_t membrane, int32_t current) {
  const int32_t scaled = atsnn_scale_current(current, channel.shift);
  const int32_t leaked = atsnn_leak(membrane, rule->leak_form, rule->leak_parameter);
  const int64_t sum = (int64_t)leaked + scaled;
  const int32_t charged = atsnn_saturate(sum, rule->membrane_width);
  const bool spike = charged >= channel.threshold;
  int32_t next = charged;
  if (spike) {
    next = rule->reset == ATSNN_RESET_SOFT ? charged - channel.reset : 0;
  }
  return (atsnn_neuron){.membrane = next, .spike = spike, .saturated = charged != sum};
}

static atsnn_channel load_channel(const atsnn_node *node, uint32_t channel) {
  return (atsnn_channel){
      .threshold = atsnn_load_i32(node->thresholds + 4 * (size_t)channel),
      .reset = atsnn_load_i32(node->resets + 4 * (size_t)channel),
      .shift = node->shifts[channel],
  };
}

static void count_updates(atsnn_node *node, uint32_t updates) {
  const atsnn_node_record *record = &node->record;
  atsnn_counts *counts = &node->now;
  const uint64_t bits = (uint64_t)updates * record->membrane_width;
  counts->neuron_updates += updates;
  counts->membrane_reads += updates;
  counts->membrane_read_bits += bits;
  counts->membrane_writes += updates;
  counts->membrane_write_bits += bits;
  if (record->leak_form == ATSNN_LEAK_MULTIPLIER) {
    counts->leak_multiplications += updates;
  } else if (record->leak_form != ATSNN_LEAK_NONE) {
    counts->leak_shifts += updates;
  }
  counts->spike_writes++;
  counts->spike_write_bits += updates;
}

void atsnn_membrane_update(atsnn_node *node, uint32_t pixel, const int32_t *sums,
                           atsnn_tensor *output) {
  const uint32_t channels = node->record.output.channels;
  const size_t first = (size_t)pixel * channels;
  uint32_t *words = output->bits + (size_t)pixel * output->words;
  uint32_t word = 0;
  for (uint32_t c = 0; c < channels; c++) {
    const int32_t membrane =
        node->membranes_16 != NULL ? node->membranes_16[first + c] : node->membranes_32[first + c];
    const atsnn_neuron neuron =
        atsnn_neuron_update(&node->record, load_channel(node, c), membrane, sums[c]);
    if (node->membranes_16 != NULL) {
      node->membranes_16[first + c] = (int16_t)neuron.membrane;
    } else {
      node->membranes_32[first + c] = neuron.membrane;
    }
    word |= (uint32_t)neuron.spike << c % 32;
    if (c % 32 == 31 || c == channels - 1) {
      words[c / 32] = word;
      word = 0;
    }
    node->now.spikes += neuron.spike;
    node->now.saturations += neuron.saturated;
  }
  count_updates(node, channels);
}

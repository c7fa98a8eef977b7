#include "traffic.h"

static void count_operations(const atsnn_counts *now, atsnn_machine_counts *counts) {
  counts->synaptic_operations += now->synaptic_operations;
  counts->input_macs += now->input_macs;
  counts->neuron_updates += now->neuron_updates;
  counts->leak_shifts += now->leak_shifts;
  counts->leak_multiplications += now->leak_multiplications;
  counts->spikes += now->spikes;
  counts->readout_updates += now->readout_updates;
  counts->exit_classes += now->exit_classes;
  counts->exit_tests += now->exit_tests;
  counts->exit_cycles += now->readout_updates +
                         ATSNN_MACHINE_EXIT_CLASS_CYCLES * now->exit_classes +
                         ATSNN_MACHINE_EXIT_TEST_CYCLES * now->exit_tests;
}

static bool reads_input(const atsnn_view *view) {
  const atsnn_node_record *record = &view->node->record;
  bool found = record->connection_count == 0 && record->source == 0;
  for (uint32_t i = 0; i < record->connection_count; i++) {
    const atsnn_connection *connection =
        &view->accelerator->connections[record->first_connection + i];
    found |= connection->record.source == 0 && atsnn_is_due(view, connection);
  }
  return found;
}

/// The input comes from DRAM to the spike buffer once for every node that reads it.
static void count_input(const atsnn_view *view, atsnn_machine_counts *counts) {
  if (view->input != NULL && reads_input(view)) {
    const uint64_t bits = 8ull * atsnn_shape_elements(view->accelerator->tensors[0].shape);
    counts->dram_input_bits += atsnn_burst_bits(view->machine, bits);
    counts->spike_write_bits += bits;
  }
}

/// Outputs leave the tile as masks; those that a fused pooling takes are never written.
static void count_output(const atsnn_view *view, atsnn_machine_counts *counts) {
  const uint64_t bits = view->node->now.spike_write_bits;
  if (view->number + 1 < view->accelerator->image->node_count &&
      atsnn_pooling_is_fused(view, view->number + 1)) {
    return;
  }
  if (atsnn_tensor_fits(view, view->number + 1)) {
    counts->spike_write_bits += bits;
  } else {
    counts->dram_spike_bits += atsnn_burst_bits(view->machine, bits);
  }
}

/// Bits of the memories that are too large to lie beside the lanes, each over the mean way. Rows
/// were counted with their tiles.
static void count_wires(const atsnn_view *view, atsnn_machine_counts *counts) {
  const uint64_t bits = counts->weight_bank_read_bits + counts->membrane_read_bits +
                        counts->membrane_write_bits + counts->current_read_bits +
                        counts->current_write_bits;
  counts->wire_bit_micrometres += bits * view->machine->memory_wire;
}

/// Cycles that the DRAM's bandwidth needs for all bursts: bits / 8 over bytes a cycle.
static uint64_t dram_cycles(const atsnn_machine *machine, const atsnn_machine_counts *counts) {
  const uint64_t bits = counts->dram_weight_bits + counts->dram_membrane_bits +
                        counts->dram_spike_bits + counts->dram_current_bits +
                        counts->dram_input_bits;
  // 10^6 bytes a second times picoseconds a cycle is 10^-6 bytes a cycle.
  const uint64_t microbytes = (uint64_t)machine->dram_bandwidth * machine->picoseconds;
  return (bits / 8 * 1000000 + microbytes - 1) / microbytes;
}

/// DRAM moves while the engine works on the same node; the node ends when both have.
static void count_time(const atsnn_view *view, atsnn_machine_counts *counts) {
  const atsnn_machine *machine = view->machine;
  const uint64_t engine = counts->lane_cycles + counts->weight_stall_cycles +
                          counts->scan_stall_cycles + counts->update_cycles +
                          counts->pooling_cycles + counts->exit_cycles;
  const uint64_t dram = dram_cycles(machine, counts);
  counts->dram_stall_cycles = dram > engine ? dram - engine : 0;
  counts->dram_latency_cycles = dram > 0 ? machine->dram_latency : 0;
  counts->cycles = engine + counts->dram_stall_cycles + counts->dram_latency_cycles;
  const uint64_t time = counts->cycles * machine->picoseconds;
  const uint64_t busy = counts->synaptic_operations + counts->input_macs;
  const uint64_t clocked = machine->lanes * counts->cycles;
  counts->idle_lane_cycles = clocked > busy ? clocked - busy : 0;
  counts->static_lane_picoseconds = machine->lanes * time;
  counts->leakage_kilobyte_picoseconds = atsnn_machine_memory_bytes(machine) / 1024 * time;
}

static atsnn_view make_view(const atsnn_machine *machine, const atsnn_accelerator *accelerator,
                            const uint8_t *input, uint32_t number) {
  const atsnn_node *node = &accelerator->nodes[number];
  const atsnn_shape shape = node->record.output;
  const uint32_t rows = (shape.height + machine->tile_height - 1) / machine->tile_height;
  const uint32_t columns = (shape.width + machine->tile_width - 1) / machine->tile_width;
  return (atsnn_view){
      .machine = machine,
      .accelerator = accelerator,
      .input = input,
      .number = number,
      .node = node,
      .begins = accelerator->timestep == 0,
      .columns = shape.channels < machine->tile_channels ? shape.channels : machine->tile_channels,
      .channel_tiles = (shape.channels + machine->tile_channels - 1) / machine->tile_channels,
      .pixel_tiles = rows * columns,
  };
}

/// True where the call that is counted took input: begin on an image, a step on events.
static bool takes_input(const atsnn_accelerator *accelerator) {
  const bool events = accelerator->image->input_kind == ATSNN_INPUT_EVENTS;
  return events == (accelerator->timestep > 0);
}

static void count_node(const atsnn_view *view, atsnn_machine_counts *counts) {
  const bool pools = view->node->record.kind == ATSNN_NODE_MAX_POOLING ||
                     view->node->record.kind == ATSNN_NODE_SUM_POOLING;
  // In begin, only nodes with a cached current do anything.
  if (view->begins && view->node->currents == NULL) {
    return;
  }
  count_operations(&view->node->now, counts);
  count_input(view, counts);
  if (pools) {
    atsnn_count_pooling(view, counts);
  } else {
    atsnn_count_tiles(view, counts);
    atsnn_count_bound(view, counts);
  }
  count_output(view, counts);
  count_wires(view, counts);
  count_time(view, counts);
}

atsnn_result atsnn_machine_count(const atsnn_machine *machine, const atsnn_accelerator *accelerator,
                                 const uint8_t *input, uint32_t node,
                                 atsnn_machine_counts *counts) {
  if (machine == NULL || accelerator == NULL || counts == NULL ||
      node >= accelerator->image->node_count) {
    return ATSNN_BAD_ARGUMENT;
  }
  if (accelerator->phase == ATSNN_PHASE_READY) {
    return ATSNN_BAD_STATE;
  }
  if ((input != NULL) != takes_input(accelerator)) {
    return ATSNN_BAD_ARGUMENT;
  }
  const atsnn_view view = make_view(machine, accelerator, input, node);
  atsnn_machine_counts counted = {0};
  count_node(&view, &counted);
  *counts = counted;
  return ATSNN_OK;
}

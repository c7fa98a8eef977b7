#include "machines.h"

#include <inttypes.h>
#include <stdio.h>

static uint32_t number(const cJSON *object, const char *name) {
  return (uint32_t)json_integer(object, name);
}

static const cJSON *member(const cJSON *object, const char *name) {
  const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
  assert_non_null(item);
  return item;
}

static atsnn_machine parse(const cJSON *file) {
  const cJSON *tile = member(file, "tile");
  const cJSON *ports = member(file, "port_bits");
  const cJSON *buffers = member(file, "buffer_bytes");
  const cJSON *dram = member(file, "dram");
  const cJSON *wires = member(file, "wire_micrometres");
  return (atsnn_machine){
      .lanes = number(file, "lanes"),
      .tile_height = number(tile, "height"),
      .tile_width = number(tile, "width"),
      .tile_channels = number(tile, "channels"),
      .row_window = number(file, "row_window"),
      .scan_rows = number(file, "scan_rows"),
      .weight_port = number(ports, "weights"),
      .spike_port = number(ports, "spikes"),
      .membrane_port = number(ports, "membranes"),
      .weight_buffer = number(buffers, "weights"),
      .weight_bank = number(file, "weight_bank_bytes"),
      .spike_buffer = number(buffers, "spikes"),
      .membranes = number(buffers, "membranes"),
      .current_cache = number(buffers, "currents"),
      .slots = number(file, "image_slots"),
      .picoseconds = 1000000 / number(file, "clock_megahertz"),
      .dram_burst = number(dram, "burst_bytes"),
      .dram_bandwidth = number(dram, "megabytes_per_second"),
      .dram_latency = number(dram, "latency_cycles"),
      .memory_wire = number(wires, "memories"),
      .row_wire = number(wires, "rows"),
  };
}

atsnn_machine read_machine(const char *name) {
  char path[PATH_BYTES];
  char file[32];
  snprintf(file, sizeof file, "%s.json", name);
  join_path(path, "Firmware/accelerator/configurations", file);
  cJSON *object = read_json(path);
  const atsnn_machine machine = parse(object);
  cJSON_Delete(object);
  const char *field = NULL;
  if (atsnn_machine_check(&machine, &field) != ATSNN_OK) {
    fail_msg("%s is refused for its %s", path, field);
  }
  return machine;
}

void read_shipped_machines(atsnn_machine machines[SHIPPED_MACHINES]) {
  static const char *const names[SHIPPED_MACHINES] = {"edge", "resident", "micro"};
  for (size_t i = 0; i < SHIPPED_MACHINES; i++) {
    machines[i] = read_machine(names[i]);
  }
}

/// A number below `count` (xorshift64).
static uint32_t draw(uint64_t *seed, uint32_t count) {
  *seed ^= *seed << 13;
  *seed ^= *seed >> 7;
  *seed ^= *seed << 17;
  return (uint32_t)(*seed >> 20) % count;
}

static uint32_t draw_bytes(uint64_t *seed) {
  return 1024u << draw(seed, 14);
}

atsnn_machine random_machine(uint64_t *seed) {
  const uint32_t height = 1 + draw(seed, 8);
  const uint32_t channels = 1 + draw(seed, 48);
  const atsnn_machine machine = {
      .lanes = channels * (1 + draw(seed, 64)),
      .tile_height = height,
      .tile_width = 1 + draw(seed, ATSNN_MACHINE_MAXIMUM_TILE / height),
      .tile_channels = channels,
      .row_window = 1 + draw(seed, 16),
      .scan_rows = 1 + draw(seed, 8),
      .weight_port = 8u << draw(seed, 7),
      .spike_port = 8u << draw(seed, 7),
      .membrane_port = 8u << draw(seed, 7),
      .weight_buffer = draw_bytes(seed),
      .weight_bank = draw(seed, 2) * draw_bytes(seed),
      .spike_buffer = draw_bytes(seed),
      .membranes = draw(seed, 4) * draw_bytes(seed),
      .current_cache = draw(seed, 4) * draw_bytes(seed),
      .slots = 1 + draw(seed, 16),
      .picoseconds = 500 + draw(seed, 20000),
      .dram_burst = 4u << draw(seed, 6),
      .dram_bandwidth = 1 + draw(seed, 100000),
      .dram_latency = draw(seed, 200),
      .memory_wire = draw(seed, 5000),
      .row_wire = draw(seed, 20000),
  };
  assert_int_equal(atsnn_machine_check(&machine, NULL), ATSNN_OK);
  return machine;
}

static void expect(bool holds, const char *name, uint32_t node, const char *what) {
  if (!holds) {
    fail_msg("%s, node %" PRIu32 ": %s", name, node, what);
  }
}

static void check_node(const char *name, uint32_t node, const atsnn_machine *machine,
                       const atsnn_machine_counts *c, const atsnn_counts *now) {
  expect(c->synaptic_operations == now->synaptic_operations && c->input_macs == now->input_macs,
         name, node, "operations differ from the functional model's");
  expect(c->lane_operations == c->synaptic_operations + c->input_macs, name, node,
         "the tiles' additions differ from the operations");
  expect(c->cycles == c->lane_cycles + c->weight_stall_cycles + c->scan_stall_cycles +
                          c->update_cycles + c->pooling_cycles + c->exit_cycles +
                          c->dram_stall_cycles + c->dram_latency_cycles,
         name, node, "parts do not add up to the cycles");
  expect(c->lane_cycles * machine->lanes >= c->lane_operations, name, node,
         "more additions than lanes had cycles");
  expect(c->weight_rows <= now->weight_reads, name, node, "more rows than without any reuse");
  expect(c->lane_operations <= c->bound_accumulations, name, node, "more than the bound");
  expect(c->membrane_read_bits == now->membrane_read_bits || c->dram_membrane_bits > 0, name, node,
         "membranes are neither on the chip nor in DRAM");
  expect((c->dram_membrane_bits + c->dram_spike_bits + c->dram_current_bits + c->dram_input_bits) %
                 (8ull * machine->dram_burst) ==
             0,
         name, node, "DRAM moves parts of bursts");
}

void check_counts(const char *name, const atsnn_machine *machine,
                  const atsnn_accelerator *accelerator, const uint8_t *input) {
  const uint32_t nodes = accelerator->image->node_count;
  for (uint32_t node = 0; node < nodes; node++) {
    atsnn_machine_counts counts;
    assert_int_equal(atsnn_machine_count(machine, accelerator, input, node, &counts), ATSNN_OK);
    check_node(name, node, machine, &counts, atsnn_accelerator_counts(accelerator, node));
  }
}

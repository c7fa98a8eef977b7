/// @file
/// The machine that the functional model stands for: its lanes, tiles, memories and clock, and what
/// it moves and waits for. Counts come from the spike positions of a run, so they are made right
/// after each step; they never change what the run computes. Firmware/ACCELERATOR.md tells the
/// rules.
///
///     atsnn_machine_check         once a configuration
///     atsnn_machine_count         a node, after atsnn_accelerator_begin() and after each step
#ifndef ATSNN_MACHINE_CONFIGURATION_H
#define ATSNN_MACHINE_CONFIGURATION_H

#include "atsnn_accelerator.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  /// Most output pixels of a tile: the scanner's mask is one 64-bit word.
  ATSNN_MACHINE_MAXIMUM_TILE = 64,
  /// Channels that the spike scanner looks at together.
  ATSNN_MACHINE_SCAN_CHANNELS = 32,
  /// Cycles of the serial exit unit: a class (rules X1 to X5), and a comparison of products.
  ATSNN_MACHINE_EXIT_CLASS_CYCLES = 4,
  ATSNN_MACHINE_EXIT_TEST_CYCLES = 8,
  /// Bits of a row's number that clusters are told; the mask of the tile's pixels follows.
  ATSNN_MACHINE_ROW_NUMBER_BITS = 32,
};

/// A configuration; Firmware/accelerator/configurations/*.json hold three. Bytes are of 8 bits.
typedef struct {
  uint32_t lanes;          ///< accumulators that add at once; tile_channels times 1...64 pixels
  uint32_t tile_height;    ///< output pixels of a tile; at most 64 in all
  uint32_t tile_width;     ///< see above
  uint32_t tile_channels;  ///< output channels of a tile, 1...1024
  uint32_t row_window;     ///< weight rows that pixel lanes may be apart, 1...64
  uint32_t scan_rows;      ///< active rows that the spike scanner finds a cycle, 1...8
  uint32_t weight_port;    ///< bits a cycle from the weight buffer or bank, 8...65536
  uint32_t spike_port;     ///< bits a cycle from the spike buffer
  uint32_t membrane_port;  ///< bits a cycle from and to the membrane memory, both at once
  uint32_t weight_buffer;  ///< bytes of streamed weights on chip
  uint32_t weight_bank;    ///< bytes of weights that stay on chip; 0 streams all of them
  uint32_t spike_buffer;   ///< bytes; half for a layer's source, half for its output
  uint32_t membranes;      ///< bytes of membranes on chip, all slots together
  uint32_t current_cache;  ///< bytes of cached first-layer currents, all slots together
  uint32_t slots;          ///< images in flight that share one pass over streamed weights, 1...64
  uint32_t picoseconds;    ///< of a clock cycle
  uint32_t dram_burst;     ///< bytes of the smallest transfer, a power of two 4...4096
  uint32_t dram_bandwidth; ///< sustained, 10^6 bytes a second
  uint32_t dram_latency;   ///< cycles before a node's first burst
  uint32_t memory_wire;    ///< micrometres from bank, membranes and currents to their lanes, mean
  uint32_t row_wire;       ///< micrometres of the tree that tells all clusters an active row
} atsnn_machine;

/// What one node of one image did in begin or in a timestep. The first group is priced by the
/// tables, an entry of the same name each (dram_* by the kind of DRAM).
typedef struct {
  uint64_t synaptic_operations;          ///< as in atsnn_counts, down to exit_tests
  uint64_t input_macs;                   ///< rule C2
  uint64_t neuron_updates;               ///< rule C3
  uint64_t leak_shifts;                  ///< rule M2, forms 1 and 2
  uint64_t leak_multiplications;         ///< rule M2, form 3
  uint64_t spikes;                       ///< rule C3
  uint64_t pooling_operations;           ///< elements joined
  uint64_t readout_updates;              ///< rules R2 and R3
  uint64_t exit_classes;                 ///< classes of exit tests
  uint64_t exit_tests;                   ///< exit tests
  uint64_t weight_read_bits;             ///< weight rows read from the buffer to the lanes
  uint64_t weight_write_bits;            ///< weights written to the buffer
  uint64_t weight_bank_read_bits;        ///< weights read from the resident bank
  uint64_t spike_read_bits;              ///< tile patches read from the spike buffer
  uint64_t spike_write_bits;             ///< outputs written to the spike buffer
  uint64_t membrane_read_bits;           ///< membranes on chip and read-out registers
  uint64_t membrane_write_bits;          ///< the same
  uint64_t current_read_bits;            ///< cached currents on chip
  uint64_t current_write_bits;           ///< only in begin
  uint64_t dram_weight_bits;             ///< whole bursts, this image's share of the pass
  uint64_t dram_membrane_bits;           ///< spilled membranes, read and written, whole bursts
  uint64_t dram_spike_bits;              ///< spilled outputs, written and read again
  uint64_t dram_current_bits;            ///< spilled cached currents
  uint64_t dram_input_bits;              ///< the image, or the frame of events
  uint64_t wire_bit_micrometres;         ///< bits between clusters and memories, times their way
  uint64_t leakage_kilobyte_picoseconds; ///< on-chip memory (1024 bytes) times time
  uint64_t idle_lane_cycles;             ///< lanes clocked without an operation
  uint64_t static_lane_picoseconds;      ///< lanes times time

  uint64_t cycles;              ///< the sum of the eight below
  uint64_t lane_cycles;         ///< the busiest pixel lane adds
  uint64_t weight_stall_cycles; ///< all lanes wait for weight rows
  uint64_t scan_stall_cycles;   ///< for the spike scanner or the patch of spikes
  uint64_t update_cycles;       ///< neuron update that accumulation does not hide
  uint64_t pooling_cycles;      ///< pooling that is not fused
  uint64_t exit_cycles;         ///< read-out and exit test
  uint64_t dram_stall_cycles;   ///< the engine waits for bandwidth
  uint64_t dram_latency_cycles; ///< and for the first burst

  uint64_t weight_rows;         ///< weight rows broadcast: once a tile and active element
  uint64_t lane_operations;     ///< what the lanes added; the operations above, counted anew
  uint64_t bound_weight_bits;   ///< no reuse (Lemaire 2022): a read for every operation
  uint64_t bound_membrane_bits; ///< a membrane read and written for every operation and update
  uint64_t bound_accumulations; ///< every spike times every tap and output channel, and updates
} atsnn_machine_counts;

enum {
  /// Counts in an atsnn_machine_counts, each a uint64_t.
  ATSNN_MACHINE_COUNT_KINDS = sizeof(atsnn_machine_counts) / sizeof(uint64_t),
  /// Of these the first that are priced.
  ATSNN_MACHINE_PRICED_KINDS = 28,
};

/// ATSNN_OK when the machine is one that could be built and that the model can count for, else
/// ATSNN_BAD_ARGUMENT. The name of the first field at fault, as it stands in atsnn_machine, goes to
/// `field` where that is not null.
ATSNN_MUST_USE atsnn_result atsnn_machine_check(const atsnn_machine *machine, const char **field);

/// Counts what the machine did for a node in the last begin or step.
/// @param machine      one that atsnn_machine_check() accepted
/// @param accelerator  after begin or step; not changed
/// @param input        the bytes that call was given, still the same: pixels after begin, a frame
///                     after a step on events, else null
/// @param counts       written only on success
/// @return ATSNN_OK; ATSNN_BAD_ARGUMENT (null, no such node, input not of the image's kind);
///         ATSNN_BAD_STATE before begin
ATSNN_MUST_USE atsnn_result atsnn_machine_count(const atsnn_machine *machine,
                                                const atsnn_accelerator *accelerator,
                                                const uint8_t *input, uint32_t node,
                                                atsnn_machine_counts *counts);

/// On-chip memory of the machine in bytes: every buffer and the bank.
uint64_t atsnn_machine_memory_bytes(const atsnn_machine *machine);

/// Adds each count of `term` to that of `sum`.
void atsnn_machine_counts_add(atsnn_machine_counts *sum, const atsnn_machine_counts *term);

/// Name of a count, the same as its field; null from ATSNN_MACHINE_COUNT_KINDS on.
const char *atsnn_machine_count_name(size_t kind);

/// Value of a count by its place in the structure; 0 from ATSNN_MACHINE_COUNT_KINDS on.
uint64_t atsnn_machine_count_value(const atsnn_machine_counts *counts, size_t kind);

#ifdef __cplusplus
}
#endif

#endif

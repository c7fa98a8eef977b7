/// @file
/// The ATSNN accelerator, functional model: reads a model image (Quantization/FORMAT.md), runs it
/// timestep by timestep with the integer arithmetic of Quantization/ARITHMETIC.md and counts what
/// the machine does. C11, no heap, no floating point, no global state: every object belongs to the
/// caller, and two objects may be used from two threads.
/// What a machine of given lanes and memories moves and waits for: atsnn_machine.h.
///
/// Order of calls:
///
///     atsnn_image_open            once an image
///     atsnn_accelerator_init      once, with atsnn_accelerator_memory_size() bytes
///     atsnn_accelerator_begin     once an input
///     atsnn_accelerator_step      until step.exits
///
/// Every function that can fail returns an atsnn_result that must be used; unless its comment says
/// otherwise, a call that does not return ATSNN_OK has changed nothing.
#ifndef ATSNN_ACCELERATOR_H
#define ATSNN_ACCELERATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "atsnn_policy.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
/// The compiler warns where the result of the function is not used.
#define ATSNN_MUST_USE __attribute__((warn_unused_result))
#else
#define ATSNN_MUST_USE
#endif

enum {
  /// Alignment in bytes of an image's first byte and of the memory given to an accelerator.
  ATSNN_ALIGNMENT = 64,
};

/// What a call came to. 1...15 are the refusals of FORMAT.md, with its numbers.
typedef enum {
  ATSNN_OK = 0,
  ATSNN_TRUNCATED = 1,          ///< fewer bytes than the header, the table or the length need
  ATSNN_MAGIC = 2,              ///< not a model image
  ATSNN_FORMAT_VERSION = 3,     ///< not format 1.0
  ATSNN_ARITHMETIC_VERSION = 4, ///< not arithmetic version 1
  ATSNN_FEATURE_FLAGS = 5,      ///< unknown flag, or flags other than the contents need
  ATSNN_HEADER_CHECKSUM = 6,    ///< CRC-32 of header and section table
  ATSNN_SECTION_CHECKSUM = 7,   ///< CRC-32 of a section
  ATSNN_SECTION_PLACE = 8,      ///< a section's offset, length, order, or bytes between sections
  ATSNN_SECTION_SET = 9,        ///< a section missing, twice, unknown or of the wrong size
  ATSNN_LAYOUT_CODE = 10,       ///< unknown weight layout
  ATSNN_VALUE = 11,             ///< a field out of its range, reserved bytes not zero
  ATSNN_SHAPE = 12,             ///< shapes that do not fit together, a product too large
  ATSNN_ORDER = 13,             ///< a source tensor not made before its node
  ATSNN_BOUND = 14,             ///< rules O1 to O3: the weights exceed a bound
  ATSNN_ADDRESS = 15,           ///< the image's address is not a multiple of ATSNN_ALIGNMENT
  ATSNN_BAD_ARGUMENT = 32,      ///< a null pointer, a number out of range, input of another kind
  ATSNN_NO_MEMORY = 33,         ///< fewer bytes than atsnn_accelerator_memory_size()
  ATSNN_BAD_STATE = 34,         ///< step before begin or after the exit, policy during a run
  ATSNN_BUSY = 35,              ///< the driver's: a job is running
  ATSNN_TIMEOUT = 36,           ///< the driver's: not ended within the limit
  ATSNN_ABORTED = 37,           ///< the device's: the job was ended early
  ATSNN_NO_DEVICE = 38,         ///< the driver's: no accelerator of this register map
  ATSNN_DEVICE_FAULT = 39,      ///< the driver's: registers read what no device says
  ATSNN_BUS_ADDRESS = 40,       ///< the device's: bytes that it does not reach
} atsnn_result;

/// What the input is (MODEL, input kind).
typedef enum {
  ATSNN_INPUT_IMAGE = 1,  ///< one 8-bit image, the same at every timestep
  ATSNN_INPUT_EVENTS = 2, ///< one frame of event counts a timestep
} atsnn_input_kind;

/// The kinds of node (NODES, kind).
typedef enum {
  ATSNN_NODE_NONE = 0,        ///< no node of that number
  ATSNN_NODE_SPIKING = 1,     ///< has membranes and an output of spikes
  ATSNN_NODE_MAX_POOLING = 2, ///< has an output of spikes
  ATSNN_NODE_SUM_POOLING = 3, ///< has an output of counts
  ATSNN_NODE_READ_OUT = 4,    ///< has logits and read-outs, no output
} atsnn_node_kind;

/// A checked view of a model image. Made by atsnn_image_open(), read-only for everyone else. The
/// bytes are used in place: they must outlive the view, at the same address and unchanged.
typedef struct {
  const uint8_t *bytes;           ///< the image's first byte
  uint32_t length;                ///< bytes of the image
  uint32_t feature_flags;         ///< the feature flags of FORMAT.md
  uint32_t section_count;         ///< 1...65535
  uint32_t node_count;            ///< 1...4096; the last node is the read-out
  uint32_t connection_count;      ///< 1...16384
  uint16_t input_channels;        ///< 1...1024; 2 for events
  uint16_t input_height;          ///< 1...4096
  uint16_t input_width;           ///< 1...4096
  uint16_t timesteps;             ///< T, 1...255
  uint16_t classes;               ///< K, 2...4096
  uint16_t output_leak_parameter; ///< k or m of the output neuron (rule M2), else 0
  uint8_t input_kind;             ///< an atsnn_input_kind
  uint8_t output_neuron;          ///< 0 none, 1 integrator, 2 leaky (rule R2)
  uint8_t output_leak_form;       ///< 1...3 when leaky (rule M2), else 0
  uint8_t representation;         ///< 1 last, 2 sum, 3 weighted (rule R3)
  uint8_t score;                  ///< an atsnn_score_kind
  uint8_t minimum_timestep;       ///< 1...maximum_timestep
  uint8_t maximum_timestep;       ///< 1...timesteps
  uint64_t budget;                ///< operations of rule X9, 1...2^63 - 1; 0 for none
  uint32_t model;                 ///< offset of the MODEL section
  uint32_t zero_points;           ///< offset of the INPUT section, 0 for events
  uint32_t timestep_table;        ///< offset of the TIMESTEPS section
  uint32_t node_table;            ///< offset of the NODES section
  uint32_t connection_table;      ///< offset of the CONNECTIONS section
} atsnn_image;

/// What an accelerator counts, a node and a timestep (begin counts as timestep 0). All exact, none
/// estimated. A reuse of what was read before is not modelled: a weight row counts once for each
/// active element and output pixel that uses it. Bits are those of the quantity itself, without
/// padding of rows or words.
typedef struct {
  uint64_t synaptic_operations;  ///< rule C1
  uint64_t input_macs;           ///< rule C2; only in begin
  uint64_t weight_reads;         ///< weight rows (of an output channel's width each) read
  uint64_t weight_read_bits;     ///< bits of those rows
  uint64_t membrane_reads;       ///< membranes and read-out registers read
  uint64_t membrane_read_bits;   ///< their bits: 16 or 32 each
  uint64_t membrane_writes;      ///< membranes and read-out registers written
  uint64_t membrane_write_bits;  ///< their bits
  uint64_t spike_reads;          ///< pixels (all channels of a place) read from a source tensor
  uint64_t spike_read_bits;      ///< their bits: 1, 8 or 16 an element, 8 for the input
  uint64_t spike_writes;         ///< pixels written to the output tensor
  uint64_t spike_write_bits;     ///< their bits
  uint64_t current_reads;        ///< cached first-layer currents read
  uint64_t current_read_bits;    ///< their bits: 32 each
  uint64_t current_writes;       ///< cached first-layer currents written; only in begin
  uint64_t current_write_bits;   ///< their bits
  uint64_t neuron_updates;       ///< rule C3: leak, add, saturate, compare, reset
  uint64_t leak_shifts;          ///< updates whose leak is a shift (rule M2, forms 1 and 2)
  uint64_t leak_multiplications; ///< updates whose leak is a multiplication (form 3)
  uint64_t spikes;               ///< rule C3
  uint64_t saturations;          ///< rule C4
  uint64_t pooling_operations;   ///< elements joined by pooling windows
  uint64_t readout_updates;      ///< classes whose read-out was brought to this timestep
  uint64_t exit_tests;           ///< exit tests made
  uint64_t exit_classes;         ///< classes that went through an exit test
} atsnn_counts;

enum {
  /// Counts in an atsnn_counts, each a uint64_t, in the order of the structure.
  ATSNN_COUNT_KINDS = sizeof(atsnn_counts) / sizeof(uint64_t),
};

struct atsnn_node;
struct atsnn_tensor;
struct atsnn_connection;

/// A machine with its image and its state. The fields are private: they are declared so that the
/// caller can own the object. May be copied only while not used again from the original.
typedef struct {
  const atsnn_image *image;
  struct atsnn_node *nodes;
  struct atsnn_tensor *tensors;
  struct atsnn_connection *connections;
  int32_t *accumulators;
  int32_t *logits;
  int32_t *potentials;
  int32_t *readout;
  uint32_t *thresholds;
  uint32_t timestep;
  uint8_t score;
  uint8_t minimum_timestep;
  uint8_t maximum_timestep;
  uint8_t phase;
  uint64_t budget;
  uint64_t worst_case;
  uint64_t operations;
} atsnn_accelerator;

/// Checks everything that FORMAT.md demands and makes a view of the image.
/// @param image   written only on success
/// @param bytes   the image; any content is safe. Address a multiple of ATSNN_ALIGNMENT
/// @param length  bytes there are
/// @return ATSNN_OK; a refusal 1...15, the first fault found; ATSNN_BAD_ARGUMENT for null pointers
ATSNN_MUST_USE atsnn_result atsnn_image_open(atsnn_image *image, const void *bytes, size_t length);

/// Name of a result as FORMAT.md writes it (`truncated`, `magic`, ...), `ok`, `badArgument`,
/// `noMemory`, ...; `unknown` for a number that is no result. Never null.
const char *atsnn_result_name(atsnn_result result);

/// Operations of a node at a timestep when every element of its sources is non-zero (rule C5).
/// @param image  an opened image
/// @param node   below its node_count
uint64_t atsnn_image_worst_case(const atsnn_image *image, uint32_t node);

/// Bytes that an accelerator for this image needs; a pure function of the image. SIZE_MAX when the
/// address space cannot hold them.
/// @param image  an opened image
size_t atsnn_accelerator_memory_size(const atsnn_image *image);

/// Makes a machine in the caller's memory, with the image's own exit policy, not yet begun.
/// @param accelerator  written only on success
/// @param image        an opened image; it and its bytes must outlive the accelerator
/// @param memory       address a multiple of ATSNN_ALIGNMENT; its former content does not matter.
/// It
///                     belongs to the accelerator until the caller stops using that
/// @param bytes        bytes there are; no byte beyond atsnn_accelerator_memory_size() is touched
/// @return ATSNN_OK, ATSNN_BAD_ARGUMENT (null or misaligned) or ATSNN_NO_MEMORY
ATSNN_MUST_USE atsnn_result atsnn_accelerator_init(atsnn_accelerator *accelerator,
                                                   const atsnn_image *image, void *memory,
                                                   size_t bytes);

/// Replaces the exit policy for the runs to come.
/// @return ATSNN_OK; ATSNN_BAD_ARGUMENT (null, unknown score, timestep out of 1...T, threshold
///         or budget above the range of its rule); ATSNN_BAD_STATE between the first step and the
///         exit
ATSNN_MUST_USE atsnn_result atsnn_accelerator_set_policy(atsnn_accelerator *accelerator,
                                                         const atsnn_policy *policy);

/// Starts a run: all state to 0, all counts to 0, and for an image input the cached current of the
/// nodes that read it (rule I2). Allowed at any time, also in the middle of a run.
/// @param input  image: height * width * channels pixels in element order (rule T2), used only
///               during the call; events: null
/// @return ATSNN_OK, or ATSNN_BAD_ARGUMENT when the input is not of the image's kind
ATSNN_MUST_USE atsnn_result atsnn_accelerator_begin(atsnn_accelerator *accelerator,
                                                    const uint8_t *input);

/// Runs all nodes for one timestep, then the exit test.
/// @param frame  events: height * width * 2 counts in element order (rules E, T2), used only during
///               the call; image: null
/// @param step   written only on success
/// @return ATSNN_OK; ATSNN_BAD_ARGUMENT (null, frame not of the image's kind); ATSNN_BAD_STATE
///         before begin and after the timestep that exits
ATSNN_MUST_USE atsnn_result atsnn_accelerator_step(atsnn_accelerator *accelerator,
                                                   const uint8_t *frame, atsnn_step *step);

/// Kind of a node, ATSNN_NODE_NONE for one that is not there. This and the calls below look at an
/// accelerator that atsnn_accelerator_init() has made; before the first step they show zeros.
atsnn_node_kind atsnn_accelerator_node_kind(const atsnn_accelerator *accelerator, uint32_t node);

/// Elements of a node's output: height * width * channels; classes for the read-out; 0 for a node
/// that is not there.
uint32_t atsnn_accelerator_elements(const atsnn_accelerator *accelerator, uint32_t node);

/// The logits z_t of the last timestep (rule R1), one a class. Valid until the next call that
/// changes the accelerator.
const int32_t *atsnn_accelerator_logits(const atsnn_accelerator *accelerator);

/// The read-out y_t of the last timestep (rule R3), one a class. Valid as the logits are.
const int32_t *atsnn_accelerator_readout(const atsnn_accelerator *accelerator);

/// One element of the last timestep's output of a spiking or pooling node, in element order; 0 for
/// a node or element that is not there.
uint32_t atsnn_accelerator_output(const atsnn_accelerator *accelerator, uint32_t node,
                                  uint32_t element);

/// One membrane potential of a spiking node at the end of the last timestep; 0 for a node or
/// element that has none.
int32_t atsnn_accelerator_membrane(const atsnn_accelerator *accelerator, uint32_t node,
                                   uint32_t element);

/// Output digest of a spiking or pooling node (rule D2); the hash of nothing for another.
uint64_t atsnn_accelerator_output_digest(const atsnn_accelerator *accelerator, uint32_t node);

/// Membrane digest of a spiking node (rule D3); the hash of nothing for another.
uint64_t atsnn_accelerator_membrane_digest(const atsnn_accelerator *accelerator, uint32_t node);

/// What a node did in the last timestep, or in begin when no step was made since. Null for a node
/// that is not there. Valid as the logits are.
const atsnn_counts *atsnn_accelerator_counts(const atsnn_accelerator *accelerator, uint32_t node);

/// What a node did since begin, begin included. Null for a node that is not there.
const atsnn_counts *atsnn_accelerator_totals(const atsnn_accelerator *accelerator, uint32_t node);

/// Adds each count of `term` to that of `sum`.
void atsnn_counts_add(atsnn_counts *sum, const atsnn_counts *term);

/// Name of a count, the same as its field and as its action in an energy table; null from
/// ATSNN_COUNT_KINDS on.
const char *atsnn_count_name(size_t kind);

/// Value of a count by its place in the structure; 0 from ATSNN_COUNT_KINDS on.
uint64_t atsnn_count_value(const atsnn_counts *counts, size_t kind);

#ifdef __cplusplus
}
#endif

#endif

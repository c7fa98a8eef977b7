/// Places, sizes and codes of FORMAT.md, and what the parts of the reader ask of each other.
#ifndef ATSNN_IMAGE_LAYOUT_H
#define ATSNN_IMAGE_LAYOUT_H

#include "atsnn_accelerator.h"
#include "little_endian.h"

enum {
  ATSNN_HEADER_BYTES = 64,
  ATSNN_SECTION_ENTRY_BYTES = 32,
  ATSNN_MODEL_BYTES = 64,
  ATSNN_TIMESTEP_BYTES = 16,
  ATSNN_NODE_BYTES = 64,
  ATSNN_CONNECTION_BYTES = 32,
  ATSNN_MAXIMUM_SIDE = 4096,
  ATSNN_MAXIMUM_ELEMENTS = 1 << 26,
  ATSNN_MAXIMUM_COUNT = 65535,
  ATSNN_INPUT_COUNT = 255,
  ATSNN_Q15_ONE = 32768,
  ATSNN_FINDER_BLOCK = 512,
};

enum {
  ATSNN_SECTION_MODEL = 1,
  ATSNN_SECTION_INPUT = 2,
  ATSNN_SECTION_TIMESTEPS = 3,
  ATSNN_SECTION_NODES = 4,
  ATSNN_SECTION_CONNECTIONS = 5,
  ATSNN_SECTION_CHANNELS = 6,
  ATSNN_SECTION_WEIGHTS = 7,
  ATSNN_SECTION_NOTE = 8,
};

enum {
  ATSNN_FLAG_EVENTS = 1 << 0,
  ATSNN_FLAG_WEIGHTS_16 = 1 << 1,
  ATSNN_FLAG_MEMBRANE_32 = 1 << 2,
  ATSNN_FLAG_SUM_POOLING = 1 << 3,
  ATSNN_FLAG_BRANCHES = 1 << 4,
  ATSNN_FLAG_BUDGET = 1 << 5,
  ATSNN_FLAGS_KNOWN = (1 << 6) - 1,
};

enum { ATSNN_RESET_HARD = 0, ATSNN_RESET_SOFT = 1 };
enum { ATSNN_CONVOLUTION = 1, ATSNN_FULL = 2, ATSNN_IDENTITY = 3 };
enum { ATSNN_OUTPUT_NONE = 0, ATSNN_OUTPUT_INTEGRATOR = 1, ATSNN_OUTPUT_LEAKY = 2 };
enum { ATSNN_LAST = 1, ATSNN_SUM = 2, ATSNN_WEIGHTED = 3 };

/// Layouts of WEIGHTS: rows of all output channels, or of blocks of 64, block after block.
enum { ATSNN_LAYOUT_CANONICAL = 0, ATSNN_LAYOUT_BLOCKS = 1, ATSNN_LAYOUT_WIDTH = 64 };

/// An entry of the section table.
typedef struct {
  uint32_t kind;
  uint32_t index;
  uint32_t layout;
  uint32_t offset;
  uint32_t length;
  uint32_t checksum;
} atsnn_section;

/// A tensor's shape (rule T1) and maximum count (rule T3).
typedef struct {
  uint32_t height;
  uint32_t width;
  uint32_t channels;
  uint32_t maximum;
} atsnn_shape;

/// Kernel, stride and padding of a convolution or pooling.
typedef struct {
  uint8_t kernel_height;
  uint8_t kernel_width;
  uint8_t stride_height;
  uint8_t stride_width;
  uint8_t padding_height;
  uint8_t padding_width;
} atsnn_window;

/// A record of NODES. `output.maximum` is the stated M.
typedef struct {
  uint8_t kind;
  uint8_t leak_form;
  uint8_t reset;
  uint8_t membrane_width;
  uint16_t leak_parameter;
  atsnn_shape output;
  uint32_t first_connection;
  uint32_t connection_count;
  uint32_t source;
  atsnn_window window;
  uint32_t bound;
} atsnn_node_record;

/// A record of CONNECTIONS.
typedef struct {
  uint8_t kind;
  uint8_t weight_bits;
  atsnn_window window;
  uint32_t source;
  uint32_t destination;
} atsnn_connection_record;

/// A record of TIMESTEPS.
typedef struct {
  uint32_t weight;
  uint32_t factor;
  uint32_t shift;
  uint32_t threshold;
} atsnn_timestep_record;

// Loads (image_records.c). The index must be below the image's count.
atsnn_section atsnn_image_section(const atsnn_image *image, uint32_t section);
atsnn_node_record atsnn_image_node(const atsnn_image *image, uint32_t node);
atsnn_connection_record atsnn_image_connection(const atsnn_image *image, uint32_t connection);
atsnn_timestep_record atsnn_image_timestep(const atsnn_image *image, uint32_t timestep);
atsnn_shape atsnn_image_tensor(const atsnn_image *image, uint32_t tensor);
/// Greatest threshold of an exit score (rules X4 to X6).
uint32_t atsnn_threshold_limit(unsigned score);
/// True for a budget of rule X9 and for none.
static inline bool atsnn_budget_is_valid(uint64_t budget) {
  return budget <= INT64_MAX;
}
/// Elements of a shape whose sides the reader has checked.
static inline uint32_t atsnn_shape_elements(atsnn_shape shape) {
  return shape.height * shape.width * shape.channels;
}
/// Weight rows of a connection; a row holds one weight an output channel.
uint64_t atsnn_weight_rows(const atsnn_connection_record *connection, atsnn_shape source);
/// Bytes of a connection's weights; at most 2^44, so that it cannot wrap.
uint64_t atsnn_weight_bytes(const atsnn_connection_record *connection, atsnn_shape source,
                            uint32_t outputs);

/// Looks for the sections of one kind. In the canonical order each stands behind the one before;
/// for another order the finder keeps the places of a block of indices, so that asking for all
/// indices in ascending order reads the table once a block, however its sections are ordered.
typedef struct {
  uint32_t kind;
  uint32_t next;   ///< Section behind the one found last.
  uint32_t first;  ///< First index of the block.
  uint32_t passes; ///< How often the whole table was read.
  uint16_t places[ATSNN_FINDER_BLOCK];
} atsnn_section_finder;

/// A finder of the sections of a kind.
atsnn_section_finder atsnn_finder(uint32_t kind);

/// Finds the section of an index.
/// @return false when there is none
bool atsnn_image_find(const atsnn_image *image, atsnn_section_finder *finder, uint32_t index,
                      atsnn_section *found);

/// Sections of a kind.
uint32_t atsnn_image_count(const atsnn_image *image, uint32_t kind);

/// True when the parameter is one of the leak form's (rule M2), 0 for no leak.
bool atsnn_leak_is_valid(unsigned form, unsigned parameter);

/// True when a kernel, stride and padding make this output of this source, by rules S2 and P.
bool atsnn_window_fits(const atsnn_window *window, atsnn_shape source, atsnn_shape output);

/// True for UTF-8 followed by nothing but zero bytes.
bool atsnn_name_is_valid(const uint8_t *name, size_t length);

/// True when all bytes are zero.
bool atsnn_bytes_are_zero(const uint8_t *bytes, size_t length);

// The checks, in FORMAT.md's order. Each relies on those before it.
ATSNN_MUST_USE atsnn_result atsnn_check_header(atsnn_image *image, const uint8_t *bytes,
                                               size_t length);
ATSNN_MUST_USE atsnn_result atsnn_check_sections(const atsnn_image *image);
ATSNN_MUST_USE atsnn_result atsnn_check_tables(atsnn_image *image);
ATSNN_MUST_USE atsnn_result atsnn_check_model(atsnn_image *image);
ATSNN_MUST_USE atsnn_result atsnn_check_input_tables(atsnn_image *image);
ATSNN_MUST_USE atsnn_result atsnn_check_nodes(const atsnn_image *image);
ATSNN_MUST_USE atsnn_result atsnn_check_connection(const atsnn_image *image, uint32_t connection,
                                                   uint32_t node);
ATSNN_MUST_USE atsnn_result atsnn_check_contents(const atsnn_image *image);
ATSNN_MUST_USE atsnn_result atsnn_check_flags(const atsnn_image *image);
ATSNN_MUST_USE atsnn_result atsnn_check_bounds(const atsnn_image *image);

#endif

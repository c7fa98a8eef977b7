#include "image_layout.h"

static bool window_is_zero(atsnn_window w) {
  return (w.kernel_height | w.kernel_width | w.stride_height | w.stride_width | w.padding_height |
          w.padding_width) == 0;
}

/// What every kind has: reserved bytes, name, a shape whose sides are in range.
static bool common_is_valid(const atsnn_image *image, uint32_t node) {
  const uint8_t *p = image->bytes + image->node_table + (size_t)node * ATSNN_NODE_BYTES;
  const atsnn_node_record record = atsnn_image_node(image, node);
  const bool is_last = node == image->node_count - 1;
  return record.kind >= ATSNN_NODE_SPIKING && record.kind <= ATSNN_NODE_READ_OUT &&
         is_last == (record.kind == ATSNN_NODE_READ_OUT) && atsnn_bytes_are_zero(p + 6, 2) &&
         atsnn_bytes_are_zero(p + 14, 2) && atsnn_bytes_are_zero(p + 38, 2) &&
         atsnn_name_is_valid(p + 44, 20) && record.output.channels >= 1 &&
         record.output.height >= 1 && record.output.height <= ATSNN_MAXIMUM_SIDE &&
         record.output.width >= 1 && record.output.width <= ATSNN_MAXIMUM_SIDE;
}

static bool neuron_is_valid(const atsnn_node_record *record) {
  if (record->kind != ATSNN_NODE_SPIKING) {
    return record->leak_form == 0 && record->reset == 0 && record->membrane_width == 0 &&
           record->leak_parameter == 0;
  }
  return atsnn_leak_is_valid(record->leak_form, record->leak_parameter) &&
         record->reset <= ATSNN_RESET_SOFT &&
         (record->membrane_width == 16 || record->membrane_width == 32);
}

/// The connections of a node follow those of the node before.
static bool range_is_valid(const atsnn_image *image, const atsnn_node_record *record,
                           uint32_t next_connection) {
  return record->source == 0 && window_is_zero(record->window) &&
         record->first_connection == next_connection && record->connection_count >= 1 &&
         record->connection_count <= 16 &&
         record->connection_count <= image->connection_count - next_connection;
}

static atsnn_result check_synaptic(const atsnn_image *image, uint32_t node,
                                   uint32_t *next_connection) {
  const atsnn_node_record record = atsnn_image_node(image, node);
  const bool spiking = record.kind == ATSNN_NODE_SPIKING;
  if (!range_is_valid(image, &record, *next_connection) || record.output.maximum != spiking) {
    return ATSNN_VALUE;
  }
  const bool is_read_out_shape = record.output.height == 1 && record.output.width == 1 &&
                                 record.output.channels == image->classes;
  if (!spiking && !is_read_out_shape) {
    return ATSNN_SHAPE;
  }
  for (uint32_t i = 0; i < record.connection_count; i++) {
    const atsnn_result result = atsnn_check_connection(image, *next_connection + i, node);
    if (result != ATSNN_OK) {
      return result;
    }
  }
  *next_connection += record.connection_count;
  return ATSNN_OK;
}

static bool pooling_is_valid(const atsnn_node_record *record) {
  const atsnn_window *w = &record->window;
  return record->first_connection == 0 && record->connection_count == 0 && record->bound == 0 &&
         w->kernel_height >= 1 && w->kernel_width >= 1 && w->stride_height >= 1 &&
         w->stride_width >= 1 && w->padding_height <= w->kernel_height / 2 &&
         w->padding_width <= w->kernel_width / 2;
}

static atsnn_result check_pooling(const atsnn_image *image, uint32_t node) {
  const atsnn_node_record record = atsnn_image_node(image, node);
  const atsnn_window *w = &record.window;
  if (!pooling_is_valid(&record)) {
    return ATSNN_VALUE;
  }
  if (record.source > node) {
    return ATSNN_ORDER;
  }
  if (record.source == 0) {
    return ATSNN_VALUE;
  }
  const atsnn_shape source = atsnn_image_tensor(image, record.source);
  const bool sum = record.kind == ATSNN_NODE_SUM_POOLING;
  const uint64_t area = (uint64_t)w->kernel_height * w->kernel_width;
  const uint64_t maximum = sum ? source.maximum * area : 1;
  if ((!sum && source.maximum != 1) || maximum > ATSNN_MAXIMUM_COUNT ||
      record.output.channels != source.channels || !atsnn_window_fits(w, source, record.output)) {
    return ATSNN_SHAPE;
  }
  return record.output.maximum == maximum ? ATSNN_OK : ATSNN_VALUE;
}

atsnn_result atsnn_check_nodes(const atsnn_image *image) {
  uint32_t next_connection = 0;
  for (uint32_t node = 0; node < image->node_count; node++) {
    const atsnn_node_record record = atsnn_image_node(image, node);
    if (!common_is_valid(image, node) || !neuron_is_valid(&record)) {
      return ATSNN_VALUE;
    }
    const uint64_t elements =
        (uint64_t)record.output.height * record.output.width * record.output.channels;
    if (elements > ATSNN_MAXIMUM_ELEMENTS) {
      return ATSNN_SHAPE;
    }
    const bool pooling =
        record.kind == ATSNN_NODE_MAX_POOLING || record.kind == ATSNN_NODE_SUM_POOLING;
    const atsnn_result result =
        pooling ? check_pooling(image, node) : check_synaptic(image, node, &next_connection);
    if (result != ATSNN_OK) {
      return result;
    }
  }
  return next_connection == image->connection_count ? ATSNN_OK : ATSNN_VALUE;
}

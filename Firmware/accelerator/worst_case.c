#include "image_layout.h"

/// Along one axis, output places whose tap lies inside the source: those y with
/// 0 <= y * stride + tap - padding < size.
static uint64_t places(uint32_t outputs, uint32_t stride, uint32_t padding, uint32_t tap,
                       uint32_t size) {
  const uint32_t first = tap < padding ? (padding - tap + stride - 1) / stride : 0;
  const uint32_t past = size + padding <= tap ? 0 : (size + padding - tap + stride - 1) / stride;
  const uint32_t end = past < outputs ? past : outputs;
  return end > first ? end - first : 0;
}

/// Weight rows that a convolution adds when every element of its source is active.
static uint64_t convolution_rows(const atsnn_window *w, atsnn_shape source, atsnn_shape output) {
  uint64_t rows = 0;
  uint64_t columns = 0;
  for (uint32_t tap = 0; tap < w->kernel_height; tap++) {
    rows += places(output.height, w->stride_height, w->padding_height, tap, source.height);
  }
  for (uint32_t tap = 0; tap < w->kernel_width; tap++) {
    columns += places(output.width, w->stride_width, w->padding_width, tap, source.width);
  }
  return rows * columns * source.channels;
}

/// What rule C1 counts of a connection at most; nothing for the pixels of an image.
static uint64_t connection_worst_case(const atsnn_image *image, uint32_t connection) {
  const atsnn_connection_record record = atsnn_image_connection(image, connection);
  if (record.source == 0 && image->input_kind == ATSNN_INPUT_IMAGE) {
    return 0;
  }
  const atsnn_shape source = atsnn_image_tensor(image, record.source);
  const atsnn_shape output = atsnn_image_node(image, record.destination).output;
  switch (record.kind) {
  case ATSNN_CONVOLUTION:
    return convolution_rows(&record.window, source, output) * output.channels;
  case ATSNN_FULL:
    return (uint64_t)atsnn_shape_elements(source) * output.channels;
  default:
    return atsnn_shape_elements(source);
  }
}

uint64_t atsnn_image_worst_case(const atsnn_image *image, uint32_t node) {
  const atsnn_node_record record = atsnn_image_node(image, node);
  uint64_t operations = record.kind == ATSNN_NODE_SPIKING ? atsnn_shape_elements(record.output) : 0;
  for (uint32_t i = 0; i < record.connection_count; i++) {
    operations += connection_worst_case(image, record.first_connection + i);
  }
  return operations;
}

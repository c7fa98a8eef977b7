#include "image_layout.h"

/// One axis of rules S2 and P: floor((source + 2 padding - kernel) / stride) + 1 = output.
static bool axis_fits(uint32_t source, uint32_t kernel, uint32_t stride, uint32_t padding,
                      uint32_t output) {
  const uint32_t padded = source + 2 * padding;
  return padded >= kernel && (padded - kernel) / stride + 1 == output;
}

bool atsnn_window_fits(const atsnn_window *w, atsnn_shape source, atsnn_shape output) {
  return axis_fits(source.height, w->kernel_height, w->stride_height, w->padding_height,
                   output.height) &&
         axis_fits(source.width, w->kernel_width, w->stride_width, w->padding_width, output.width);
}

static bool kernel_is_valid(uint32_t kernel, uint32_t stride, uint32_t padding) {
  return kernel % 2 == 1 && kernel <= 15 && stride >= 1 && padding < kernel;
}

static bool record_is_valid(const atsnn_connection_record *record, const uint8_t *p) {
  const atsnn_window *w = &record->window;
  if (record->kind < ATSNN_CONVOLUTION || record->kind > ATSNN_IDENTITY ||
      !atsnn_bytes_are_zero(p + 16, 16)) {
    return false;
  }
  const bool bits_are_valid = record->kind == ATSNN_IDENTITY
                                  ? record->weight_bits == 32
                                  : record->weight_bits == 8 || record->weight_bits == 16;
  if (record->kind != ATSNN_CONVOLUTION) {
    return bits_are_valid && atsnn_bytes_are_zero(p + 2, 6);
  }
  return bits_are_valid && kernel_is_valid(w->kernel_height, w->stride_height, w->padding_height) &&
         kernel_is_valid(w->kernel_width, w->stride_width, w->padding_width);
}

static bool shapes_fit(const atsnn_connection_record *record, atsnn_shape source,
                       atsnn_shape output) {
  switch (record->kind) {
  case ATSNN_CONVOLUTION:
    return atsnn_window_fits(&record->window, source, output);
  case ATSNN_FULL:
    return output.height == 1 && output.width == 1;
  default:
    return source.height == output.height && source.width == output.width &&
           source.channels == output.channels;
  }
}

atsnn_result atsnn_check_connection(const atsnn_image *image, uint32_t connection, uint32_t node) {
  const uint8_t *p =
      image->bytes + image->connection_table + (size_t)connection * ATSNN_CONNECTION_BYTES;
  const atsnn_connection_record record = atsnn_image_connection(image, connection);
  const atsnn_node_record destination = atsnn_image_node(image, node);
  const bool read_out = destination.kind == ATSNN_NODE_READ_OUT;
  if (!record_is_valid(&record, p) || record.destination != node ||
      (read_out && record.kind != ATSNN_FULL)) {
    return ATSNN_VALUE;
  }
  if (record.source > node) {
    return ATSNN_ORDER;
  }
  if (record.source == 0 && record.kind == ATSNN_IDENTITY) {
    return ATSNN_VALUE;
  }
  const atsnn_shape source = atsnn_image_tensor(image, record.source);
  if (!shapes_fit(&record, source, destination.output)) {
    return ATSNN_SHAPE;
  }
  return atsnn_weight_bytes(&record, source, destination.output.channels) <= UINT32_MAX
             ? ATSNN_OK
             : ATSNN_SHAPE;
}

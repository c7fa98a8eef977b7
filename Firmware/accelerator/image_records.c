#include "image_layout.h"

static atsnn_window load_window(const uint8_t *p) {
  return (atsnn_window){
      .kernel_height = p[0],
      .kernel_width = p[1],
      .stride_height = p[2],
      .stride_width = p[3],
      .padding_height = p[4],
      .padding_width = p[5],
  };
}

atsnn_section atsnn_image_section(const atsnn_image *image, uint32_t section) {
  const uint8_t *p =
      image->bytes + ATSNN_HEADER_BYTES + (size_t)section * ATSNN_SECTION_ENTRY_BYTES;
  return (atsnn_section){
      .kind = atsnn_load_u32(p),
      .index = atsnn_load_u32(p + 4),
      .layout = atsnn_load_u32(p + 8),
      .offset = atsnn_load_u32(p + 12),
      .length = atsnn_load_u32(p + 16),
      .checksum = atsnn_load_u32(p + 20),
  };
}

atsnn_node_record atsnn_image_node(const atsnn_image *image, uint32_t node) {
  const uint8_t *p = image->bytes + image->node_table + (size_t)node * ATSNN_NODE_BYTES;
  return (atsnn_node_record){
      .kind = p[0],
      .leak_form = p[1],
      .reset = p[2],
      .membrane_width = p[3],
      .leak_parameter = atsnn_load_u16(p + 4),
      .output =
          {
              .channels = atsnn_load_u16(p + 8),
              .height = atsnn_load_u16(p + 10),
              .width = atsnn_load_u16(p + 12),
              .maximum = atsnn_load_u32(p + 16),
          },
      .first_connection = atsnn_load_u32(p + 20),
      .connection_count = atsnn_load_u32(p + 24),
      .source = atsnn_load_u32(p + 28),
      .window = load_window(p + 32),
      .bound = atsnn_load_u32(p + 40),
  };
}

atsnn_connection_record atsnn_image_connection(const atsnn_image *image, uint32_t connection) {
  const uint8_t *p =
      image->bytes + image->connection_table + (size_t)connection * ATSNN_CONNECTION_BYTES;
  return (atsnn_connection_record){
      .kind = p[0],
      .weight_bits = p[1],
      .window = load_window(p + 2),
      .source = atsnn_load_u32(p + 8),
      .destination = atsnn_load_u32(p + 12),
  };
}

atsnn_timestep_record atsnn_image_timestep(const atsnn_image *image, uint32_t timestep) {
  const uint8_t *p = image->bytes + image->timestep_table + (size_t)timestep * ATSNN_TIMESTEP_BYTES;
  return (atsnn_timestep_record){
      .weight = atsnn_load_u32(p),
      .factor = atsnn_load_u32(p + 4),
      .shift = atsnn_load_u32(p + 8),
      .threshold = atsnn_load_u32(p + 12),
  };
}

atsnn_shape atsnn_image_tensor(const atsnn_image *image, uint32_t tensor) {
  if (tensor > 0) {
    return atsnn_image_node(image, tensor - 1).output;
  }
  return (atsnn_shape){
      .height = image->input_height,
      .width = image->input_width,
      .channels = image->input_channels,
      .maximum = ATSNN_INPUT_COUNT,
  };
}

uint32_t atsnn_threshold_limit(unsigned score) {
  switch (score) {
  case ATSNN_SCORE_CONFIDENCE:
    return (1u << 24) + 1;
  case ATSNN_SCORE_ENTROPY:
    return 786432;
  case ATSNN_SCORE_MARGIN:
    return UINT32_MAX;
  default:
    return 0;
  }
}

uint64_t atsnn_weight_rows(const atsnn_connection_record *connection, atsnn_shape source) {
  const atsnn_window *window = &connection->window;
  switch (connection->kind) {
  case ATSNN_CONVOLUTION:
    return (uint64_t)window->kernel_height * window->kernel_width * source.channels;
  case ATSNN_FULL:
    return atsnn_shape_elements(source);
  default:
    return 1;
  }
}

uint64_t atsnn_weight_bytes(const atsnn_connection_record *connection, atsnn_shape source,
                            uint32_t outputs) {
  return atsnn_weight_rows(connection, source) * outputs * (connection->weight_bits / 8u);
}

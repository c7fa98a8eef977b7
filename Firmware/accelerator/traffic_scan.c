#include "traffic.h"

/// A connection and its source while a tile is scanned.
typedef struct {
  const atsnn_connection *connection;
  const atsnn_tensor *source;
  const atsnn_tile *tile;
  uint64_t row_bits;
  atsnn_lanes *lanes;
  atsnn_demand demand;
} scanner;

static uint32_t bits_of(uint64_t word) {
  uint32_t count = 0;
  for (; word != 0; word &= word - 1) {
    count++;
  }
  return count;
}

static uint32_t group_count(const atsnn_tensor *source) {
  return (source->shape.channels + ATSNN_MACHINE_SCAN_CHANNELS - 1) / ATSNN_MACHINE_SCAN_CHANNELS;
}

/// Turns the channels that are active at one pixel into that pixel's bit in each channel's mask.
static uint32_t add_pixel(uint64_t *masks, uint32_t active, uint32_t pixel) {
  const uint64_t bit = (uint64_t)1 << pixel;
  for (uint32_t c = 0, rest = active; rest != 0; c++, rest >>= 1) {
    masks[c] |= (rest & 1u) != 0 ? bit : 0;
  }
  return active;
}

/// Broadcasts the row of every channel of a group that is active somewhere in the tile.
static void issue(scanner *s, const uint64_t *masks, uint32_t any) {
  if (any == 0) {
    atsnn_lanes_look(s->lanes);
  }
  for (uint32_t c = 0; any != 0; c++, any >>= 1) {
    if ((any & 1u) != 0) {
      atsnn_lanes_row(s->lanes, masks[c], s->row_bits);
      s->demand.rows++;
      s->demand.additions += bits_of(masks[c]);
    }
  }
}

/// One kernel position and group of channels, over all pixels of the tile.
static void scan_tap(scanner *s, uint32_t ky, uint32_t kx, uint32_t group) {
  const atsnn_window *w = &s->connection->record.window;
  const atsnn_shape shape = s->source->shape;
  uint64_t masks[ATSNN_MACHINE_SCAN_CHANNELS] = {0};
  uint32_t any = 0;
  for (uint32_t row = 0; row < s->tile->height; row++) {
    // Before the source's first row the difference wraps to a number above any height.
    const uint32_t y = (s->tile->y + row) * w->stride_height + ky - w->padding_height;
    for (uint32_t column = 0; y < shape.height && column < s->tile->width; column++) {
      const uint32_t x = (s->tile->x + column) * w->stride_width + kx - w->padding_width;
      if (x < shape.width) {
        any |= add_pixel(masks, atsnn_active(s->source, y * shape.width + x, group),
                         row * s->tile->width + column);
      }
    }
  }
  issue(s, masks, any);
}

/// Places along one side that the windows of `count` outputs from `first` on cover in the source.
static uint32_t covered(uint32_t first, uint32_t count, uint32_t kernel, uint32_t stride,
                        uint32_t padding, uint32_t side) {
  const uint32_t begin = first * stride;
  const uint32_t end = (first + count - 1) * stride + kernel;
  const uint32_t low = begin > padding ? begin - padding : 0;
  const uint32_t high = end > padding ? end - padding : 0;
  const uint32_t limit = high < side ? high : side;
  return limit > low ? limit - low : 0;
}

static void scan_convolution(scanner *s) {
  const atsnn_window *w = &s->connection->record.window;
  const atsnn_shape shape = s->source->shape;
  for (uint32_t group = 0; group < group_count(s->source); group++) {
    for (uint32_t ky = 0; ky < w->kernel_height; ky++) {
      for (uint32_t kx = 0; kx < w->kernel_width; kx++) {
        scan_tap(s, ky, kx, group);
      }
    }
  }
  const uint64_t patch = (uint64_t)covered(s->tile->y, s->tile->height, w->kernel_height,
                                           w->stride_height, w->padding_height, shape.height) *
                         covered(s->tile->x, s->tile->width, w->kernel_width, w->stride_width,
                                 w->padding_width, shape.width);
  s->demand.patch_bits = patch * shape.channels * atsnn_tensor_element_bits(s->source);
}

static void scan_full(scanner *s) {
  const atsnn_shape shape = s->source->shape;
  const uint32_t pixels = shape.height * shape.width;
  for (uint32_t pixel = 0; pixel < pixels; pixel++) {
    for (uint32_t group = 0; group < group_count(s->source); group++) {
      uint64_t masks[ATSNN_MACHINE_SCAN_CHANNELS] = {0};
      issue(s, masks, add_pixel(masks, atsnn_active(s->source, pixel, group), 0));
    }
  }
  s->demand.patch_bits = (uint64_t)pixels * shape.channels * atsnn_tensor_element_bits(s->source);
}

/// An identity adds in its own channel: the lanes take all channels of the tile at once, a pixel
/// each, and every active channel reads one weight.
static void scan_identity(scanner *s) {
  const atsnn_shape shape = s->source->shape;
  for (uint32_t group = 0; group < group_count(s->source); group++) {
    uint32_t any = 0;
    for (uint32_t pixel = 0; pixel < s->tile->height * s->tile->width; pixel++) {
      const uint32_t y = s->tile->y + pixel / s->tile->width;
      const uint32_t x = s->tile->x + pixel % s->tile->width;
      const uint32_t active = atsnn_active(s->source, y * shape.width + x, group);
      any |= active;
      s->demand.additions += bits_of(active);
    }
    s->demand.rows += bits_of(any);
  }
  const uint32_t pixels = s->tile->height * s->tile->width;
  const uint64_t all = pixels == 64 ? UINT64_MAX : ((uint64_t)1 << pixels) - 1;
  if (s->demand.rows > 0) {
    atsnn_lanes_row(s->lanes, all, s->row_bits);
  } else {
    atsnn_lanes_look(s->lanes);
  }
  s->demand.patch_bits = (uint64_t)pixels * shape.channels * atsnn_tensor_element_bits(s->source);
}

atsnn_demand atsnn_scan(const atsnn_view *view, const atsnn_connection *connection,
                        const atsnn_tile *tile, atsnn_lanes *lanes) {
  const atsnn_tensor source = atsnn_source(view, connection->record.source);
  scanner s = {
      .connection = connection,
      .source = &source,
      .tile = tile,
      .row_bits = (uint64_t)view->columns * connection->record.weight_bits,
      .lanes = lanes,
  };
  switch (connection->record.kind) {
  case ATSNN_CONVOLUTION:
    scan_convolution(&s);
    break;
  case ATSNN_FULL:
    scan_full(&s);
    break;
  default:
    scan_identity(&s);
  }
  return s.demand;
}

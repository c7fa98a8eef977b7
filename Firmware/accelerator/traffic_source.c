#include "traffic.h"

atsnn_tensor atsnn_source(const atsnn_view *view, uint32_t tensor) {
  atsnn_tensor source = view->accelerator->tensors[tensor];
  if (tensor == 0) {
    source.input = view->input;
  }
  return source;
}

static uint32_t value_of(const atsnn_tensor *source, size_t element) {
  if (source->input != NULL) {
    return source->input[element];
  }
  return source->storage == ATSNN_STORAGE_HALVES ? source->halves[element] : source->bytes[element];
}

uint32_t atsnn_active(const atsnn_tensor *source, uint32_t pixel, uint32_t group) {
  if (source->storage == ATSNN_STORAGE_BITS) {
    return source->bits[(size_t)pixel * source->words + group];
  }
  const uint32_t first = 32 * group;
  const uint32_t rest = source->shape.channels - first;
  const size_t element = (size_t)pixel * source->shape.channels + first;
  uint32_t word = 0;
  for (uint32_t c = 0; c < (rest < 32 ? rest : 32); c++) {
    const bool active = atsnn_tensor_is_pixels(source) || value_of(source, element + c) != 0;
    word |= (uint32_t)active << c;
  }
  return word;
}

uint64_t atsnn_active_elements(const atsnn_tensor *source) {
  const uint32_t pixels = source->shape.height * source->shape.width;
  const uint32_t groups = (source->shape.channels + 31) / 32;
  uint64_t active = 0;
  for (uint32_t pixel = 0; pixel < pixels; pixel++) {
    for (uint32_t group = 0; group < groups; group++) {
      for (uint32_t word = atsnn_active(source, pixel, group); word != 0; word &= word - 1) {
        active++;
      }
    }
  }
  return active;
}

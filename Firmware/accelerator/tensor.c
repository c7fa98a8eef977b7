#include "machine.h"

#include <string.h>

bool atsnn_tensor_is_pixels(const atsnn_tensor *tensor) {
  return tensor->storage == ATSNN_STORAGE_PIXELS;
}

uint32_t atsnn_tensor_element_bits(const atsnn_tensor *tensor) {
  switch (tensor->storage) {
  case ATSNN_STORAGE_BITS:
    return 1;
  case ATSNN_STORAGE_HALVES:
    return 16;
  default:
    return 8;
  }
}

uint32_t atsnn_tensor_element(const atsnn_tensor *tensor, uint32_t element) {
  const uint32_t channel = element % tensor->shape.channels;
  const uint32_t pixel = element / tensor->shape.channels;
  switch (tensor->storage) {
  case ATSNN_STORAGE_BITS:
    return tensor->bits[(size_t)pixel * tensor->words + channel / 32] >> channel % 32 & 1u;
  case ATSNN_STORAGE_HALVES:
    return tensor->halves[element];
  default:
    return tensor->bytes == NULL ? 0 : tensor->bytes[element];
  }
}

void atsnn_tensor_clear(atsnn_tensor *tensor) {
  const size_t pixels = (size_t)tensor->shape.height * tensor->shape.width;
  const size_t elements = pixels * tensor->shape.channels;
  if (tensor->bits != NULL) {
    memset(tensor->bits, 0, pixels * tensor->words * sizeof *tensor->bits);
  }
  if (tensor->bytes != NULL) {
    memset(tensor->bytes, 0, elements);
  }
  if (tensor->halves != NULL) {
    memset(tensor->halves, 0, elements * sizeof *tensor->halves);
  }
}

static void store_bits(uint32_t *words, const int32_t *counts, uint32_t channels) {
  for (uint32_t first = 0; first < channels; first += 32, words++) {
    uint32_t word = 0;
    for (uint32_t bit = 0; bit < 32 && first + bit < channels; bit++) {
      word |= (uint32_t)(counts[first + bit] != 0) << bit;
    }
    *words = word;
  }
}

void atsnn_tensor_store(atsnn_tensor *tensor, uint32_t pixel, const int32_t *counts) {
  const uint32_t channels = tensor->shape.channels;
  const size_t first = (size_t)pixel * channels;
  switch (tensor->storage) {
  case ATSNN_STORAGE_BITS:
    store_bits(tensor->bits + (size_t)pixel * tensor->words, counts, channels);
    break;
  case ATSNN_STORAGE_HALVES:
    for (uint32_t c = 0; c < channels; c++) {
      tensor->halves[first + c] = (uint16_t)counts[c];
    }
    break;
  default:
    for (uint32_t c = 0; c < channels; c++) {
      tensor->bytes[first + c] = (uint8_t)counts[c];
    }
  }
}

#include "device_memory.h"

#include "little_endian.h"

enum { WORD = 4, MOST_TIMESTEPS = 255 };

static uint32_t get(const atsnn_device *device, uint32_t offset) {
  return atsnn_device_read(device, offset);
}

static atsnn_region region(const atsnn_device *device, uint32_t address_low, uint32_t length) {
  const uint64_t address = get(device, address_low) | (uint64_t)get(device, address_low + 4) << 32;
  const bool reached = address <= device->memory_bytes && length <= device->memory_bytes - address;
  return (atsnn_region){address, reached ? device->memory + address : NULL, length};
}

atsnn_region atsnn_image_region(const atsnn_device *device) {
  return region(device, ATSNN_REGISTER_IMAGE_ADDRESS_LOW, get(device, ATSNN_REGISTER_IMAGE_BYTES));
}

atsnn_region atsnn_state_region(const atsnn_device *device) {
  return region(device, ATSNN_REGISTER_STATE_ADDRESS_LOW, get(device, ATSNN_REGISTER_STATE_BYTES));
}

atsnn_region atsnn_input_region(const atsnn_device *device) {
  return region(device, ATSNN_REGISTER_INPUT_ADDRESS_LOW, get(device, ATSNN_REGISTER_INPUT_BYTES));
}

static atsnn_region output_region(const atsnn_device *device) {
  return region(device, ATSNN_REGISTER_OUTPUT_ADDRESS_LOW,
                get(device, ATSNN_REGISTER_OUTPUT_BYTES));
}

static bool policy_has_thresholds(const atsnn_device *device) {
  const uint32_t policy = get(device, ATSNN_REGISTER_POLICY);
  return (policy & ATSNN_POLICY_GIVEN) != 0 && (policy & 0xFF) != ATSNN_SCORE_NEVER;
}

static atsnn_region thresholds_region(const atsnn_device *device) {
  const uint32_t bytes = policy_has_thresholds(device) ? WORD * device->image.timesteps : 0u;
  return region(device, ATSNN_REGISTER_THRESHOLDS_ADDRESS_LOW, bytes);
}

/// Of two regions that the device reaches, so that no sum wraps.
static bool overlap(const atsnn_region *a, const atsnn_region *b) {
  return a->length > 0 && b->length > 0 && a->address < b->address + b->length &&
         b->address < a->address + a->length;
}

atsnn_result atsnn_regions_check(const atsnn_region *image, const atsnn_region *state) {
  if (image->address % ATSNN_ALIGNMENT != 0 || state->address % ATSNN_ALIGNMENT != 0) {
    return ATSNN_BAD_ARGUMENT;
  }
  if (image->bytes == NULL || state->bytes == NULL) {
    return ATSNN_BUS_ADDRESS;
  }
  return overlap(image, state) ? ATSNN_BAD_ARGUMENT : ATSNN_OK;
}

/// The output is the one region that a run writes outside its state: it may touch no other.
static bool output_is_apart(const atsnn_device *device, const atsnn_region *output) {
  const atsnn_region others[] = {atsnn_image_region(device), atsnn_state_region(device),
                                 atsnn_input_region(device), thresholds_region(device)};
  bool apart = true;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    apart = apart && !overlap(output, &others[i]);
  }
  return apart;
}

atsnn_result atsnn_run_regions_check(const atsnn_device *device, size_t input_bytes) {
  const atsnn_region input = atsnn_input_region(device);
  const atsnn_region thresholds = thresholds_region(device);
  const atsnn_region output = output_region(device);
  const bool aligned = input.address % WORD == 0 &&
                       (thresholds.length == 0 || thresholds.address % WORD == 0) &&
                       (output.length == 0 || output.address % WORD == 0);
  const bool sized = input.length == input_bytes &&
                     (output.length == 0 || output.length == 2u * WORD * device->image.classes);
  if (!aligned || !sized) {
    return ATSNN_BAD_ARGUMENT;
  }
  const bool reached = input.bytes != NULL &&
                       (thresholds.length == 0 || thresholds.bytes != NULL) &&
                       (output.length == 0 || output.bytes != NULL);
  if (!reached) {
    return ATSNN_BUS_ADDRESS;
  }
  return output_is_apart(device, &output) ? ATSNN_OK : ATSNN_BAD_ARGUMENT;
}

atsnn_result atsnn_policy_apply(atsnn_device *device) {
  const uint32_t policy = get(device, ATSNN_REGISTER_POLICY);
  if ((policy & ATSNN_POLICY_GIVEN) == 0) {
    return ATSNN_OK;
  }
  const atsnn_region region = thresholds_region(device);
  uint32_t thresholds[MOST_TIMESTEPS] = {0};
  for (uint32_t t = 0; t < region.length / WORD; t++) {
    thresholds[t] = atsnn_load_u32(region.bytes + (size_t)t * WORD);
  }
  const atsnn_policy given = {
      .score = (atsnn_score_kind)(policy >> ATSNN_POLICY_SCORE_SHIFT & 0xFF),
      .minimum_timestep = (uint8_t)(policy >> ATSNN_POLICY_MINIMUM_SHIFT),
      .maximum_timestep = (uint8_t)(policy >> ATSNN_POLICY_MAXIMUM_SHIFT),
      .thresholds = thresholds,
      .budget = (uint64_t)get(device, ATSNN_REGISTER_BUDGET_HIGH) << 32 |
                get(device, ATSNN_REGISTER_BUDGET_LOW),
  };
  return atsnn_accelerator_set_policy(&device->accelerator, &given);
}

static void write_words(uint8_t *to, const int32_t *words, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    for (unsigned byte = 0; byte < WORD; byte++) {
      to[i * WORD + byte] = (uint8_t)((uint32_t)words[i] >> (8 * byte));
    }
  }
}

void atsnn_output_write(const atsnn_device *device) {
  const atsnn_region output = output_region(device);
  const uint32_t classes = device->image.classes;
  if (output.length > 0) {
    write_words(output.bytes, atsnn_accelerator_logits(&device->accelerator), classes);
    write_words(output.bytes + (size_t)WORD * classes,
                atsnn_accelerator_readout(&device->accelerator), classes);
  }
}

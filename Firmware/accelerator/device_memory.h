/// What the device reads and writes at bus addresses, and what it checks before.
#ifndef ATSNN_DEVICE_MEMORY_H
#define ATSNN_DEVICE_MEMORY_H

#include "device.h"

/// Bytes that registers name. `bytes` is null where the device does not reach all of them.
typedef struct {
  uint64_t address;
  uint8_t *bytes;
  uint32_t length;
} atsnn_region;

atsnn_region atsnn_image_region(const atsnn_device *device);
atsnn_region atsnn_state_region(const atsnn_device *device);
atsnn_region atsnn_input_region(const atsnn_device *device);

/// ATSNN_BAD_ARGUMENT for addresses that are no multiples of ATSNN_ALIGNMENT or regions that
/// overlap; ATSNN_BUS_ADDRESS for bytes that the device does not reach.
atsnn_result atsnn_regions_check(const atsnn_region *image, const atsnn_region *state);

/// The same of what a RUN names, and that input and output have the image's lengths.
/// @param input_bytes  the image's
atsnn_result atsnn_run_regions_check(const atsnn_device *device, size_t input_bytes);

/// Sets the accelerator's policy where POLICY gives one; checked by atsnn_run_regions_check().
atsnn_result atsnn_policy_apply(atsnn_device *device);

/// Writes logits and read-outs to the output, if there is one.
void atsnn_output_write(const atsnn_device *device);

#endif

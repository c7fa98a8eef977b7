/// What the two halves of the device ask of each other: its registers, and its jobs.
#ifndef ATSNN_DEVICE_PARTS_H
#define ATSNN_DEVICE_PARTS_H

#include "atsnn_device.h"

/// What a device is busy with.
enum {
  ATSNN_JOB_NONE,
  ATSNN_JOB_LOAD,
  ATSNN_JOB_RUN,
};

/// A register's place in `registers`.
static inline uint32_t atsnn_register_index(uint32_t offset) {
  return offset / 4;
}

// device_job.c
/// Starts the job that the registers describe; a fault ends it at once.
void atsnn_job_start(atsnn_device *device, uint8_t job);
/// Ends the running job as aborted.
void atsnn_job_abort(atsnn_device *device);

#endif

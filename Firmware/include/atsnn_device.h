/// @file
/// The machine behind its registers: a model of the device that REGISTERS.md describes, for drivers
/// and their tests. It computes with atsnn_accelerator.h and takes the cycles that atsnn_machine.h
/// counts. C11, no heap, no floating point, no global state.
///
/// Time stands still until atsnn_device_advance(): a test decides where a job is when it is
/// aborted.
#ifndef ATSNN_DEVICE_H
#define ATSNN_DEVICE_H

#include "atsnn_machine.h"
#include "atsnn_registers.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A device. The fields are private: they are declared so that the caller can own the object. It
/// holds pointers into itself: it must not be copied or moved.
typedef struct {
  const atsnn_machine *machine;
  uint8_t *memory;
  uint64_t memory_bytes;
  uint32_t registers[ATSNN_WINDOW_BYTES / 4];
  atsnn_image image;
  atsnn_accelerator accelerator;
  const uint8_t *input;
  uint64_t cycles; ///< of the job so far
  uint64_t due;    ///< cycles until the part of the job that is under way ends
  uint8_t job;
  bool last; ///< the part under way is the job's last
  atsnn_result end;
  atsnn_step step;
} atsnn_device;

/// A device as after power-on.
/// @param machine  one that atsnn_machine_check() accepts; must outlive the device
/// @param memory   what the device reaches: bus address 0 is its first byte. At a multiple of
///                 ATSNN_ALIGNMENT
/// @param bytes    of that memory; every bus address at or beyond it is ATSNN_BUS_ADDRESS
/// @return ATSNN_OK or ATSNN_BAD_ARGUMENT
ATSNN_MUST_USE atsnn_result atsnn_device_init(atsnn_device *device, const atsnn_machine *machine,
                                              void *memory, uint64_t bytes);

/// Reads a register; 0 for an offset that has none.
uint32_t atsnn_device_read(const atsnn_device *device, uint32_t offset);

/// Writes a register, with all that a write does; nothing for an offset that has none.
void atsnn_device_write(atsnn_device *device, uint32_t offset, uint32_t value);

/// Lets cycles pass.
void atsnn_device_advance(atsnn_device *device, uint64_t cycles);

/// The interrupt line.
bool atsnn_device_interrupt(const atsnn_device *device);

#ifdef __cplusplus
}
#endif

#endif

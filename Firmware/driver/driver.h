/// What the driver's files share: register access, and the device's state as one look tells it.
#ifndef ATSNN_DRIVER_PARTS_H
#define ATSNN_DRIVER_PARTS_H

#include "atsnn_driver.h"
#include "atsnn_registers.h"

/// What was submitted and not resolved.
enum {
  ATSNN_DRIVER_IDLE,
  ATSNN_DRIVER_LOADING,
  ATSNN_DRIVER_RUNNING,
};

static inline uint32_t atsnn_driver_read(const atsnn_driver *driver, uint32_t offset) {
  return driver->bus.read(driver->bus.context, offset);
}

static inline void atsnn_driver_write(const atsnn_driver *driver, uint32_t offset, uint32_t value) {
  driver->bus.write(driver->bus.context, offset, value);
}

/// ATSNN_OK: not busy; ATSNN_BUSY; ATSNN_DEVICE_FAULT: a status that no device of this map has, as
/// a bus without a device reads.
atsnn_result atsnn_driver_look(const atsnn_driver *driver);

/// Looks until the device is not busy, at least once; ATSNN_TIMEOUT after `limit` ticks.
atsnn_result atsnn_driver_wait(const atsnn_driver *driver, uint32_t limit);

#endif

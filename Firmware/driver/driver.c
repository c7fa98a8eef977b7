#include "driver.h"

atsnn_result atsnn_driver_look(const atsnn_driver *driver) {
  const uint32_t status = atsnn_driver_read(driver, ATSNN_REGISTER_STATUS);
  if ((status & ~(ATSNN_STATUS_BUSY | ATSNN_STATUS_LOADED)) != 0) {
    return ATSNN_DEVICE_FAULT;
  }
  return (status & ATSNN_STATUS_BUSY) != 0 ? ATSNN_BUSY : ATSNN_OK;
}

atsnn_result atsnn_driver_wait(const atsnn_driver *driver, uint32_t limit) {
  const atsnn_bus *bus = &driver->bus;
  const uint32_t start = bus->ticks(bus->context);
  atsnn_result seen = atsnn_driver_look(driver);
  while (seen == ATSNN_BUSY && bus->ticks(bus->context) - start < limit) {
    if (bus->idle != NULL) {
      bus->idle(bus->context);
    }
    seen = atsnn_driver_look(driver);
  }
  return seen == ATSNN_BUSY ? ATSNN_TIMEOUT : seen;
}

/// Whether the window shows a device of this map.
static bool is_device(const atsnn_driver *driver) {
  const uint32_t version = ATSNN_MAP_VERSION << 16 | ATSNN_MAP_ARITHMETIC_VERSION;
  return atsnn_driver_read(driver, ATSNN_REGISTER_IDENTIFICATION) == ATSNN_IDENTIFICATION &&
         atsnn_driver_read(driver, ATSNN_REGISTER_VERSION) == version;
}

atsnn_result atsnn_driver_open(atsnn_driver *driver, const atsnn_bus *bus, uint32_t limit) {
  if (driver == NULL || bus == NULL || bus->read == NULL || bus->write == NULL ||
      bus->ticks == NULL) {
    return ATSNN_BAD_ARGUMENT;
  }
  atsnn_driver opened = {.bus = *bus};
  if (!is_device(&opened)) {
    return ATSNN_NO_DEVICE;
  }
  const atsnn_result result = atsnn_driver_reset(&opened, limit);
  if (result == ATSNN_OK) {
    *driver = opened;
  }
  return result;
}

atsnn_result atsnn_driver_reset(atsnn_driver *driver, uint32_t limit) {
  if (driver == NULL) {
    return ATSNN_BAD_ARGUMENT;
  }
  atsnn_driver_write(driver, ATSNN_REGISTER_CONTROL, ATSNN_CONTROL_RESET);
  const atsnn_result result = atsnn_driver_wait(driver, limit);
  if (result == ATSNN_OK) {
    driver->job = ATSNN_DRIVER_IDLE;
  }
  return result;
}

atsnn_result atsnn_driver_abort(atsnn_driver *driver, uint32_t limit) {
  if (driver == NULL) {
    return ATSNN_BAD_ARGUMENT;
  }
  if (driver->job == ATSNN_DRIVER_IDLE) {
    return ATSNN_BAD_STATE;
  }
  atsnn_driver_write(driver, ATSNN_REGISTER_CONTROL, ATSNN_CONTROL_ABORT);
  return atsnn_driver_wait(driver, limit);
}

void atsnn_driver_enable_interrupts(atsnn_driver *driver, bool enabled) {
  atsnn_driver_write(driver, ATSNN_REGISTER_INTERRUPT_ENABLE, enabled ? ATSNN_INTERRUPT_DONE : 0);
}

bool atsnn_driver_interrupt(const atsnn_driver *driver) {
  const uint32_t pending = atsnn_driver_read(driver, ATSNN_REGISTER_INTERRUPT_PENDING);
  const uint32_t raised = pending & atsnn_driver_read(driver, ATSNN_REGISTER_INTERRUPT_ENABLE);
  if (raised != 0) {
    atsnn_driver_write(driver, ATSNN_REGISTER_INTERRUPT_PENDING, raised);
  }
  return raised != 0;
}

#include "device.h"

/// Whether a register is one that a program writes for a job to come.
static bool is_writable(uint32_t offset) {
  switch (offset) {
  case ATSNN_REGISTER_IMAGE_ADDRESS_LOW:
  case ATSNN_REGISTER_IMAGE_ADDRESS_HIGH:
  case ATSNN_REGISTER_IMAGE_BYTES:
  case ATSNN_REGISTER_STATE_ADDRESS_LOW:
  case ATSNN_REGISTER_STATE_ADDRESS_HIGH:
  case ATSNN_REGISTER_STATE_BYTES:
  case ATSNN_REGISTER_INPUT_ADDRESS_LOW:
  case ATSNN_REGISTER_INPUT_ADDRESS_HIGH:
  case ATSNN_REGISTER_INPUT_BYTES:
  case ATSNN_REGISTER_POLICY:
  case ATSNN_REGISTER_THRESHOLDS_ADDRESS_LOW:
  case ATSNN_REGISTER_THRESHOLDS_ADDRESS_HIGH:
  case ATSNN_REGISTER_BUDGET_LOW:
  case ATSNN_REGISTER_BUDGET_HIGH:
  case ATSNN_REGISTER_OUTPUT_ADDRESS_LOW:
  case ATSNN_REGISTER_OUTPUT_ADDRESS_HIGH:
  case ATSNN_REGISTER_OUTPUT_BYTES:
    return true;
  default:
    return false;
  }
}

static bool is_register(uint32_t offset) {
  return offset < ATSNN_WINDOW_BYTES && offset % 4 == 0;
}

static uint32_t *register_at(atsnn_device *device, uint32_t offset) {
  return &device->registers[atsnn_register_index(offset)];
}

static bool is_busy(const atsnn_device *device) {
  return device->job != ATSNN_JOB_NONE;
}

static void power_on(atsnn_device *device) {
  *device = (atsnn_device){
      .machine = device->machine,
      .memory = device->memory,
      .memory_bytes = device->memory_bytes,
  };
  *register_at(device, ATSNN_REGISTER_IDENTIFICATION) = ATSNN_IDENTIFICATION;
  *register_at(device, ATSNN_REGISTER_VERSION) =
      ATSNN_MAP_VERSION << 16 | ATSNN_MAP_ARITHMETIC_VERSION;
  *register_at(device, ATSNN_REGISTER_CLOCK_PICOSECONDS) = device->machine->picoseconds;
  *register_at(device, ATSNN_REGISTER_LANES) = device->machine->lanes;
}

atsnn_result atsnn_device_init(atsnn_device *device, const atsnn_machine *machine, void *memory,
                               uint64_t bytes) {
  if (device == NULL || memory == NULL || (uintptr_t)memory % ATSNN_ALIGNMENT != 0 ||
      atsnn_machine_check(machine, NULL) != ATSNN_OK) {
    return ATSNN_BAD_ARGUMENT;
  }
  *device = (atsnn_device){.machine = machine, .memory = memory, .memory_bytes = bytes};
  power_on(device);
  return ATSNN_OK;
}

uint32_t atsnn_device_read(const atsnn_device *device, uint32_t offset) {
  return is_register(offset) ? device->registers[atsnn_register_index(offset)] : 0;
}

static void refuse(atsnn_device *device) {
  *register_at(device, ATSNN_REGISTER_INTERRUPT_PENDING) |= ATSNN_INTERRUPT_REFUSED;
}

static void command(atsnn_device *device, uint32_t value) {
  const bool starts = value == ATSNN_CONTROL_LOAD || value == ATSNN_CONTROL_RUN;
  if (starts && !is_busy(device)) {
    atsnn_job_start(device, value == ATSNN_CONTROL_LOAD ? ATSNN_JOB_LOAD : ATSNN_JOB_RUN);
  } else if (value == ATSNN_CONTROL_ABORT && is_busy(device)) {
    atsnn_job_abort(device);
  } else if (value == ATSNN_CONTROL_RESET) {
    power_on(device);
  } else if (value != ATSNN_CONTROL_ABORT) {
    refuse(device);
  }
}

void atsnn_device_write(atsnn_device *device, uint32_t offset, uint32_t value) {
  if (!is_register(offset)) {
    return;
  }
  const uint32_t interrupts = ATSNN_INTERRUPT_DONE | ATSNN_INTERRUPT_REFUSED;
  if (offset == ATSNN_REGISTER_CONTROL) {
    command(device, value);
  } else if (offset == ATSNN_REGISTER_INTERRUPT_PENDING) {
    *register_at(device, offset) &= ~value;
  } else if (offset == ATSNN_REGISTER_INTERRUPT_ENABLE) {
    *register_at(device, offset) = value & interrupts;
  } else if (is_writable(offset) && is_busy(device)) {
    refuse(device);
  } else if (is_writable(offset)) {
    *register_at(device, offset) = value;
  }
}

bool atsnn_device_interrupt(const atsnn_device *device) {
  return (atsnn_device_read(device, ATSNN_REGISTER_INTERRUPT_ENABLE) &
          atsnn_device_read(device, ATSNN_REGISTER_INTERRUPT_PENDING)) != 0;
}

/// @file
/// The accelerator's driver: hands jobs to the registers of REGISTERS.md and takes them back. C11,
/// no heap, no floating point, no global state, no assumption on where the window is: every access
/// goes through an atsnn_bus of the caller's.
///
/// Order of calls:
///
///     atsnn_driver_open           once; resets the device
///     atsnn_driver_submit_load    once an image, then resolve
///     atsnn_driver_submit_run     once an input, then resolve
///
/// From a submit until its resolve the job's memory belongs to the device; the image's and the
/// state's until the next load or reset. One driver a device; calls from one thread,
/// atsnn_driver_interrupt() from its interrupt handler.
#ifndef ATSNN_DRIVER_H
#define ATSNN_DRIVER_H

#include "atsnn_accelerator.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  ATSNN_DRIVER_WORD_ALIGNMENT = 4, ///< of input, thresholds and output
};

/// How the driver reaches a device. `read`, `write` and `ticks` must be there.
typedef struct {
  void *context; ///< handed to each function
  /// Reads the register at a byte offset of the window. Accesses must not be reordered.
  uint32_t (*read)(void *context, uint32_t offset);
  /// Writes it; what memory was given before must be visible to the device.
  void (*write)(void *context, uint32_t offset, uint32_t value);
  /// A clock that wraps at 2^32, in units of the caller's; limits of waiting are in the same.
  uint32_t (*ticks)(void *context);
  /// Called between two looks at the device: wait for an interrupt, yield. Null: nothing.
  void (*idle)(void *context);
  /// The bus address of the caller's memory. Null: the pointer's own value.
  uint64_t (*address)(void *context, const void *memory);
  /// Writes a range of the data cache back to memory. Null: caches are coherent.
  void (*clean)(void *context, const void *memory, size_t bytes);
  /// Drops a range from the data cache. Null: caches are coherent.
  void (*invalidate)(void *context, void *memory, size_t bytes);
} atsnn_bus;

/// An image to take into use.
typedef struct {
  const void *image; ///< at a multiple of ATSNN_ALIGNMENT
  uint32_t bytes;    ///< of the image
  void *state;       ///< working memory at a multiple of ATSNN_ALIGNMENT
  uint32_t state_bytes;
} atsnn_load;

/// An input to run.
typedef struct {
  const void *input; ///< at a multiple of ATSNN_DRIVER_WORD_ALIGNMENT, as atsnn_accelerator.h
                     ///< has it; for events the frames of all timesteps
  uint32_t bytes;    ///< of the input
  const atsnn_policy *policy; ///< null: the image's own. Its thresholds at a multiple of
                              ///< ATSNN_DRIVER_WORD_ALIGNMENT, not copied
  uint32_t timesteps;         ///< how many thresholds the policy has; 0 without a policy or score
  int32_t *output;            ///< logits, then read-outs, one a class each; null for none
  uint32_t output_bytes;      ///< 8 times the image's classes; 0 for none
} atsnn_run;

/// What a run came to.
typedef struct {
  uint32_t timesteps;  ///< executed, the exit timestep
  uint32_t prediction; ///< class of rule R4
  int64_t score_a;     ///< first of the pair of rule X8; 0 without score
  int64_t score_b;     ///< second of the pair; 0 without score
  uint64_t cycles;     ///< of the device's clock
  atsnn_exit_reason reason;
} atsnn_run_answer;

/// A device in use. The fields are private: they are declared so that the caller can own the
/// object.
typedef struct {
  atsnn_bus bus;
  int32_t *output;
  uint32_t output_bytes;
  uint8_t job;
} atsnn_driver;

/// Finds the device, checks its identification and versions, and resets it.
/// @param driver  written only on success
/// @param bus     copied
/// @param limit   ticks that the reset may take
/// @return ATSNN_OK; ATSNN_BAD_ARGUMENT (null pointer or function); ATSNN_NO_DEVICE (another
///         identification, map or arithmetic version); ATSNN_TIMEOUT; ATSNN_DEVICE_FAULT
ATSNN_MUST_USE atsnn_result atsnn_driver_open(atsnn_driver *driver, const atsnn_bus *bus,
                                              uint32_t limit);

/// Whether a submit would be taken now.
/// @return ATSNN_OK; ATSNN_BUSY while a job is not resolved; ATSNN_DEVICE_FAULT
ATSNN_MUST_USE atsnn_result atsnn_driver_submit_check(const atsnn_driver *driver);

/// Hands over an image. Not blocking.
/// @return ATSNN_OK: the device has the job; ATSNN_BUSY; ATSNN_BAD_ARGUMENT (null, misaligned);
///         ATSNN_DEVICE_FAULT. Unless ATSNN_OK, no register was written
ATSNN_MUST_USE atsnn_result atsnn_driver_submit_load(atsnn_driver *driver, const atsnn_load *load);

/// Hands over an input. Not blocking. Results as for a load.
ATSNN_MUST_USE atsnn_result atsnn_driver_submit_run(atsnn_driver *driver, const atsnn_run *run);

/// Whether the submitted job has ended.
/// @return ATSNN_OK; ATSNN_BUSY; ATSNN_BAD_STATE without a job; ATSNN_DEVICE_FAULT
ATSNN_MUST_USE atsnn_result atsnn_driver_resolve_check(const atsnn_driver *driver);

/// Waits until the submitted job has ended; looks at least once, also with a limit of 0.
/// @param limit  ticks to wait at most
/// @return as the check, with ATSNN_TIMEOUT instead of ATSNN_BUSY: the job goes on
ATSNN_MUST_USE atsnn_result atsnn_driver_resolve_wait(const atsnn_driver *driver, uint32_t limit);

/// Takes the ended job back: its memory is the caller's again (but image and state, see above).
/// @param answer  of a run, written only on ATSNN_OK; may be null. A load leaves it
/// @return the job's own result, among them ATSNN_ABORTED and ATSNN_BUS_ADDRESS; ATSNN_BUSY while
/// it
///         runs; ATSNN_BAD_STATE without a job; ATSNN_DEVICE_FAULT (the job stays submitted)
ATSNN_MUST_USE atsnn_result atsnn_driver_resolve(atsnn_driver *driver, atsnn_run_answer *answer);

/// Bytes of working memory that the last image needs which passed the reader's checks, also where
/// its load ended with ATSNN_NO_MEMORY; 0 before. UINT32_MAX: more than the registers can say.
uint32_t atsnn_driver_state_needed(const atsnn_driver *driver);

/// Ends the submitted job early; it is then resolved as any other, as ATSNN_ABORTED or, where it
/// was faster, with its own result.
/// @return ATSNN_OK; ATSNN_BAD_STATE without a job; ATSNN_TIMEOUT; ATSNN_DEVICE_FAULT
ATSNN_MUST_USE atsnn_result atsnn_driver_abort(atsnn_driver *driver, uint32_t limit);

/// Resets the device: job and image are given up, their memory is the caller's again.
/// @return ATSNN_OK; ATSNN_TIMEOUT and ATSNN_DEVICE_FAULT: the job, if any, stays submitted
ATSNN_MUST_USE atsnn_result atsnn_driver_reset(atsnn_driver *driver, uint32_t limit);

/// Whether the end of a job raises the interrupt line. Off after open and reset.
void atsnn_driver_enable_interrupts(atsnn_driver *driver, bool enabled);

/// To be called by the interrupt handler: acknowledges what is pending.
/// @return whether the line was raised by this device
bool atsnn_driver_interrupt(const atsnn_driver *driver);

/// The bus of a window in the processor's address space, with coherent caches and identical
/// addresses. `ticks`, and whatever else differs, is the caller's to fill in.
/// @param window  its first register, at a multiple of 4
atsnn_bus atsnn_bus_memory_mapped(volatile uint32_t *window);

#ifdef __cplusplus
}
#endif

#endif

/// @file
/// The ATSNN runtime for C and C++: the functions of Firmware/embedded, compiled as Embedded Swift.
///
/// No function allocates, uses floating point or keeps global state: a session lives in memory that
/// the caller owns, and two sessions may be used from two threads.
///
///     atsnn_session_size    bytes of memory for an image, before anything runs
///     atsnn_session_init    once an image
///     atsnn_session_begin   once an input, then
///     atsnn_session_step    until answer.exits; or atsnn_session_run for both
///
/// Images and memory stand at multiples of ATSNN_SESSION_ALIGNMENT, stay in place and outlive the
/// session. Functions that return int32_t give ATSNN_SESSION_OK or say why not, and then have
/// changed nothing but `answer`. A session is one that init gave; other pointers may not be null
/// unless the comment says so.
#ifndef ATSNN_H
#define ATSNN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  ATSNN_SESSION_ALIGNMENT = 64, ///< of an image's first byte and of a session's memory
};

/// What a call came to; 1...15 are the refusals of FORMAT.md, with its numbers.
enum {
  ATSNN_SESSION_OK = 0,
  ATSNN_SESSION_MEMORY_SIZE = 33,      ///< fewer bytes than atsnn_session_size()
  ATSNN_SESSION_MEMORY_ALIGNMENT = 34, ///< memory at another address than a multiple of 64
  ATSNN_SESSION_INPUT_SIZE = 35,       ///< another length than atsnn_session_input_size()
  ATSNN_SESSION_INPUT_KIND = 36,       ///< pixels for a network of events, or the reverse
  ATSNN_SESSION_NOT_BEGUN = 37,        ///< a step before begin
  ATSNN_SESSION_RUNNING = 38,          ///< a change of policy during a run
  ATSNN_SESSION_POLICY = 39,           ///< a score, timestep, threshold or budget out of its range
  ATSNN_SESSION_FINISHED = 40,         ///< a step after the answer
};

/// Why the answer was given, the first that holds (rule X10).
enum {
  ATSNN_EXIT_SCORE = 1,  ///< the score passed
  ATSNN_EXIT_LAST = 2,   ///< the greatest timestep was reached
  ATSNN_EXIT_BUDGET = 3, ///< another timestep could have passed the budget
};

/// One inference at a time; opaque.
typedef struct atsnn_session atsnn_session;

/// The end of one timestep.
typedef struct {
  uint32_t timestep;         ///< from 1
  uint32_t prediction;       ///< class of the greatest read-out, of equal ones the lowest
  int64_t score_numerator;   ///< the exit score, rule X8 of ARITHMETIC.md
  int64_t score_denominator; ///< 0 when the image's policy has no score
  bool exits;                ///< the answer is given: no further step
  uint8_t exit_reason;       ///< ATSNN_EXIT_...; 0 when the run goes on
} atsnn_answer;

/// The runtime's version, "major.minor.patch".
const char *atsnn_version(void);

/// A sentence for a result of any function here; never null.
const char *atsnn_session_error(int32_t result);

/// Proves an image as atsnn_session_init() does, without memory. @return 0 or the refusal.
int32_t atsnn_session_check(const void *image, size_t length);

/// Bytes of memory for a session of this image, known before as SESSION_BYTES of a model's header
/// and by `atsnn inspect`; 0 for an image that is refused.
size_t atsnn_session_size(const void *image, size_t length);

/// Makes a session in `memory`, whatever that held before.
/// @param session receives the session, an address in `memory`; unchanged on refusal
int32_t atsnn_session_init(atsnn_session **session, const void *image, size_t length, void *memory,
                           size_t memory_length);

/// Bytes of one image, or of one event frame.
size_t atsnn_session_input_size(const atsnn_session *session);

/// Whether the network takes a frame of events a timestep, not one image.
bool atsnn_session_takes_events(const atsnn_session *session);

/// Starts a run. @param pixels the image, not needed afterwards; null for a network of events
int32_t atsnn_session_begin(atsnn_session *session, const void *pixels, size_t length);

/// One timestep. @param frame its events, not needed afterwards; null for a network of images
int32_t atsnn_session_step(atsnn_session *session, const void *frame, size_t length,
                           atsnn_answer *answer);

/// Begin, then step until the answer.
/// @param input the image, or the frames one after the other, as many as the latest exit needs
int32_t atsnn_session_run(atsnn_session *session, const void *input, size_t length,
                          atsnn_answer *answer);

/// Limits the runs that follow to `operations` synaptic operations and neuron updates (rule X9), in
/// place of the image's own budget; 0 for no limit. Not between the first step and the answer.
/// The first timestep always runs: a limit below atsnn_session_worst_case() may be passed by it.
int32_t atsnn_session_set_budget(atsnn_session *session, uint64_t operations);

/// Operations of any one timestep at most (rule C5).
uint64_t atsnn_session_worst_case(const atsnn_session *session);

/// Operations of the timesteps since begin or reset.
uint64_t atsnn_session_operations(const atsnn_session *session);

/// Feeds a watchdog; `context` is the caller's. It may not use the session.
typedef void (*atsnn_watchdog)(void *context);

/// Has begin, step and run call `feed` after every row of a layer's output and after every layer,
/// whatever the spikes; null for none, as after init. The longest way between two calls is the
/// watchdog interval of `atsnn inspect`. Init and check do not call it: their time goes with the
/// image's bytes alone.
void atsnn_session_set_watchdog(atsnn_session *session, atsnn_watchdog feed, void *context);

/// Clears membranes and timesteps; the last image stays, and may be stepped again without begin.
void atsnn_session_reset(atsnn_session *session);

/// Classes of the network: the length of logits and read-out.
size_t atsnn_session_class_count(const atsnn_session *session);

/// The last timestep's logits (rule R1) and read-outs (rule R3), until the next call that changes
/// the session.
const int32_t *atsnn_session_logits(const atsnn_session *session);
const int32_t *atsnn_session_readout(const atsnn_session *session);

/// Nodes of the network; the last one is the read-out.
size_t atsnn_session_node_count(const atsnn_session *session);

/// Whether a node is a spiking one, with membranes to digest.
bool atsnn_session_has_membranes(const atsnn_session *session, size_t node);

/// Digest of a node's output (rule D2; not of the read-out).
uint64_t atsnn_session_output_digest(const atsnn_session *session, size_t node);

/// Digest of a spiking node's membranes (rule D3).
uint64_t atsnn_session_membrane_digest(const atsnn_session *session, size_t node);

// Streams: the events of a camera as they come, for a network of events.
//
//     atsnn_stream_init     once a session
//     atsnn_stream_push     an event, then
//     atsnn_stream_step     while atsnn_stream_due()
//
// A bin is the events of one timestep, a window the bins of one answer. A window starts with its
// first event. Once it has its answer the rest of it is passed over; the next event after it starts
// the next window. No call waits, and none runs more than one timestep.

/// Refusals of stream calls.
enum {
  ATSNN_STREAM_SETTINGS = 49,         ///< bins or windows out of their range
  ATSNN_STREAM_INPUT_KIND = 50,       ///< a network of images
  ATSNN_STREAM_MEMORY_SIZE = 51,      ///< fewer bytes than atsnn_stream_size()
  ATSNN_STREAM_OUTSIDE = 52,          ///< an event outside the sensor
  ATSNN_STREAM_BACKWARDS = 53,        ///< a time before the last one, or 2^31 us after it
  ATSNN_STREAM_DUE = 54,              ///< a bin is complete: step first
  ATSNN_STREAM_NOT_DUE = 55,          ///< a step without a complete bin
  ATSNN_STREAM_MEMORY_ALIGNMENT = 56, ///< memory at another address than a multiple of 64
};

/// One change of brightness at one pixel.
typedef struct {
  uint32_t time;    ///< microseconds, modulo 2^32, not decreasing
  uint16_t x;       ///< column, from 0
  uint16_t y;       ///< row, from 0
  uint8_t polarity; ///< 1 for brighter, 0 for darker
} atsnn_event;

/// One of the first two is 0, the other ends a bin.
typedef struct {
  uint32_t bin_microseconds; ///< span of a bin; a window of them at most 2^30
  uint32_t bin_events;       ///< events of a bin
  uint32_t window_bins; ///< bins of a window, 1...255; 0 for the greatest timestep of the policy
  bool keep_membranes;  ///< spiking neurons keep their state from window to window
} atsnn_stream_settings;

/// The end of one bin.
typedef struct {
  atsnn_answer answer; ///< the timestep that ran on it
  uint32_t window;     ///< from 0
  uint32_t start;      ///< time of the window's first event
  uint32_t end;        ///< time of the bin's end; of bins by count, of its last event
  uint32_t events;     ///< of the window so far
  bool answers;        ///< this is the window's answer
} atsnn_bin;

/// In memory of its own; opaque.
typedef struct atsnn_stream atsnn_stream;

/// Bytes of memory for a stream into this session.
size_t atsnn_stream_size(const atsnn_session *session);

/// Makes a stream in `memory`, which stands at a multiple of ATSNN_SESSION_ALIGNMENT. The session
/// is the stream's alone from its first step on, and outlives it.
int32_t atsnn_stream_init(atsnn_stream **stream, atsnn_session *session,
                          const atsnn_stream_settings *settings, void *memory,
                          size_t memory_length);

/// Takes an event. Refused while a bin is due.
int32_t atsnn_stream_push(atsnn_stream *stream, const atsnn_event *event);

/// Says what time it is while the camera is quiet, so that a bin by time ends without an event.
int32_t atsnn_stream_advance(atsnn_stream *stream, uint32_t time);

/// Says that no event comes: the open bin is due as it is and gives its window's answer.
int32_t atsnn_stream_end(atsnn_stream *stream);

/// Whether a bin is complete and waits for atsnn_stream_step().
bool atsnn_stream_due(const atsnn_stream *stream);

/// Runs one timestep on the complete bin.
int32_t atsnn_stream_step(atsnn_stream *stream, atsnn_bin *bin);

/// Events taken so far, and those of them that came after their window's answer.
uint64_t atsnn_stream_events(const atsnn_stream *stream);
uint64_t atsnn_stream_passed_over(const atsnn_stream *stream);

#ifdef __cplusplus
}
#endif

#endif

// Classifies what an event camera sees, on a Linux board:
//
//     camera | classify_events MODEL.atsnn BIN_MICROSECONDS [WINDOW_BINS]
//
// Events come as N-MNIST's records of five bytes; a bin of them is a timestep. Prints a line a
// window as soon as the network is sure: its number, class and timestep. A slow board makes the
// camera's writer wait; no event is lost here. Memory is asked for once, before the first event.
// Status: 0 done, 2 a file, the model or an event was refused.
#include <stdio.h>
#include <stdlib.h>

#include "atsnn.h"
#include "files.h"

enum {
  RECORD_BYTES = 5,
  TIME_TURN = 1 << 23, ///< microseconds until a record's time starts again from 0
};

/// The record's event; times go on from turn to turn.
static atsnn_event decode(const unsigned char *record) {
  static uint32_t base, last;
  const uint32_t time =
      (uint32_t)(record[2] & 0x7F) << 16 | (uint32_t)record[3] << 8 | (uint32_t)record[4];
  if (time < last && last - time > TIME_TURN / 2) {
    base += TIME_TURN;
  }
  last = time;
  const atsnn_event event = {
      .time = base + time, .x = record[0], .y = record[1], .polarity = record[2] >> 7};
  return event;
}

static void check(const char *where, int32_t result) {
  if (result != ATSNN_SESSION_OK) {
    fail(where, atsnn_session_error(result));
  }
}

/// Runs the timesteps that are due and prints their answers.
static void step(atsnn_stream *stream) {
  while (atsnn_stream_due(stream)) {
    atsnn_bin bin;
    check("stream", atsnn_stream_step(stream, &bin));
    if (bin.answers) {
      printf("window %u class %u timestep %u\n", (unsigned)bin.window,
             (unsigned)bin.answer.prediction, (unsigned)bin.answer.timestep);
      fflush(stdout);
    }
  }
}

/// Until the pipe ends. @return bytes of an incomplete last record
static size_t classify(atsnn_stream *stream) {
  unsigned char record[RECORD_BYTES];
  size_t length = 0;
  while ((length = fread(record, 1, sizeof record, stdin)) == sizeof record) {
    const atsnn_event event = decode(record);
    check("event", atsnn_stream_push(stream, &event));
    step(stream);
  }
  check("stream", atsnn_stream_end(stream));
  step(stream);
  return length;
}

int main(int count, char **arguments) {
  if (count != 3 && count != 4) {
    fputs("use: camera | classify_events MODEL.atsnn BIN_MICROSECONDS [WINDOW_BINS]\n", stderr);
    return 2;
  }
  buffer model = read_model(arguments[1]);
  buffer memory;
  atsnn_session *session = open_session(arguments[1], &model, &memory);
  const atsnn_stream_settings settings = {
      .bin_microseconds = (uint32_t)strtoul(arguments[2], NULL, 10),
      .window_bins = count == 4 ? (uint32_t)strtoul(arguments[3], NULL, 10) : 0};
  buffer frame = allocate(atsnn_stream_size(session));
  atsnn_stream *stream = NULL;
  check(arguments[1], atsnn_stream_init(&stream, session, &settings, frame.bytes, frame.length));
  if (classify(stream) != 0) {
    fail("standard input", "ends within an event");
  }
  free(frame.bytes);
  free(memory.bytes);
  free(model.bytes);
  return 0;
}

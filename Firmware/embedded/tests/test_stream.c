// Streams by the C interface: what its header promises, on a small golden network of events.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "atsnn.h"

enum { IMAGE_ROOM = 32768, MEMORY_BYTES = 65536, LATEST = 4 };

static _Alignas(ATSNN_SESSION_ALIGNMENT) unsigned char image[IMAGE_ROOM];
static _Alignas(ATSNN_SESSION_ALIGNMENT) unsigned char memory[MEMORY_BYTES];
static _Alignas(ATSNN_SESSION_ALIGNMENT) unsigned char stream_memory[1024];
static size_t image_bytes;

static atsnn_session *make_session(const char *folder) {
  char path[128];
  snprintf(path, sizeof path, "Tests/Vectors/%s/image.atsnn", folder);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  image_bytes = fread(image, 1, sizeof image, file);
  fclose(file);
  atsnn_session *session = NULL;
  assert_int_equal(atsnn_session_init(&session, image, image_bytes, memory, sizeof memory),
                   ATSNN_SESSION_OK);
  return session;
}

static atsnn_stream *make_stream(const atsnn_stream_settings *settings) {
  atsnn_session *session = make_session("events-by-count");
  atsnn_stream *stream = NULL;
  assert_in_range(atsnn_stream_size(session), 1, sizeof stream_memory);
  assert_int_equal(
      atsnn_stream_init(&stream, session, settings, stream_memory, atsnn_stream_size(session)),
      ATSNN_SESSION_OK);
  return stream;
}

static void test_wrong_settings_and_memory_are_refused(void **state) {
  (void)state;
  static const atsnn_stream_settings none = {0};
  static const atsnn_stream_settings both = {.bin_microseconds = 1, .bin_events = 1};
  static const atsnn_stream_settings wide = {.bin_events = 1, .window_bins = 256};
  static const atsnn_stream_settings good = {.bin_events = 1};
  atsnn_session *session = make_session("events-by-count");
  atsnn_stream *stream = NULL;
  const size_t size = atsnn_stream_size(session);
  const atsnn_stream_settings *const wrong[] = {&none, &both, &wide};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    assert_int_equal(atsnn_stream_init(&stream, session, wrong[i], stream_memory, size),
                     ATSNN_STREAM_SETTINGS);
  }
  assert_int_equal(atsnn_stream_init(&stream, session, &good, stream_memory, size - 1),
                   ATSNN_STREAM_MEMORY_SIZE);
  assert_int_equal(atsnn_stream_init(&stream, session, &good, stream_memory + 8, size),
                   ATSNN_STREAM_MEMORY_ALIGNMENT);
  session = make_session("leak-decay");
  assert_int_equal(atsnn_stream_init(&stream, session, &good, stream_memory, sizeof stream_memory),
                   ATSNN_STREAM_INPUT_KIND);
  assert_null(stream);
}

static void test_every_refusal_has_a_sentence(void **state) {
  (void)state;
  const char *unknown = atsnn_session_error(ATSNN_STREAM_MEMORY_ALIGNMENT + 1);
  assert_string_equal(unknown, "not a result of this library");
  for (int32_t result = ATSNN_STREAM_SETTINGS; result <= ATSNN_STREAM_MEMORY_ALIGNMENT; result++) {
    assert_string_not_equal(atsnn_session_error(result), unknown);
  }
  assert_string_equal(atsnn_session_error(ATSNN_STREAM_SETTINGS - 1), unknown);
}

/// Bins of one event at one place are the frames of a run.
static void test_bins_run_as_frames_do(void **state) {
  (void)state;
  static const atsnn_stream_settings settings = {.bin_events = 1};
  atsnn_stream *stream = make_stream(&settings);
  atsnn_bin bins[LATEST];
  for (uint32_t i = 0; i < LATEST; i++) {
    const atsnn_event event = {.time = i, .x = 2, .y = 1, .polarity = 1};
    assert_int_equal(atsnn_stream_push(stream, &event), ATSNN_SESSION_OK);
    assert_true(atsnn_stream_due(stream));
    assert_int_equal(atsnn_stream_push(stream, &event), ATSNN_STREAM_DUE);
    assert_int_equal(atsnn_stream_step(stream, &bins[i]), ATSNN_SESSION_OK);
    assert_int_equal(bins[i].answers, i == LATEST - 1);
  }
  atsnn_session *session = make_session("events-by-count");
  const size_t size = atsnn_session_input_size(session);
  unsigned char frame[64] = {0};
  assert_in_range(size, 1, sizeof frame);
  frame[(1 * 5 + 2) * 2 + 1] = 1;
  assert_int_equal(atsnn_session_begin(session, NULL, 0), ATSNN_SESSION_OK);
  for (uint32_t i = 0; i < LATEST; i++) {
    atsnn_answer answer = {0};
    assert_int_equal(atsnn_session_step(session, frame, size, &answer), ATSNN_SESSION_OK);
    assert_int_equal(answer.prediction, bins[i].answer.prediction);
    assert_int_equal(answer.timestep, bins[i].answer.timestep);
    assert_int_equal(answer.exits, bins[i].answers);
  }
}

static void test_bad_events_change_nothing(void **state) {
  (void)state;
  static const atsnn_stream_settings settings = {.bin_microseconds = 10, .window_bins = 2};
  static const atsnn_event outside = {.time = 1, .x = 5};
  static const atsnn_event good = {.time = 5, .x = 4, .y = 5};
  static const atsnn_event early = {.time = 4};
  atsnn_stream *stream = make_stream(&settings);
  atsnn_bin bin;
  assert_int_equal(atsnn_stream_push(stream, &outside), ATSNN_STREAM_OUTSIDE);
  assert_int_equal(atsnn_stream_step(stream, &bin), ATSNN_STREAM_NOT_DUE);
  assert_int_equal(atsnn_stream_push(stream, &good), ATSNN_SESSION_OK);
  assert_int_equal(atsnn_stream_push(stream, &early), ATSNN_STREAM_BACKWARDS);
  assert_int_equal(atsnn_stream_events(stream), 1);
  assert_int_equal(atsnn_stream_advance(stream, 15), ATSNN_SESSION_OK);
  assert_int_equal(atsnn_stream_step(stream, &bin), ATSNN_SESSION_OK);
  assert_int_equal(bin.end, 15);
  assert_int_equal(atsnn_stream_end(stream), ATSNN_SESSION_OK);
  assert_int_equal(atsnn_stream_step(stream, &bin), ATSNN_SESSION_OK);
  assert_true(bin.answers);
  assert_int_equal(bin.events, 1);
  assert_int_equal(atsnn_stream_passed_over(stream), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_wrong_settings_and_memory_are_refused),
      cmocka_unit_test(test_every_refusal_has_a_sentence),
      cmocka_unit_test(test_bins_run_as_frames_do),
      cmocka_unit_test(test_bad_events_change_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

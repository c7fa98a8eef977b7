// The C interface: what its header promises, on the golden image of the shipped network.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "atsnn.h"

// The build gives IMAGE_BYTES, the file's, and SESSION_BYTES, what `atsnn inspect` says of it.
enum {
  PIXELS = 784,
  MEMORY_BYTES = 256 * 1024,
};

static _Alignas(ATSNN_SESSION_ALIGNMENT) unsigned char image[IMAGE_BYTES];
static _Alignas(ATSNN_SESSION_ALIGNMENT) unsigned char memory[MEMORY_BYTES];
static unsigned char pixels[PIXELS];

static void read_bytes(const char *name, unsigned char *bytes, size_t length) {
  char path[128];
  snprintf(path, sizeof path, "Tests/Vectors/fashion-int8/%s", name);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  assert_int_equal(fread(bytes, 1, length, file), length);
  fclose(file);
}

static atsnn_session *make_session(void) {
  atsnn_session *session = NULL;
  assert_int_equal(atsnn_session_init(&session, image, sizeof image, memory, sizeof memory),
                   ATSNN_SESSION_OK);
  return session;
}

static void test_the_size_is_enough_and_needed(void **state) {
  (void)state;
  atsnn_session *session = NULL;
  const size_t size = atsnn_session_size(image, sizeof image);
  assert_int_equal(size, SESSION_BYTES);
  assert_int_equal(atsnn_session_init(&session, image, sizeof image, memory, size - 1),
                   ATSNN_SESSION_MEMORY_SIZE);
  assert_int_equal(atsnn_session_init(&session, image, sizeof image, memory, 0),
                   ATSNN_SESSION_MEMORY_SIZE);
  assert_int_equal(atsnn_session_init(&session, image, sizeof image, memory + 8, size),
                   ATSNN_SESSION_MEMORY_ALIGNMENT);
  assert_null(session);
  assert_int_equal(atsnn_session_init(&session, image, sizeof image, memory, size),
                   ATSNN_SESSION_OK);
}

static void test_a_flipped_bit_is_refused(void **state) {
  (void)state;
  atsnn_session *session = NULL;
  image[IMAGE_BYTES / 2] ^= 1;
  const int32_t result = atsnn_session_check(image, sizeof image);
  assert_int_equal(result, 7);
  assert_int_equal(atsnn_session_size(image, sizeof image), 0);
  assert_int_equal(atsnn_session_init(&session, image, sizeof image, memory, sizeof memory),
                   result);
  image[IMAGE_BYTES / 2] ^= 1;
  assert_int_equal(atsnn_session_check(image, sizeof image), ATSNN_SESSION_OK);
}

static void test_calls_out_of_order_are_refused(void **state) {
  (void)state;
  atsnn_session *session = make_session();
  atsnn_answer answer = {0};
  assert_int_equal(atsnn_session_step(session, NULL, 0, &answer), ATSNN_SESSION_NOT_BEGUN);
  assert_int_equal(atsnn_session_begin(session, NULL, 0), ATSNN_SESSION_INPUT_KIND);
  assert_int_equal(atsnn_session_begin(session, pixels, PIXELS - 1), ATSNN_SESSION_INPUT_SIZE);
  assert_int_equal(atsnn_session_run(session, pixels, PIXELS, &answer), ATSNN_SESSION_OK);
  assert_int_equal(atsnn_session_step(session, NULL, 0, &answer), ATSNN_SESSION_FINISHED);
}

/// Steps to the answer.
static atsnn_answer finish(atsnn_session *session) {
  atsnn_answer answer = {0};
  while (!answer.exits) {
    const uint32_t before = answer.timestep;
    assert_int_equal(atsnn_session_step(session, NULL, 0, &answer), ATSNN_SESSION_OK);
    assert_int_equal(answer.timestep, before + 1);
  }
  return answer;
}

static void test_run_steps_and_reset_agree(void **state) {
  (void)state;
  atsnn_session *session = make_session();
  atsnn_answer whole = {0};
  assert_int_equal(atsnn_session_run(session, pixels, PIXELS, &whole), ATSNN_SESSION_OK);
  int32_t logits[10];
  assert_int_equal(atsnn_session_class_count(session), 10);
  memcpy(logits, atsnn_session_logits(session), sizeof logits);
  assert_int_equal(atsnn_session_begin(session, pixels, PIXELS), ATSNN_SESSION_OK);
  for (int again = 0; again < 2; again++) {
    const atsnn_answer stepped = finish(session);
    assert_int_equal(stepped.timestep, whole.timestep);
    assert_int_equal(stepped.prediction, whole.prediction);
    assert_int_equal(stepped.score_numerator, whole.score_numerator);
    assert_int_equal(stepped.score_denominator, whole.score_denominator);
    assert_memory_equal(atsnn_session_logits(session), logits, sizeof logits);
    atsnn_session_reset(session);
  }
}

/// A run on the first golden image with a budget; 0 for none.
static atsnn_answer run_within(atsnn_session *session, uint64_t budget) {
  atsnn_answer answer = {0};
  assert_int_equal(atsnn_session_set_budget(session, budget), ATSNN_SESSION_OK);
  assert_int_equal(atsnn_session_run(session, pixels, PIXELS, &answer), ATSNN_SESSION_OK);
  assert_true(answer.exits);
  return answer;
}

static void test_a_budget_ends_a_run_by_one_operation(void **state) {
  (void)state;
  static const unsigned char blank[PIXELS];
  atsnn_session *session = make_session();
  atsnn_answer answer = {0};
  const uint64_t worst = atsnn_session_worst_case(session);
  assert_int_equal(atsnn_session_begin(session, blank, PIXELS), ATSNN_SESSION_OK);
  assert_int_equal(atsnn_session_operations(session), 0);
  assert_int_equal(atsnn_session_step(session, NULL, 0, &answer), ATSNN_SESSION_OK);
  assert_int_equal(answer.exit_reason, 0);
  assert_int_equal(atsnn_session_set_budget(session, 1), ATSNN_SESSION_RUNNING);
  const uint64_t first = atsnn_session_operations(session);
  assert_in_range(first, 1, worst);
  for (int short_by = 0; short_by < 2; short_by++) {
    atsnn_session_reset(session);
    assert_int_equal(atsnn_session_set_budget(session, first + worst - (uint64_t)short_by),
                     ATSNN_SESSION_OK);
    assert_int_equal(atsnn_session_step(session, NULL, 0, &answer), ATSNN_SESSION_OK);
    assert_int_equal(answer.exit_reason, short_by == 0 ? 0 : ATSNN_EXIT_BUDGET);
  }
}

static void test_every_answer_has_its_reason(void **state) {
  (void)state;
  atsnn_session *session = make_session();
  assert_int_equal(atsnn_session_set_budget(session, (uint64_t)1 << 63), ATSNN_SESSION_POLICY);
  const atsnn_answer free_run = run_within(session, 0);
  assert_int_equal(free_run.exit_reason, ATSNN_EXIT_SCORE);
  assert_int_equal(run_within(session, ((uint64_t)1 << 63) - 1).timestep, free_run.timestep);
  assert_int_equal(run_within(session, 1).timestep, 1);
}

static void count_feed(void *context) {
  ++*(int *)context;
}

static void test_the_watchdog_is_fed_until_it_is_taken_away(void **state) {
  (void)state;
  enum { CACHED_ROWS = 28, ROWS = 28 + 14 + 14 + 14 + 7 + 7 + 7 + 3, NODES = 9 };
  atsnn_session *session = make_session();
  atsnn_answer answer = {0};
  int feeds = 0;
  atsnn_session_set_watchdog(session, count_feed, &feeds);
  assert_int_equal(atsnn_session_begin(session, pixels, PIXELS), ATSNN_SESSION_OK);
  assert_int_equal(feeds, CACHED_ROWS);
  assert_int_equal(atsnn_session_step(session, NULL, 0, &answer), ATSNN_SESSION_OK);
  assert_int_equal(feeds, CACHED_ROWS + ROWS + NODES);
  atsnn_session_set_watchdog(session, NULL, &feeds);
  assert_int_equal(atsnn_session_run(session, pixels, PIXELS, &answer), ATSNN_SESSION_OK);
  assert_int_equal(feeds, CACHED_ROWS + ROWS + NODES);
}

static void test_every_result_has_a_sentence(void **state) {
  (void)state;
  const char *unknown = atsnn_session_error(-1);
  for (int32_t result = 0; result <= ATSNN_SESSION_FINISHED; result++) {
    const bool known = result <= 15 || result >= ATSNN_SESSION_MEMORY_SIZE;
    assert_int_equal(strcmp(atsnn_session_error(result), unknown) != 0, known);
  }
  assert_string_equal(atsnn_session_error(256 + 1), unknown);
  assert_string_equal(atsnn_session_error(INT32_MIN), unknown);
  assert_string_equal(atsnn_version(), "0.1.0");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_size_is_enough_and_needed),
      cmocka_unit_test(test_a_flipped_bit_is_refused),
      cmocka_unit_test(test_calls_out_of_order_are_refused),
      cmocka_unit_test(test_run_steps_and_reset_agree),
      cmocka_unit_test(test_a_budget_ends_a_run_by_one_operation),
      cmocka_unit_test(test_every_answer_has_its_reason),
      cmocka_unit_test(test_the_watchdog_is_fed_until_it_is_taken_away),
      cmocka_unit_test(test_every_result_has_a_sentence),
  };
  read_bytes("image.atsnn", image, sizeof image);
  read_bytes("input-0.bin", pixels, sizeof pixels);
  return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}

// The program of a memory report: a model image in flash, a session of exactly the bytes that
// `atsnn inspect` gave before the build, and a run to the last timestep. Prints what the library
// asks for and the most stack that was in use. Status: 0 done, 2 refused.
#include "atsnn.h"
#include "board.h"
#include "print.h"

extern const unsigned char model_image[], model_image_end[];

/// The names by which the report finds them in the program.
_Alignas(ATSNN_SESSION_ALIGNMENT) unsigned char session_memory[SESSION_BYTES];
unsigned char session_input[INPUT_BYTES];

/// Bytes of every kind, so that each path of the kernels is run.
static void fill_input(void) {
  uint32_t state = 1;
  for (size_t i = 0; i < sizeof session_input; i++) {
    state = state * 1664525 + 1013904223;
    session_input[i] = (unsigned char)(state >> 24);
  }
}

static int32_t run(atsnn_session *session) {
  const bool events = atsnn_session_takes_events(session);
  const void *frame = events ? session_input : NULL;
  atsnn_answer answer = {0};
  int32_t result =
      atsnn_session_begin(session, events ? NULL : session_input, sizeof session_input);
  while (result == ATSNN_SESSION_OK && !answer.exits) {
    result = atsnn_session_step(session, frame, sizeof session_input, &answer);
  }
  return result;
}

static void print_number(const char *name, size_t value) {
  print_text(name);
  print_unsigned(value);
  print_text("\n");
}

int main(void) {
  const size_t length = (size_t)(model_image_end - model_image);
  const size_t needed = atsnn_session_size(model_image, length);
  atsnn_session *session = NULL;
  fill_input();
  int32_t result =
      atsnn_session_init(&session, model_image, length, session_memory, sizeof session_memory);
  if (result == ATSNN_SESSION_OK) {
    result = run(session);
  }
  const size_t stack = board_stack_used(); // before the log's own functions take any
  print_number("session ", needed);
  print_number("stack ", stack);
  if (result != ATSNN_SESSION_OK) {
    print_text("refused: ");
    print_text(atsnn_session_error(result));
    print_text("\n");
  }
  print_flush();
  return result == ATSNN_SESSION_OK ? 0 : 2;
}

// Replays the golden vectors in flash and prints what each timestep gave, for `oracle compare-log`.
// Status: 0 done, 2 an image or an input was refused.
#include <stdalign.h>
#include <stdbool.h>

#include "atsnn.h"
#include "board.h"
#include "print.h"
#include "vectors.h"

/// Memory of a session: what the project promises for the largest model of a microcontroller.
enum { MEMORY_BYTES = 256 * 1024 };

static alignas(ATSNN_SESSION_ALIGNMENT) unsigned char memory[MEMORY_BYTES];

static void print_nodes(const atsnn_session *session, uint32_t timestep) {
  for (size_t node = 0; node + 1 < atsnn_session_node_count(session); node++) {
    print_text("step ");
    print_unsigned(timestep);
    print_text(" node ");
    print_unsigned(node);
    print_text(" output ");
    print_digest(atsnn_session_output_digest(session, node));
    print_text(" membranes ");
    if (atsnn_session_has_membranes(session, node)) {
      print_digest(atsnn_session_membrane_digest(session, node));
    } else {
      print_text("-");
    }
    print_text("\n");
  }
}

static void print_values(uint32_t timestep, const char *name, const int32_t *values, size_t count) {
  print_text("step ");
  print_unsigned(timestep);
  print_text(name);
  for (size_t i = 0; i < count; i++) {
    print_text(i == 0 ? " " : ",");
    print_signed(values[i]);
  }
  print_text("\n");
}

static void print_score(const atsnn_answer *answer) {
  print_text("step ");
  print_unsigned(answer->timestep);
  print_text(" score ");
  if (answer->score_denominator == 0) {
    print_text("-\n");
    return;
  }
  print_signed(answer->score_numerator);
  print_text(" ");
  print_signed(answer->score_denominator);
  print_text("\n");
}

static void print_answer(const atsnn_session *session, const atsnn_answer *answer) {
  const size_t classes = atsnn_session_class_count(session);
  print_nodes(session, answer->timestep);
  print_values(answer->timestep, " logits", atsnn_session_logits(session), classes);
  print_values(answer->timestep, " readout", atsnn_session_readout(session), classes);
  print_score(answer);
  if (answer->exits) {
    print_text("exit ");
    print_unsigned(answer->timestep);
    print_text(" class ");
    print_unsigned(answer->prediction);
    print_text(answer->exit_reason == ATSNN_EXIT_BUDGET ? " budget\n" : "\n");
  }
}

/// From begin to the answer. @return ATSNN_SESSION_OK or the first refusal
static int32_t run(atsnn_session *session, const unsigned char *input, size_t length) {
  const bool events = atsnn_session_takes_events(session);
  const size_t size = atsnn_session_input_size(session);
  atsnn_answer answer = {0};
  int32_t result = atsnn_session_begin(session, events ? NULL : input, length);
  while (result == ATSNN_SESSION_OK && !answer.exits) {
    const size_t start = answer.timestep * size;
    if (events && length - start < size) {
      return ATSNN_SESSION_INPUT_SIZE;
    }
    result = atsnn_session_step(session, events ? input + start : NULL, size, &answer);
    if (result == ATSNN_SESSION_OK) {
      print_answer(session, &answer);
    }
  }
  return result;
}

/// @return whether the vector ran to its answer
static bool replay(const packed_vector *vector) {
  const unsigned char *image = packed_at(vector->image);
  atsnn_session *session = NULL;
  print_text("vector ");
  print_text((const char *)packed_at(vector->name));
  print_text("\nmemory ");
  print_unsigned(atsnn_session_size(image, vector->image_bytes));
  print_text("\n");
  int32_t result = atsnn_session_init(&session, image, vector->image_bytes, memory, sizeof memory);
  if (result == ATSNN_SESSION_OK) {
    result = run(session, packed_at(vector->input), vector->input_bytes);
  }
  if (result != ATSNN_SESSION_OK) {
    print_text("refused: ");
    print_text(atsnn_session_error(result));
    print_text("\n");
  }
  return result == ATSNN_SESSION_OK;
}

int main(void) {
  bool all = true;
  for (uint32_t i = 0; i < packed_vectors.count; i++) {
    all = replay(&packed_vectors.vectors[i]) && all;
  }
  print_text("stack ");
  print_unsigned(board_stack_used());
  print_text("\n");
  print_flush();
  return all ? 0 : 2;
}

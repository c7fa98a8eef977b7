// Classifies images that come through a pipe, one after the other, on a Linux board:
//
//     producer | classify_pipe MODEL.atsnn
//
// prints a line an image: its class and the timestep that was sure. Memory is asked for once,
// before the first image. Status: 0 done, 2 a file or the model was refused, or the last image was
// cut.
#include <stdio.h>
#include <stdlib.h>

#include "atsnn.h"
#include "files.h"

/// Until the pipe ends. @return bytes of an incomplete last image
static size_t classify(atsnn_session *session, buffer *image) {
  size_t length = 0;
  while ((length = fread(image->bytes, 1, image->length, stdin)) == image->length) {
    atsnn_answer answer;
    const int32_t result = atsnn_session_run(session, image->bytes, image->length, &answer);
    if (result != ATSNN_SESSION_OK) {
      fail("image", atsnn_session_error(result));
    }
    printf("class %u timestep %u\n", (unsigned)answer.prediction, (unsigned)answer.timestep);
    fflush(stdout);
  }
  return length;
}

int main(int count, char **arguments) {
  if (count != 2) {
    fputs("use: producer | classify_pipe MODEL.atsnn\n", stderr);
    return 2;
  }
  buffer model = read_model(arguments[1]);
  buffer memory;
  atsnn_session *session = open_session(arguments[1], &model, &memory);
  if (atsnn_session_takes_events(session)) {
    fail(arguments[1], "a network of events, not of images");
  }
  buffer image = allocate(atsnn_session_input_size(session));
  if (classify(session, &image) != 0) {
    fail("standard input", "ends within an image");
  }
  free(image.bytes);
  free(memory.bytes);
  free(model.bytes);
  return 0;
}

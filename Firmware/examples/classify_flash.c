// Classifies images on a board without an operating system; the model, made by `atsnn quantize
// --header`, and the images are constants in flash. Prints a line an image, as classify_pipe does.
#include "atsnn.h"
#include "board.h"
#include "fashion_mnist.h"
#include "images.h"
#include "print.h"

static _Alignas(ATSNN_SESSION_ALIGNMENT) unsigned char memory[ATSNN_FASHION_MNIST_SESSION_BYTES];

static int refuse(int32_t result) {
  print_text(atsnn_session_error(result));
  print_text("\n");
  print_flush();
  return 2;
}

static void print_answer(const atsnn_answer *answer) {
  print_text("class ");
  print_unsigned(answer->prediction);
  print_text(" timestep ");
  print_unsigned(answer->timestep);
  print_text("\n");
}

int main(void) {
  atsnn_session *session = NULL;
  int32_t result = atsnn_session_init(&session, atsnn_fashion_mnist_image,
                                      ATSNN_FASHION_MNIST_IMAGE_BYTES, memory, sizeof memory);
  if (result != ATSNN_SESSION_OK) {
    return refuse(result);
  }
  const size_t size = atsnn_session_input_size(session);
  for (size_t at = 0; at + size <= sizeof images; at += size) {
    atsnn_answer answer;
    result = atsnn_session_run(session, images + at, size, &answer);
    if (result != ATSNN_SESSION_OK) {
      return refuse(result);
    }
    print_answer(&answer);
  }
  print_flush();
  return 0;
}

// Classifies the images of images.h, one a loop, with the model of fashion_mnist.h, and prints the
// class and the timestep that was sure. The sketch needs 240 KB of flash and 150 KB of RAM
// beside what the board's core takes.
//
// Your own model: `atsnn quantize net.safetensors --calibration DATA -o net.atsnn --header net.h`.
#include <atsnn.h>

#include "fashion_mnist.h"
#include "images.h"

alignas(ATSNN_SESSION_ALIGNMENT) static uint8_t memory[ATSNN_FASHION_MNIST_SESSION_BYTES];

static atsnn_session *session;
static size_t next = 0;

void setup() {
  Serial.begin(115200);
  const int32_t result =
      atsnn_session_init(&session, atsnn_fashion_mnist_image, ATSNN_FASHION_MNIST_IMAGE_BYTES,
                         memory, sizeof memory);
  if (result != ATSNN_SESSION_OK) {
    Serial.println(atsnn_session_error(result));
    while (true) {
    }
  }
}

void loop() {
  const size_t size = atsnn_session_input_size(session);
  atsnn_answer answer;
  const int32_t result = atsnn_session_run(session, images + next, size, &answer);
  if (result == ATSNN_SESSION_OK) {
    Serial.print("class ");
    Serial.print((unsigned long)answer.prediction);
    Serial.print(" timestep ");
    Serial.println((unsigned long)answer.timestep);
  } else {
    Serial.println(atsnn_session_error(result));
  }
  next = (next + size) % sizeof images;
}

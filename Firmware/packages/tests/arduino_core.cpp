// Arduino's core on a board without an operating system: the serial port is the board's log, and the
// sketch's loop runs once for each of the golden vectors.
#include "Arduino.h"

extern "C" {
#include "print.h"
}

SerialPort Serial;

void SerialPort::begin(unsigned long) {
}

void SerialPort::print(const char *text) {
  print_text(text);
}

void SerialPort::print(unsigned long value) {
  print_unsigned(value);
}

void SerialPort::println(const char *text) {
  print_text(text);
  print_text("\n");
  print_flush();
}

void SerialPort::println(unsigned long value) {
  print_unsigned(value);
  println("");
}

// Coprocessors 10 and 11 of the CPACR, full access: compilers may use the unit's registers.
static void enable_floating_point_unit() {
  volatile uint32_t *const access = reinterpret_cast<volatile uint32_t *>(0xE000ED88);
  *access = *access | 0xFu << 20;
}

extern "C" int main() {
  const int vectors = 8;
  enable_floating_point_unit();
  setup();
  for (int i = 0; i < vectors; i++) {
    loop();
  }
  return 0;
}

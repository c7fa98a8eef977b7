/// @file
/// A stand-in for the part of Arduino's core that the example sketch uses.
#ifndef ARDUINO_H
#define ARDUINO_H

#include <stddef.h>
#include <stdint.h>

class SerialPort {
public:
  void begin(unsigned long baud);
  void print(const char *text);
  void print(unsigned long value);
  void println(const char *text);
  void println(unsigned long value);
};

extern SerialPort Serial;

void setup();
void loop();

#endif

// The Arm ABI's names and orders of argument of the memory functions, by those of C. Compilers call
// them, and not every C library has them.
#include <stddef.h>

void *memcpy(void *to, const void *from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int value, size_t length);

void __aeabi_memcpy(void *to, const void *from, size_t length);
void __aeabi_memcpy4(void *to, const void *from, size_t length);
void __aeabi_memcpy8(void *to, const void *from, size_t length);
void __aeabi_memmove(void *to, const void *from, size_t length);
void __aeabi_memclr(void *to, size_t length);
void __aeabi_memclr4(void *to, size_t length);
void __aeabi_memclr8(void *to, size_t length);
void __aeabi_memset(void *to, size_t length, int value);

void __aeabi_memcpy(void *to, const void *from, size_t length) {
  memcpy(to, from, length);
}
void __aeabi_memcpy4(void *to, const void *from, size_t length) {
  memcpy(to, from, length);
}
void __aeabi_memcpy8(void *to, const void *from, size_t length) {
  memcpy(to, from, length);
}
void __aeabi_memmove(void *to, const void *from, size_t length) {
  memmove(to, from, length);
}
void __aeabi_memclr(void *to, size_t length) {
  memset(to, 0, length);
}
void __aeabi_memclr4(void *to, size_t length) {
  memset(to, 0, length);
}
void __aeabi_memclr8(void *to, size_t length) {
  memset(to, 0, length);
}
void __aeabi_memset(void *to, size_t length, int value) {
  memset(to, value, length);
}

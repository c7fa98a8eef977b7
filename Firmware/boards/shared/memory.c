// The memory functions that compilers call by themselves, for boards without a C library; the
// `__aeabi_` ones are the Arm ABI's names and orders of argument.
#include <stddef.h>
#include <stdint.h>

void *memcpy(void *to, const void *from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int value, size_t length);
int memcmp(const void *a, const void *b, size_t length);

void *memcpy(void *to, const void *from, size_t length) {
  unsigned char *target = to;
  const unsigned char *source = from;
  while (length-- > 0) {
    *target++ = *source++;
  }
  return to;
}

void *memmove(void *to, const void *from, size_t length) {
  unsigned char *target = to;
  const unsigned char *source = from;
  if ((uintptr_t)to <= (uintptr_t)from) {
    return memcpy(to, from, length);
  }
  while (length-- > 0) {
    target[length] = source[length];
  }
  return to;
}

void *memset(void *to, int value, size_t length) {
  unsigned char *target = to;
  while (length-- > 0) {
    *target++ = (unsigned char)value;
  }
  return to;
}

int memcmp(const void *a, const void *b, size_t length) {
  const unsigned char *left = a;
  const unsigned char *right = b;
  for (size_t i = 0; i < length; i++) {
    if (left[i] != right[i]) {
      return left[i] < right[i] ? -1 : 1;
    }
  }
  return 0;
}

#if defined(__arm__)
void __aeabi_memcpy(void *to, const void *from, size_t length);
void __aeabi_memcpy4(void *to, const void *from, size_t length);
void __aeabi_memcpy8(void *to, const void *from, size_t length);
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
#endif

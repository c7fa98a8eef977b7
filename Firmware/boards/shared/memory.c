// The memory functions that compilers call by themselves, for boards without a C library.
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

/* Counts heap allocations of the calling thread between two calls.
 *
 * Linked into a test program, it takes the place of the allocator's entry points and hands every
 * call on to the C library. Only where the C library is glibc and no sanitizer has taken that
 * place.
 */
#ifndef ATSNN_ALLOCATION_COUNTER_H
#define ATSNN_ALLOCATION_COUNTER_H

#include <stdbool.h>
#include <stddef.h>

/* Whether this build counts at all. */
bool allocation_counter_available(void);

/* Starts counting from zero on this thread. */
void allocation_counter_start(void);

/* Stops and returns the number of malloc, calloc, realloc and aligned allocations since the start.
 */
size_t allocation_counter_stop(void);

#endif

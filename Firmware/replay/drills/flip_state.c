// Fault drill: linked in with `--wrap=atsnn_session_step`, it flips one bit of the session's memory
// after every first timestep, as a particle would. The half of a session of the shipped network is
// a membrane; the flipped bit is its second highest, far above any rounding.
#include <stdint.h>

#include "atsnn.h"

enum { PLACE = 73 * 1024 + 1, BIT = 0x40 };

int32_t __real_atsnn_session_step(atsnn_session *session, const void *frame, size_t length,
                                  atsnn_answer *answer);
int32_t __wrap_atsnn_session_step(atsnn_session *session, const void *frame, size_t length,
                                  atsnn_answer *answer);

int32_t __wrap_atsnn_session_step(atsnn_session *session, const void *frame, size_t length,
                                  atsnn_answer *answer) {
  const int32_t result = __real_atsnn_session_step(session, frame, length, answer);
  if (result == ATSNN_SESSION_OK && answer->timestep == 1) {
    ((volatile unsigned char *)session)[PLACE] ^= BIT; // a session stands first in its memory
  }
  return result;
}

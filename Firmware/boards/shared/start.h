/// @file
/// Between a processor's first instruction and the shared start-up.
#ifndef START_H
#define START_H

#include <stdint.h>

/// Called with a stack and nothing else: makes memory ready, runs main, ends the program.
_Noreturn void start_program(void);

/// Called for every exception: says so in the log and ends the program with status 3.
_Noreturn void start_fault(void);

/// First address after the stack (sections.ld).
extern uint32_t start_stack_top[];

#endif

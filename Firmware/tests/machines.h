/// Machine configurations for the tests: the shipped ones and random ones, and what must hold for
/// each of them after every step.
#ifndef ATSNN_TEST_MACHINES_H
#define ATSNN_TEST_MACHINES_H

#include "support.h"

#include "atsnn_machine.h"

enum { SHIPPED_MACHINES = 3 };

/// Reads Firmware/accelerator/configurations/`name`.json; fails the test when it is missing or the
/// model refuses it.
atsnn_machine read_machine(const char *name);

/// The shipped configurations: edge, resident, micro.
void read_shipped_machines(atsnn_machine machines[SHIPPED_MACHINES]);

/// A machine that atsnn_machine_check() accepts; the seed is advanced.
atsnn_machine random_machine(uint64_t *seed);

/// Counts every node of the last begin or step on a machine and checks what holds for any machine;
/// fails the test with `name` where it does not.
/// @param input  begin's pixels or the step's frame, else null
void check_counts(const char *name, const atsnn_machine *machine,
                  const atsnn_accelerator *accelerator, const uint8_t *input);

#endif

/// Reading the energy tables, for the tests that judge them.
#ifndef ATSNN_TESTS_TABLES_H
#define ATSNN_TESTS_TABLES_H

#include "support.h"

/// A table of Firmware/accelerator/tables by its name; fails the test when it is not there.
cJSON *read_table(const char *name);

/// A member that must be a number; the test fails otherwise.
double number(const cJSON *object, const char *name);

#endif

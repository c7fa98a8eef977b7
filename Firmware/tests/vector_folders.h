/// The folders of golden vectors.
#ifndef ATSNN_TESTS_VECTOR_FOLDERS_H
#define ATSNN_TESTS_VECTOR_FOLDERS_H

#include "support.h"

/// Runs a test on every folder that holds golden vectors, sorted, with its name as the state, then
/// one that closes the group. `bad` holds none; any other folder must. Ends the program when there
/// is no folder of them.
/// @param group  its name
/// @param setup  of the group; may be null
/// @return the number of failed tests
int vector_folders_run(const char *group, CMUnitTestFunction folder, CMUnitTestFunction closing,
                       CMFixtureFunction setup);

#endif

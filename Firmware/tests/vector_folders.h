/// The folders of golden vectors.
#ifndef ATSNN_TESTS_VECTOR_FOLDERS_H
#define ATSNN_TESTS_VECTOR_FOLDERS_H

#include <stddef.h>

enum { MAXIMUM_FOLDERS = 1024 };

/// Names of the folders that hold golden vectors, sorted; the caller frees each. `bad` holds none;
/// any other folder must. Ends the program when there is no folder of them.
size_t vector_folders_list(char *names[MAXIMUM_FOLDERS]);

#endif

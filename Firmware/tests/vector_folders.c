#include "vector_folders.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAXIMUM_FOLDERS = 1024 };

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/// Names of the folders, sorted; the caller frees each.
static size_t list(char *names[MAXIMUM_FOLDERS]) {
  DIR *directory = opendir(vectors_folder());
  size_t count = 0;
  if (directory == NULL) {
    fprintf(stderr, "no folder %s: run from the repository's root or set ATSNN_VECTORS\n",
            vectors_folder());
    exit(1);
  }
  for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
    const char *name = entry->d_name;
    const bool is_file = strchr(name, '.') != NULL;
    if (!is_file && strcmp(name, "bad") != 0 && count < MAXIMUM_FOLDERS) {
      names[count++] = strdup(name);
    }
  }
  closedir(directory);
  qsort(names, count, sizeof names[0], by_name);
  return count;
}

int vector_folders_run(const char *group, CMUnitTestFunction folder, CMUnitTestFunction closing,
                       CMFixtureFunction setup) {
  static char *names[MAXIMUM_FOLDERS];
  static struct CMUnitTest tests[MAXIMUM_FOLDERS + 1];
  const size_t count = list(names);
  for (size_t i = 0; i < count; i++) {
    tests[i] = (struct CMUnitTest){names[i], folder, NULL, NULL, names[i]};
  }
  tests[count] = (struct CMUnitTest){"every folder was replayed", closing, NULL, NULL, NULL};
  const int failed = _cmocka_run_group_tests(group, tests, count + 1, setup, NULL);
  for (size_t i = 0; i < count; i++) {
    free(names[i]);
  }
  return failed;
}

#include "vector_folders.h"

#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

size_t vector_folders_list(char *names[MAXIMUM_FOLDERS]) {
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

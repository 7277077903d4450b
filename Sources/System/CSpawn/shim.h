#ifndef LUX_CSPAWN_SHIM_H
#define LUX_CSPAWN_SHIM_H
// In glibc since 2.34, but hidden from Swift, which reads the headers without _GNU_SOURCE.
#include <spawn.h>
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *folder);
extern int pipe2(int ends[2], int flags);
#endif

/* netfs: whether a file lies on a network file system, where SQLite's locks are not safe. */
#ifndef LOG_NETFS_H
#define LOG_NETFS_H

#include "base/err.h"

/*
 * The name of the network file system with this magic number (statfs f_type); for a FUSE mount the name is decided by
 * its type in /proc/self/mountinfo ("fuse.sshfs"; NULL: unknown).  NULL: it is a local one.
 */
const char *netfs_name(uint32_t f_type, const char *mount_type);

/* The type in a mountinfo text of the device "major:minor"; copied to out.  false: it is not there. */
bool netfs_mount_type(const char *mountinfo, const char *device, char *out, size_t out_size);

/* 0, or -1 with an explanation, if the file (or the folder it is to be made in) is on one. */
int netfs_refuse(const char *path, struct sijil_err *err);

#endif

#include "config.h"

#include "log/netfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include "base/mem.h"

#define FUSE_MAGIC UINT32_C(0x65735546)

static const struct {
	uint32_t magic;
	const char *name;
} systems[] = {
	{ 0x6969, "NFS" },        { 0x517b, "SMB" },          { 0xfe534d42, "SMB2" },   { 0xff534d42, "CIFS" },
	{ 0x5346414f, "AFS" },    { 0x6b414653, "AFS" },      { 0x564c, "NCP" },        { 0x73757245, "Coda" },
	{ 0x01021997, "9P" },     { 0x00c36400, "Ceph" },     { 0x0bd00bd0, "Lustre" }, { 0x47504653, "GPFS" },
	{ 0x19830326, "BeeGFS" }, { 0x20030528, "OrangeFS" }, { 0xaad7aaea, "PanFS" },  { 0x01161970, "GFS2" },
	{ 0x7461636f, "OCFS2" },  { 0x786f4256, "vboxsf" },   { 0xbacbacbc, "vmhgfs" },
};

/* FUSE file systems whose files are elsewhere; the rest (encfs, ntfs-3g as fuseblk, mergerfs, ...) are local. */
static const char *const fuse_types[] = {
	"fuse.sshfs",       "fuse.rclone",    "fuse.glusterfs",
	"fuse.gvfsd-fuse",  "fuse.s3fs",      "fuse.goofys",
	"fuse.gcsfuse",     "fuse.blobfuse2", "fuse.ceph",
	"fuse.ceph-fuse",   "fuse.davfs",     "fuse.davfs2",
	"fuse.juicefs",     "fuse.curlftpfs", "fuse.smbnetfs",
	"fuse.mfs",         "fuse.lizardfs",  "fuse.seadrive",
	"fuse.kio-fuse",    "fuse.onedriver", "fuse.google-drive-ocamlfuse",
	"fuse.vmhgfs-fuse", "fuse.nfs",       "fuse.afs",
};

const char *netfs_name(uint32_t f_type, const char *mount_type)
{
	size_t i;

	for (i = 0; i < sizeof(systems) / sizeof(systems[0]); i++) {
		if (systems[i].magic == f_type)
			return systems[i].name;
	}
	if (f_type != FUSE_MAGIC || mount_type == NULL)
		return NULL;
	for (i = 0; i < sizeof(fuse_types) / sizeof(fuse_types[0]); i++) {
		if (strcmp(fuse_types[i], mount_type) == 0)
			return fuse_types[i];
	}
	return NULL;
}

/* Copy the blank-delimited word at s. */
static void copy_word(const char *s, char *out, size_t out_size)
{
	size_t n = strcspn(s, " \n");

	if (n >= out_size)
		n = out_size - 1;
	memcpy(out, s, n);
	out[n] = '\0';
}

/* Lines look like "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw"; the last mount is on top. */
bool netfs_mount_type(const char *mountinfo, const char *device, char *out, size_t out_size)
{
	const char *line, *next, *dash;
	char word[32];
	bool found = false;
	int id, parent, used;

	for (line = mountinfo; *line != '\0'; line = next) {
		next = line + strcspn(line, "\n");
		next += *next == '\n';
		used = 0;
		if (sscanf(line, "%d %d %n", &id, &parent, &used) < 2 || used == 0)
			continue;
		copy_word(line + used, word, sizeof(word));
		dash = strstr(line, " - ");
		if (strcmp(word, device) != 0 || dash == NULL || dash >= next)
			continue;
		copy_word(dash + 3, out, out_size);
		found = true;
	}
	return found;
}

static void read_mountinfo(struct str *out)
{
	FILE *f = fopen("/proc/self/mountinfo", "re");
	char chunk[4096];
	size_t n;

	if (f == NULL)
		return;
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		str_addn(out, chunk, n);
	fclose(f);
}

/* The file need not be there yet: then its folder counts. */
static char *existing_part(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stat st;

	if (stat(path, &st) == 0)
		return mem_strdup(path);
	if (slash == NULL)
		return mem_strdup(".");
	return slash == path ? mem_strdup("/") : mem_strndup(path, (size_t)(slash - path));
}

int netfs_refuse(const char *path, struct sijil_err *err)
{
	char *part = existing_part(path);
	char device[32], type[64] = "";
	const char *name;
	struct str mounts;
	struct statfs fs;
	struct stat st;

	memset(&fs, 0, sizeof(fs));
	if (statfs(part, &fs) == 0 && (uint32_t)fs.f_type == FUSE_MAGIC && stat(part, &st) == 0) {
		str_init(&mounts, 4 << 20);
		read_mountinfo(&mounts);
		snprintf(device, sizeof(device), "%u:%u", major(st.st_dev), minor(st.st_dev));
		netfs_mount_type(mounts.s, device, type, sizeof(type));
		str_release(&mounts);
	}
	free(part);
	name = netfs_name((uint32_t)fs.f_type, type);
	if (name == NULL)
		return 0;
	return err_set(err, ERR_IO,
		       "'%s' is on a network file system (%s), where two people writing at once can destroy the "
		       "register: keep it on a local disk, and share entries between machines by export and import",
		       path, name);
}

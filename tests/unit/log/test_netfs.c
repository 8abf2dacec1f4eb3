#include "config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "log/netfs.h"
#include "log_fixture.h"

Test(netfs, network_file_systems_are_known_by_their_number)
{
	cr_expect_str_eq(netfs_name(0x6969, NULL), "NFS");
	cr_expect_str_eq(netfs_name(0xff534d42, NULL), "CIFS");
	cr_expect_str_eq(netfs_name(0xfe534d42, ""), "SMB2");
	cr_expect_str_eq(netfs_name(0x01021997, NULL), "9P");
	cr_expect_str_eq(netfs_name(0x00c36400, NULL), "Ceph");
}

Test(netfs, local_file_systems_are_not)
{
	cr_expect(netfs_name(0xef53, NULL) == NULL, "ext4");
	cr_expect(netfs_name(0x9123683e, NULL) == NULL, "btrfs");
	cr_expect(netfs_name(0x01021994, NULL) == NULL, "tmpfs");
	cr_expect(netfs_name(0x794c7630, NULL) == NULL, "overlayfs");
	/* The type counts only on a FUSE mount. */
	cr_expect(netfs_name(0xef53, "fuse.sshfs") == NULL);
}

Test(netfs, fuse_mounts_are_known_by_their_type)
{
	const uint32_t fuse = 0x65735546;

	cr_expect_str_eq(netfs_name(fuse, "fuse.sshfs"), "fuse.sshfs");
	cr_expect_str_eq(netfs_name(fuse, "fuse.rclone"), "fuse.rclone");
	cr_expect_str_eq(netfs_name(fuse, "fuse.glusterfs"), "fuse.glusterfs");
	cr_expect_str_eq(netfs_name(fuse, "fuse.gvfsd-fuse"), "fuse.gvfsd-fuse");
	cr_expect(netfs_name(fuse, "fuseblk") == NULL, "ntfs-3g is local");
	cr_expect(netfs_name(fuse, "fuse.gocryptfs") == NULL);
	cr_expect(netfs_name(fuse, NULL) == NULL);
}

static const char mountinfo[] =
	"22 28 0:21 / /proc rw,nosuid shared:5 - proc proc rw\n"
	"28 1 259:2 / / rw,noatime - ext4 /dev/nvme0n1p2 rw\n"
	"90 28 0:55 / /home/a/remote rw,nosuid shared:9 master:2 - fuse.sshfs me@host:/srv rw,user_id=1000\n"
	"91 28 0:56 / /mnt/x rw shared:1 - fuseblk /dev/sda1 rw\n"
	"92 28 0:56 / /mnt/x rw shared:1 - fuse.rclone remote: rw";

Test(netfs, the_type_of_a_mount_is_found_by_its_device)
{
	char type[32] = "";

	cr_expect(netfs_mount_type(mountinfo, "0:55", type, sizeof(type)));
	cr_expect_str_eq(type, "fuse.sshfs");
	cr_expect(netfs_mount_type(mountinfo, "259:2", type, sizeof(type)));
	cr_expect_str_eq(type, "ext4");
	cr_expect(netfs_mount_type(mountinfo, "0:56", type, sizeof(type)));
	cr_expect_str_eq(type, "fuse.rclone", "the last mount is on top");
	cr_expect(!netfs_mount_type(mountinfo, "0:5", type, sizeof(type)));
	cr_expect(!netfs_mount_type("garbage\n1 2\n- ext4\n", "0:5", type, sizeof(type)));
}

Test(netfs, a_long_type_is_cut)
{
	char type[5] = "";

	cr_expect(netfs_mount_type(mountinfo, "0:55", type, sizeof(type)));
	cr_expect_str_eq(type, "fuse");
}

Test(netfs, a_temporary_folder_is_local)
{
	char *path = fixture_path("not-there-yet.db");
	struct sijil_err err = { 0 };

	cr_expect_eq(netfs_refuse(path, &err), 0, "%s", err.message);
	cr_expect_eq(netfs_refuse("here.db", &err), 0, "%s", err.message);
	cr_expect_eq(netfs_refuse("/here.db", &err), 0, "%s", err.message);
	fixture_remove(path);
}

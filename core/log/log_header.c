/* What a file says of itself in its first bytes, so that a foreign or damaged one is never touched. */
#include "config.h"

#include "log/log_private.h"

#include <string.h>

/* Places in SQLite's header, all big-endian. */
enum {
	AT_PAGE_SIZE = 16,
	AT_CHANGES = 24,
	AT_PAGES = 28,
	AT_USER_VERSION = 60,
	AT_APPLICATION_ID = 68,
	AT_PAGES_VALID_FOR = 92,
};

static uint32_t be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int check_identity(const uint8_t *header, int64_t size, const char *path, struct sijil_err *err)
{
	if (size == 0)
		return err_set(err, ERR_DATA,
			       "'%s' is empty, not a register: if making it was interrupted, remove it and run "
			       "'sijil init' to make a register; otherwise restore it from a backup",
			       path);
	if (size < DB_HEADER || memcmp(header, "SQLite format 3", 16) != 0)
		return err_set(err, ERR_DATA,
			       "'%s' is not a sijil register, but some other file: name the register's file, or run "
			       "'sijil init' to make a register",
			       path);
	if (be32(header + AT_APPLICATION_ID) != LOG_APPLICATION_ID)
		return err_set(err, ERR_DATA,
			       "'%s' is an SQLite database of another program, not a sijil register: name the "
			       "register's file, or run 'sijil init' to make a register",
			       path);
	return 0;
}

int log_check_version(int64_t version, const char *path, const struct schema *schema, struct sijil_err *err)
{
	int known = schema_version(schema);

	if (version > known)
		return err_set(err, ERR_DATA,
			       "'%s' was written by a newer sijil: it has version %lld of the register's format, and "
			       "this sijil (%s) knows versions up to %d; nothing was changed, use a newer sijil",
			       path, (long long)version, PACKAGE_VERSION, known);
	if (version < 1)
		return err_set(err, ERR_DATA,
			       "'%s' has no version of the register's format: it is damaged; restore it from a backup",
			       path);
	return 0;
}

/*
 * While there is a write-ahead log the file may rightly be shorter than its header says: a checkpoint that was cut
 * off is finished by SQLite from the log.  The page count counts only if the same change wrote both.
 */
static int check_length(const uint8_t *header, int64_t size, const char *path, struct sijil_err *err)
{
	int64_t page = (int64_t)header[AT_PAGE_SIZE] << 8 | header[AT_PAGE_SIZE + 1];
	int64_t expected = (page == 1 ? 65536 : page) * be32(header + AT_PAGES);

	if (be32(header + AT_CHANGES) != be32(header + AT_PAGES_VALID_FOR) || size >= expected)
		return 0;
	return err_set(err, ERR_DATA, "'%s' is cut off: it has %lld bytes of %lld; restore it from a backup", path,
		       (long long)size, (long long)expected);
}

int log_check_header(struct db *db, const char *path, const struct schema *schema, struct sijil_err *err)
{
	uint8_t header[DB_HEADER];
	int64_t size, wal_size;

	if (db_header(db, header, &size, &wal_size, err) < 0 || check_identity(header, size, path, err) < 0)
		return -1;
	if (wal_size == 0 && check_length(header, size, path, err) < 0)
		return -1;
	return log_check_version((int32_t)be32(header + AT_USER_VERSION), path, schema, err);
}

#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "exchange/xlsx_private.h"

/*
 * Reading streams, so a large workbook costs time alone; what no workbook needs is a bomb.  Sheets of repeated rows are
 * packed to a hundredth at most.
 */
enum { ENTRIES_MAX = 10000, RATIO_MAX = 250 };
#define UNPACKED_SMALL (INT64_C(32) << 20)
#define UNPACKED_MAX (INT64_C(4) << 30)

#define SAVE_AGAIN "open it in Excel or LibreOffice and save it again as .xlsx"

static int damaged(const struct xlsx_zip *z, zip_error_t *why, struct sijil_err *err)
{
	err_set(err, ERR_DATA, "'%s' is damaged or was cut off (%s): get it again, or " SAVE_AGAIN, z->shown,
		zip_error_strerror(why));
	return -1;
}

static int too_large(const struct xlsx_zip *z, struct sijil_err *err)
{
	return err_set(err, ERR_DATA,
		       "'%s' unpacks to far more than a workbook holds (a 'zip bomb'): it is not read; if it is a real one, "
		       "save the sheet that you need alone, or as CSV",
		       z->shown);
}

/* One entry of the list of parts. */
static int check_entry(const struct xlsx_zip *z, zip_uint64_t i, int64_t *total, struct sijil_err *err)
{
	zip_stat_t st;

	if (zip_stat_index(z->zip, i, 0, &st) != 0)
		return damaged(z, zip_get_error(z->zip), err);
	if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) && st.encryption_method != ZIP_EM_NONE)
		return err_set(err, ERR_DATA,
			       "'%s' is protected by a password: save it without one (in Excel: File, Info, Protect "
			       "Workbook)",
			       z->shown);
	if ((st.valid & ZIP_STAT_COMP_METHOD) && st.comp_method != ZIP_CM_STORE && st.comp_method != ZIP_CM_DEFLATE)
		return err_set(err, ERR_DATA, "'%s' is packed in a way that workbooks are not: " SAVE_AGAIN, z->shown);
	if ((st.valid & ZIP_STAT_SIZE) && (st.size > UNPACKED_MAX || (*total += (int64_t)st.size) > UNPACKED_MAX))
		return too_large(z, err);
	return 0;
}

static int check_entries(const struct xlsx_zip *z, struct sijil_err *err)
{
	const zip_int64_t n = zip_get_num_entries(z->zip, 0);
	int64_t total = 0;
	zip_int64_t i;

	if (n > ENTRIES_MAX)
		return err_set(err, ERR_DATA, "'%s' has %lld parts, more than any workbook: it is not read", z->shown,
			       (long long)n);
	for (i = 0; i < n; i++)
		if (check_entry(z, (zip_uint64_t)i, &total, err) != 0)
			return -1;
	return 0;
}

int xlsx_zip_open(struct xlsx_zip *z, int fd, const char *shown, int64_t size, struct sijil_err *err)
{
	const int own = dup(fd); /* libzip closes the one it is given */
	zip_error_t why;
	int code;

	*z = (struct xlsx_zip){ .shown = shown, .size = size };
	if (own < 0)
		return err_set(err, ERR_IO, "cannot read '%s': %s", shown, strerror(errno));
	z->zip = zip_fdopen(own, 0, &code);
	if (z->zip == NULL) {
		close(own);
		zip_error_init_with_code(&why, code);
		damaged(z, &why, err);
		zip_error_fini(&why);
		return -1;
	}
	if (check_entries(z, err) == 0)
		return 0;
	xlsx_zip_close(z);
	return -1;
}

void xlsx_zip_close(struct xlsx_zip *z)
{
	if (z->zip != NULL)
		zip_discard(z->zip); /* nothing is written, whatever happened */
	z->zip = NULL;
}

/* Names of parts do not distinguish capitals. */
static zip_int64_t locate(const struct xlsx_zip *z, const char *part)
{
	return zip_name_locate(z->zip, part, ZIP_FL_NOCASE);
}

bool xlsx_zip_has(const struct xlsx_zip *z, const char *part)
{
	return locate(z, part) >= 0;
}

zip_file_t *xlsx_part_open(struct xlsx_zip *z, const char *part, struct sijil_err *err)
{
	const zip_int64_t i = locate(z, part);
	zip_file_t *file;

	if (i < 0)
		return err_set(err, ERR_DATA, "'%s' is damaged: it has no part '%s'; " SAVE_AGAIN, z->shown, part), NULL;
	file = zip_fopen_index(z->zip, (zip_uint64_t)i, 0);
	if (file == NULL)
		damaged(z, zip_get_error(z->zip), err);
	return file;
}

int xlsx_part_read(struct xlsx_zip *z, zip_file_t *file, void *to, size_t n, struct sijil_err *err)
{
	const zip_int64_t got = zip_fread(file, to, n);

	if (got < 0)
		return damaged(z, zip_file_get_error(file), err);
	z->unpacked += got;
	if (z->unpacked > UNPACKED_MAX || (z->unpacked > UNPACKED_SMALL && z->unpacked / RATIO_MAX > z->size))
		return too_large(z, err);
	return (int)got;
}

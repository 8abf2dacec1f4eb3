#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/doctor.h"

static const char about[] = "register";

/* Faults of the register that are told one by one; 'sijil verify' has them all. */
enum { FAULTS_SHOWN = 3 };

struct faults {
	struct doctor *d;
	size_t n;
};

static void take_fault(void *arg, const char *sentence)
{
	struct faults *f = arg;
	struct doctor *d = f->d;

	if (f->n++ < FAULTS_SHOWN)
		doctor_problem(d, about, d->reg.path, arena_strdup(d->arena, sentence),
			       arena_printf(d->arena, "%s verify", d->sijil));
}

static void verify(struct doctor *d)
{
	struct faults f = { .d = d };
	struct log_verified v = { 0 };
	struct sijil_err err = { 0 };

	if (log_verify(d->app->log, take_fault, &f, &v, &err) != 0) {
		doctor_problem(d, about, d->reg.path, arena_strdup(d->arena, err.message),
			       arena_printf(d->arena, "%s verify", d->sijil));
		return;
	}
	d->reg.verified = true;
	d->reg.entries = v.entries;
	d->reg.faults = v.faults;
	if (v.faults > FAULTS_SHOWN)
		doctor_problem(d, about, d->reg.path,
			       arena_printf(d->arena, "... and %zu more faults of the register",
					    v.faults - FAULTS_SHOWN),
			       NULL);
}

/* --- the file --- */

static int64_t size_of(struct doctor *d, const char *end)
{
	struct stat st;

	return stat(arena_printf(d->arena, "%s%s", d->reg.path, end), &st) == 0 ? (int64_t)st.st_size : 0;
}

static void check_writable(struct doctor *d)
{
	const char *const paths[] = { d->reg.path, d->app->dir };
	size_t i;

	d->reg.writable = true;
	for (i = 0; i < 2; i++) {
		if (faccessat(AT_FDCWD, paths[i], W_OK, AT_EACCESS) == 0)
			continue;
		d->reg.writable = false;
		doctor_problem(d, about, paths[i],
			       arena_printf(d->arena, "%s is not yours to write: nothing can be logged here (%s)",
					    paths[i], strerror(errno)),
			       arena_printf(d->arena, "chmod u+w %s", doctor_quote(d->arena, paths[i])));
	}
}

static void report_missing(struct doctor *d)
{
	if (d->reg.wal > 0)
		doctor_problem(d, about, d->reg.path,
			       arena_printf(d->arena,
					    "%s is missing, and its write-ahead log is still there: put the register "
					    "back beside it, the last entries are in the log",
					    d->reg.path),
			       arena_printf(d->arena, "ls -l %s*", doctor_quote(d->arena, d->reg.path)));
	else
		doctor_problem(d, about, d->reg.path,
			       arena_printf(d->arena, "there is no register '%s'", d->reg.path),
			       arena_printf(d->arena, "sijil init %s", doctor_quote(d->arena, d->app->dir)));
}

/* The log that was there before this command opened the register. */
static void note_wal(struct doctor *d)
{
	if (d->reg.wal > 0)
		doctor_note(d, about, d->reg.path,
			    arena_printf(d->arena,
					 "a write-ahead log of %lld bytes was beside it: another sijil is at work, or "
					 "one was interrupted; what was committed is in it, copy both or neither",
					 (long long)d->reg.wal));
}

/* What SQLite or the system will not open: kept aside, so that nothing is lost that a copy does not have. */
static const char *mend_open(struct doctor *d, const struct sijil_err *err)
{
	const char *quoted = doctor_quote(d->arena, d->reg.path);

	if (err->status == ERR_TRYAGAIN)
		return arena_printf(d->arena, "fuser -v %s", quoted);
	if (err->status == ERR_IO)
		return arena_printf(d->arena, "ls -ld %s %s", doctor_quote(d->arena, d->app->dir), quoted);
	return arena_printf(d->arena, "mv %s %s.damaged\ncp BACKUP %s\n%s verify", quoted, quoted, quoted, d->sijil);
}

void doctor_register(struct doctor *d)
{
	struct sijil_err err = { 0 };

	d->reg.path = arena_printf(d->arena, "%s/register.db", d->app->dir);
	d->reg.last_day = DATE_NONE;
	d->reg.found = access(d->reg.path, F_OK) == 0;
	d->reg.wal = size_of(d, "-wal");
	if (!d->reg.found) {
		report_missing(d);
		return;
	}
	check_writable(d);
	d->app->log = log_open(d->reg.path, LOG_READ, &err);
	if (d->app->log == NULL) {
		doctor_problem(d, about, d->reg.path, arena_strdup(d->arena, err.message), mend_open(d, &err));
		return;
	}
	d->reg.opened = true;
	note_wal(d);
	verify(d);
}

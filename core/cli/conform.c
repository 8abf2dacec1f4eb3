#include "config.h"

#include "cli/conform.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "cli/folder.h"

static const struct check {
	const char *name;
	trial_fn *run;
} checks[] = {
	{ "tables", trial_tables },       { "texts", trial_texts },       { "example", trial_example },
	{ "behaviour", trial_behaviour }, { "memory", trial_memory },     { "repeated", trial_repeated },
	{ "order", trial_order },         { "subjects", trial_subjects }, { "months", trial_months },
	{ "groups", trial_groups },
};
enum { N_CHECKS = sizeof(checks) / sizeof(checks[0]) };

/* How a check's process ended. */
struct outcome {
	struct str said; /* its verdict as a letter, then the detail */
	int status;      /* as waitpid() gives it */
	bool timed_out;
};

/* --- in the process of the check --- */

static void write_out(int fd, const char *s, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, s, n);

		if (done <= 0)
			return;
		s += done;
		n -= (size_t)done;
	}
}

/* A crash ends the process at once, whoever wanted to look at it, without leaving a core file. */
static void be_a_trial(const struct conform *what)
{
	static const int deadly[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGINT };
	const struct rlimit none = { 0, 0 }, time = { what->limit + 5, what->limit + 10 };
	size_t i;

	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		signal(deadly[i], SIG_DFL);
	setrlimit(RLIMIT_CORE, &none);
	setrlimit(RLIMIT_CPU, &time); /* if it outlives us */
	dup2(STDERR_FILENO, STDOUT_FILENO);
}

static void run_trial(struct trial *t, const struct check *check, int to)
{
	static const char letters[] = { [TRIAL_PASSED] = 'P', [TRIAL_FAILED] = 'F', [TRIAL_SKIPPED] = 'S' };
	char letter;

	str_init(&t->detail, STR_MAX_DEFAULT);
	letter = letters[check->run(t)];
	write_out(to, &letter, 1);
	write_out(to, t->detail.s, t->detail.len);
	str_release(&t->detail);
	arena_release(&t->arena);
	_exit(0);
}

/* --- in ours --- */

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* All it says, until it ends or its time does. */
static void listen_to(int from, unsigned seconds, struct outcome *o)
{
	const int64_t end = now_ms() + (int64_t)seconds * 1000;
	struct pollfd p = { .fd = from, .events = POLLIN };
	char bytes[4096];
	int64_t left;
	ssize_t n;

	while ((left = end - now_ms()) > 0) {
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		n = read(from, bytes, sizeof(bytes));
		if (n == 0)
			return;
		if (n > 0)
			str_addn(&o->said, bytes, (size_t)n);
	}
	o->timed_out = true;
}

/* Run one check in a process and a folder of its own. */
static int try_check(struct trial *t, const struct conform *what, const struct check *check, struct outcome *o)
{
	char *work = arena_printf(&t->arena, "%s/sijil-check.XXXXXX", t->temp_dir);
	int pipes[2];
	pid_t child;

	str_init(&o->said, STR_MAX_DEFAULT);
	if (mkdtemp(work) == NULL || pipe(pipes) != 0)
		return say_fail(ERR_IO, "cannot make a temporary folder in %s: %s (set TMPDIR to another)", t->temp_dir,
				strerror(errno));
	t->work = work;
	fflush(stdout);
	child = fork();
	if (child == 0) {
		close(pipes[0]);
		be_a_trial(what);
		run_trial(t, check, pipes[1]);
	}
	close(pipes[1]);
	if (child > 0) {
		listen_to(pipes[0], what->limit, o);
		if (o->timed_out)
			kill(child, SIGKILL);
		while (waitpid(child, &o->status, 0) < 0 && errno == EINTR)
			;
	}
	close(pipes[0]);
	folder_remove(work);
	return child > 0 ? 0 : say_fail(ERR_IO, "cannot start a process: %s", strerror(errno));
}

/* What it says, its further lines indented. */
static void print_detail(const char *s)
{
	for (; *s != '\0'; s++) {
		putchar(*s);
		if (*s == '\n')
			fputs("           ", stdout);
	}
	putchar('\n');
}

static void print_crash(const struct check *check, const struct trial *t, const struct outcome *o)
{
	printf("FAILED %-10s ", check->name);
	if (WIFSIGNALED(o->status))
		printf("crashed: signal %d, %s", WTERMSIG(o->status), strsignal(WTERMSIG(o->status)));
	else
		printf("crashed: it ended the process, with status %d", WEXITSTATUS(o->status));
	printf(" (seed %llu)\n", (unsigned long long)t->seed);
	if (check->run == trial_memory && WIFSIGNALED(o->status)) /* 'behaviour' did not crash */
		printf("           a callback wrote into the history or the instance that it was given to read\n");
}

static bool has_answered(const struct outcome *o)
{
	return o->said.len > 0 && WIFEXITED(o->status) && WEXITSTATUS(o->status) == 0;
}

/* Whether it passed, or had nothing to do. */
static bool print_outcome(const struct check *check, const struct trial *t, const struct conform *what,
			  const struct outcome *o)
{
	char letter;

	if (o->timed_out) {
		printf("FAILED %-10s did not end within %u seconds (--limit gives it more; seed %llu)\n", check->name,
		       what->limit, (unsigned long long)t->seed);
		return false;
	}
	if (!has_answered(o)) {
		print_crash(check, t, o);
		return false;
	}
	letter = o->said.s[0];
	printf("%-6s %-10s ", letter == 'P' ? "ok" : letter == 'S' ? "-" : "FAILED", check->name);
	print_detail(o->said.s + 1);
	return letter != 'F';
}

/* Without sound tables nothing more can be tried; what hangs or crashes once would do so every time. */
static bool goes_on(const struct check *check, const struct outcome *o, bool passed)
{
	return has_answered(o) && (passed || check->run != trial_tables);
}

static int run_checks(struct trial *t, const struct conform *what)
{
	size_t i, failed = 0;
	bool on = true;
	int status = 0;

	for (i = 0; i < N_CHECKS && on && status == 0; i++) {
		struct outcome o = { 0 };
		bool passed;

		status = try_check(t, what, &checks[i], &o);
		if (status == 0) {
			passed = print_outcome(&checks[i], t, what, &o);
			failed += !passed;
			on = goes_on(&checks[i], &o, passed);
		}
		str_release(&o.said);
	}
	if (status != 0)
		return status;
	if (i < N_CHECKS)
		printf("-      the other %zu checks were not run\n", N_CHECKS - i);
	if (failed == 0)
		printf("%s: all checks passed (seed %llu)\n", t->name, (unsigned long long)t->seed);
	else
		printf("%s: %zu of %zu checks failed; to see it again: sijil plugin check --seed %llu %s\n", t->name,
		       failed, i, (unsigned long long)t->seed, what->file);
	return failed > 0 ? ERR_FINDINGS : 0;
}

/* Where the plugin is and what it is called.  The loader says what is wrong with either. */
static int find_plugin(struct app *app, struct trial *t, const struct conform *what)
{
	const char *slash = strrchr(what->file, '/'), *base = slash != NULL ? slash + 1 : what->file;
	const size_t n = strlen(base), ext = strlen(SIJIL_MODULE_EXT);
	char dir[PATH_MAX];

	if (n <= ext || strcmp(base + n - ext, SIJIL_MODULE_EXT) != 0)
		return say_fail(ERR_USAGE, "'%s' is not a plugin's file (NAME%s)", what->file, SIJIL_MODULE_EXT);
	if (access(what->file, R_OK) != 0)
		return say_fail(ERR_NOINPUT, "cannot read %s: %s", what->file, strerror(errno));
	if (realpath(slash != NULL ? arena_strndup(&app->arena, what->file, (size_t)(base - what->file)) : ".", dir) ==
	    NULL)
		return say_fail(ERR_NOINPUT, "cannot find the folder of %s: %s", what->file, strerror(errno));
	t->dir = arena_strdup(&app->arena, dir);
	t->name = arena_strndup(&app->arena, base, n - ext);
	t->example = what->example;
	if (t->example == NULL)
		t->example = arena_printf(&app->arena, "%.*sexample", (int)(base - what->file), what->file);
	if (what->example == NULL && access(t->example, R_OK) != 0)
		t->example = NULL;
	return 0;
}

int conform(struct app *app, const struct conform *what)
{
	struct trial t = {
		.temp_dir = app->temp_dir, .today = app->today, .seed = (uint64_t)what->seed, .rounds = what->rounds
	};
	int status = find_plugin(app, &t, what);
	uint32_t seed;

	if (status != 0)
		return status;
	if (what->seed < 0) {
		random_bytes(&seed, sizeof(seed));
		t.seed = seed;
	}
	signal(SIGINT, SIG_IGN); /* it ends the check, and we clean up behind it */
	status = run_checks(&t, what);
	arena_release(&t.arena);
	return status;
}

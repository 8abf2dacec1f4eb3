/* The option score_ranges, "asset=0..100, anlca=0..20": which scores each test can give. */
#include "womens_literacy.h"

#include <string.h>

/* The highest score that the field takes. */
enum { SCORE_MAX = 100 };

static const char *skip(const char *s, const char *characters)
{
	return s + strspn(s, characters);
}

/* A whole number of at most three digits; NULL if there is none. */
static const char *read_score(const char *s, int64_t *score)
{
	const char *start = s;

	for (*score = 0; *s >= '0' && *s <= '9' && s - start < 3; s++)
		*score = *score * 10 + (*s - '0');
	return s == start || (*s >= '0' && *s <= '9') ? NULL : s;
}

/* One TOOL=MIN..MAX; returns what comes after it, NULL if it is none. */
static const char *read_range(const char *s, struct score_range *r)
{
	r->tool = s;
	r->tool_n = strcspn(s, "=,");
	if (r->tool_n == 0 || s[r->tool_n] != '=')
		return NULL;
	s = read_score(s + r->tool_n + 1, &r->min);
	if (s == NULL || strncmp(s, "..", 2) != 0)
		return NULL;
	s = read_score(s + 2, &r->max);
	if (s == NULL || r->min > r->max || r->max > SCORE_MAX)
		return NULL;
	r->min *= SIJIL_ONE;
	r->max *= SIJIL_ONE;
	return s;
}

static const struct score_range *find_range(const struct womens_literacy *program, const char *tool, size_t n)
{
	size_t i;

	for (i = 0; i < program->n_ranges; i++)
		if (program->ranges[i].tool_n == n && memcmp(program->ranges[i].tool, tool, n) == 0)
			return &program->ranges[i];
	return NULL;
}

int womens_literacy_read_ranges(struct womens_literacy *program, const struct sijil_host *host, struct sijil_err *err)
{
	const char *s = program->score_ranges != NULL ? skip(program->score_ranges, " ") : "";
	struct score_range r;

	while (*s != '\0') {
		const char *start = s;

		s = read_range(s, &r);
		if (s != NULL)
			s = skip(s, " ");
		if (s == NULL || (*s != ',' && *s != '\0'))
			return host->fail(err, "option score_ranges: '%.*s' is not TOOL=MIN..MAX, with whole numbers from 0 "
					       "to %d and MIN not above MAX",
					  (int)strcspn(start, ","), start, (int)SCORE_MAX);
		if (find_range(program, r.tool, r.tool_n) != NULL)
			return host->fail(err, "option score_ranges names the test '%.*s' twice", (int)r.tool_n, r.tool);
		if (program->n_ranges == SCORE_RANGES_MAX)
			return host->fail(err, "option score_ranges names more than %d tests", SCORE_RANGES_MAX);
		program->ranges[program->n_ranges++] = r;
		s = skip(s, ", ");
	}
	return 0;
}

int womens_literacy_score_in_range(const void *instance, const struct sijil_host *host,
				   const struct sijil_history *history, const struct sijil_entry *entry,
				   struct sijil_report *report)
{
	const struct womens_literacy *program = instance;
	const char *tool = host->text(entry, "tool");
	const int64_t score = host->number(entry, "score");
	const struct score_range *r = tool != NULL ? find_range(program, tool, strlen(tool)) : NULL;

	(void)history;
	if (r != NULL && score != SIJIL_MISSING && (score < r->min || score > r->max))
		host->find(report, "score", "the score is outside %lld..%lld, the range of the test '%s' (option "
					    "score_ranges)",
			   (long long)(r->min / SIJIL_ONE), (long long)(r->max / SIJIL_ONE), tool);
	return 0;
}

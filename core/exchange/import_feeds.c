#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/import_private.h"

enum { HEADER_SOUGHT = 20 }; /* among so many rows */

/* --- made from the header --- */

static bool has_one_site(const struct import_request *r)
{
	const struct program_config *config = r->program->config;

	return config->sites.n == 1 || (config->sites.n == 0 && !config->any_site && r->registry->city->n_sites == 1);
}

static struct fed *fed_of(const struct importing *m, const struct kind *kind)
{
	size_t i;

	for (i = 0; i < m->n_fed && m->fed[i].kind != kind; i++)
		;
	return i < m->n_fed ? &m->fed[i] : NULL;
}

const struct fed *feeds_of(const struct importing *m, const struct kind *kind)
{
	return fed_of(m, kind);
}

/* The kind that a plan is for: its own, or the one that was asked for. */
static const struct kind *kind_of(const struct importing *m, const struct mapping_plan *plan, struct sijil_err *err)
{
	const struct import_request *r = m->r;
	const struct kind *kind = r->kind;
	const struct yaml_node *node = plan->feed != NULL ? plan->feed->node : NULL;

	if (plan->kind != NULL && (kind == NULL || r->mapping->n_feeds > 1))
		kind = program_kind(r->program, plan->kind); /* which is there, if the file itself says it */
	if (kind == NULL && plan->kind != NULL)
		err_at(err, ERR_CONFIG, node->file, node->line, node->col, "mapping '%s': program '%s' has no kind '%s'",
		       r->mapping->name, r->program->id, plan->kind);
	else if (kind == NULL)
		err_set(err, ERR_USAGE, "say which kind of entry the rows of '%s' are, or name it in the mapping (kind: ...)",
			r->path);
	return kind;
}

/* How many of the plans are of the same kind. */
static size_t alike(const struct mapping_plan *plans, size_t n, const char *kind)
{
	size_t i, same = 0;

	for (i = 0; i < n; i++)
		same += plans[i].kind == kind || (kind != NULL && plans[i].kind != NULL && strcmp(plans[i].kind, kind) == 0);
	return same;
}

static int add_feed(struct importing *m, const struct mapping_request *request, const struct csv_field *header, size_t n,
		    struct sijil_err *err)
{
	const struct import_request *r = m->r;
	const struct kind *kind = request->kind;
	struct feed *feed = &m->feeds[m->n_feeds];

	if (mapping_columns(request, header, n, &feed->columns, err) != 0)
		return -1;
	feed->fed = fed_of(m, kind);
	if (feed->fed == NULL) {
		feed->fed = &m->fed[m->n_fed++];
		feed->fed->kind = kind;
	}
	feed->values = arena_alloc(&m->arena, (kind->n_fields + 1) * sizeof(*feed->values));
	feed->intake = (struct intake){
		.city = r->registry->city,
		.kind = kind,
		.today = r->today,
		.refer = refer_find,
		.refer_arg = m->refer,
		.refer_site = refer_site,
		.refer_site_arg = &m->refer_site,
		.arena = &m->row_arena,
		.findings = &m->result->findings,
	};
	feed->again = again_new(feed->columns.n, &m->arena);
	m->n_feeds++;
	m->width = feed->columns.n;
	return 0;
}

/* The column in which reviewers say what they think, unless all rows are to be taken. */
static void find_review(struct importing *m, const struct csv_field *header, size_t n)
{
	size_t i;

	for (i = 0; m->profile != NULL && i < n && m->review_cell == 0; i++)
		if (strcmp(header[i].s, m->profile->review) == 0)
			m->review_cell = (uint32_t)i + 1;
}

static int add_feeds(struct importing *m, const struct csv_field *header, size_t n, struct sijil_err *err)
{
	const struct import_request *r = m->r;
	struct mapping_request request = {
		.mapping = r->mapping,
		.profile = m->profile,
		.file = r->path,
		.line = source_line(m->source),
		.one_site = has_one_site(r),
		.arena = &m->arena,
		.findings = &m->result->findings,
	};
	struct mapping_plan *plans;
	size_t n_plans, i;

	if (m->kind_cell > n)
		return err_at(err, ERR_DATA, r->path, request.line, 0, "the row has no cell in the column of the kinds");
	if (m->kind_cell != 0 ? kinds_plans(m, &plans, &n_plans, err) != 0
			      : mapping_plans(&request, r->kind != NULL ? r->kind->def->name : NULL, header, n, &plans,
					      &n_plans, err) != 0)
		return -1;
	m->feeds = arena_alloc(&m->arena, n_plans * sizeof(*m->feeds));
	m->fed = arena_alloc(&m->arena, n_plans * sizeof(*m->fed));
	request.used = arena_alloc(&m->arena, (n + 1) * sizeof(*request.used));
	if (m->kind_cell != 0)
		request.used[m->kind_cell - 1] = true;
	for (i = 0; i < n_plans; i++) {
		request.plan = &plans[i];
		request.kind = kind_of(m, &plans[i], err);
		request.last = i + 1 == n_plans;
		request.alone = alike(plans, n_plans, plans[i].kind) == 1;
		if (request.kind == NULL || add_feed(m, &request, header, n, err) != 0)
			return -1;
		if (m->kind_cell != 0)
			kinds_when(m, &m->feeds[i]);
	}
	if (m->kind_cell != 0)
		kinds_levels(m);
	return 0;
}

static int no_header(const struct importing *m, struct sijil_err *err)
{
	const size_t rows = source_passed_over(m->source);

	if (rows == 0)
		return err_at(err, ERR_DATA, m->r->path, 0, 0,
			      "the file is empty: its first row must name the columns");
	return err_at(
		err, ERR_DATA, m->r->path, 0, 0,
		"the file ends before the row that is to name the columns: it has %zu row%s above it (header_line)",
		rows, rows == 1 ? "" : "s");
}

/*
 * The header did not serve; if one of the next rows does, that is said instead: above it stand a title or a row of groups.
 * Only while lines are rows, or the number would be wrong.
 */
static void look_further(struct importing *m, struct sijil_err *err)
{
	const struct source_request how = import_reading(m->r);
	const struct findings kept = m->result->findings;
	const struct csv_field *cells;
	bool serves = false;
	unsigned row = m->header_line;
	size_t n, i;

	if (how.comments != NULL || m->mended || err == NULL || err->status != ERR_DATA)
		return;
	while (!serves && row < HEADER_SOUGHT && source_next(m->source, &cells, &n, NULL) == 1) {
		row = source_line(m->source);
		m->n_feeds = m->n_fed = 0;
		m->result->findings = (struct findings){ 0 };
		serves = add_feeds(m, cells, n, NULL) == 0;
		findings_release(&m->result->findings);
		for (i = 0; i < n && strpbrk(cells[i].s, "\r\n") == NULL; i++)
			;
		if (i < n && !serves)
			break;
	}
	m->result->findings = kept;
	m->n_feeds = m->n_fed = 0;
	if (serves)
		err_at(err, ERR_DATA, m->r->path, row, 0,
		       "the columns are named in row %u, and not in row %u: give --header-line %u, or header_line: %u in the "
		       "mapping",
		       row, m->header_line, row, row);
}

int feeds_start(struct importing *m, struct sijil_err *err)
{
	const struct csv_field *header;
	size_t n;
	const int got = source_next(m->source, &header, &n, err);

	if (got < 0)
		return -1;
	if (got == 0)
		return no_header(m, err);
	if (m->r->kind == NULL && m->r->mapping == NULL && kinds_look(m, &header, &n, err) != 0)
		return -1;
	if (m->mended)
		n -= REJECTS_COLUMNS;
	m->own_at = n;
	m->header_line = source_line(m->source);
	m->profile = m->r->profile;
	if (m->profile == NULL && m->r->mapping != NULL && m->r->mapping->profile != NULL)
		m->profile = profile_named(m->r->mapping->profile);
	find_review(m, header, n);
	if (add_feeds(m, header, n, err) != 0) {
		look_further(m, err);
		return -1;
	}
	m->nameless = n - m->width;
	m->told = arena_alloc(&m->arena, (m->nameless + 1) * sizeof(*m->told));
	return 0;
}

/* --- in the register --- */

/* Feeds of one kind and key know each other's rows. */
static int begin_keys(struct importing *m, struct feed *feed, struct sijil_err *err)
{
	const struct feed *other;
	size_t nth = 0;

	for (other = m->feeds; other < feed && feed->keys == NULL; other++) {
		nth += other->fed == feed->fed;
		if (other->keys != NULL && keys_serve(other->keys, feed->fed->kind, &feed->columns))
			feed->keys = other->keys;
	}
	if (feed->keys != NULL)
		return 0;
	feed->keys = keys_new(m->r->log, feed->fed->kind, &feed->columns, nth, err);
	feed->owns_keys = true;
	return feed->keys != NULL ? 0 : -1;
}

int feeds_begin(struct importing *m, struct sijil_err *err)
{
	struct log *log = m->r->log;
	int64_t number;
	size_t i;

	for (i = 0; i < m->n_fed; i++) {
		m->fed[i].known = known_new(log, m->fed[i].kind, err);
		if (m->fed[i].known == NULL)
			return -1;
	}
	for (i = 0; i < m->n_feeds; i++)
		if (m->feeds[i].columns.n_key > 0 && begin_keys(m, &m->feeds[i], err) != 0)
			return -1;
	for (i = 0; i < m->n_fed; i++) {
		number = log_code_number(log, LOG_KIND, m->fed[i].kind->def->name, true, err);
		if (number < 0)
			return -1;
		m->fed[i].number = (uint32_t)number;
	}
	return 0;
}

void feeds_free(struct importing *m)
{
	size_t i;

	for (i = 0; i < m->n_fed; i++)
		known_free(m->fed[i].known);
	for (i = 0; i < m->n_feeds; i++)
		if (m->feeds[i].owns_keys)
			keys_free(m->feeds[i].keys);
}

#include "config.h"

#include <stdlib.h>

#include "exchange/import_private.h"

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

static int add_feed(struct importing *m, const struct kind *kind, const struct csv_field *header, size_t n,
		    struct sijil_err *err)
{
	const struct import_request *r = m->r;
	struct feed *feed = &m->feeds[m->n_feeds];
	const struct mapping_request request = {
		.kind = kind,
		.mapping = r->mapping,
		.file = r->path,
		.line = source_line(m->source),
		.one_site = has_one_site(r),
		.arena = &m->arena,
		.findings = &m->result->findings,
	};

	if (mapping_columns(&request, header, n, &feed->columns, err) != 0)
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
		.arena = &m->row_arena,
		.findings = &m->result->findings,
	};
	m->n_feeds++;
	m->width = feed->columns.n;
	return 0;
}

int feeds_start(struct importing *m, struct sijil_err *err)
{
	const struct csv_field *header;
	size_t n;
	const int got = source_next(m->source, &header, &n, err);

	if (got < 0)
		return -1;
	if (got == 0)
		return err_at(err, ERR_DATA, m->r->path, 0, 0, "the file is empty: its first row must name the columns");
	m->feeds = arena_alloc(&m->arena, sizeof(*m->feeds));
	m->fed = arena_alloc(&m->arena, sizeof(*m->fed));
	return add_feed(m, m->r->kind, header, n, err);
}

/* --- in the register --- */

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
}

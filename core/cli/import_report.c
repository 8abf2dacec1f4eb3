#include "config.h"
#include "cli/import_report.h"

#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "report/json.h"

/* Some lines were rejected, and others written. */
enum { REJECTED_SOME = 1 };

static const char *lines(int64_t n)
{
	return n == 1 ? "line" : "lines";
}

static void print_codes(const struct import_result *r)
{
	size_t i, k;

	for (i = 0; i < r->n_codes; i++) {
		const struct import_code *c = &r->codes[i];

		printf("  %-8s %lld %s: ", c->code, (long long)c->lines, lines(c->lines));
		for (k = 0; k < c->n_first; k++)
			printf("%s%u", k > 0 ? ", " : "", c->first[k]);
		printf("%s\n", c->lines > (int64_t)c->n_first ? " ..." : "");
	}
}

static void print_counts(const struct import_result *r)
{
	printf("%lld %s: %lld added, ", (long long)r->lines, lines(r->lines), (long long)r->added);
	if (r->superseded > 0)
		printf("%lld superseded, ", (long long)r->superseded);
	printf("%lld unchanged, %lld rejected", (long long)r->unchanged, (long long)r->rejected);
	if (r->passed > 0)
		printf(", %lld passed over", (long long)r->passed);
	if (r->accepted > 0)
		printf(", %lld not written because others were rejected", (long long)r->accepted);
	if (r->warned > 0)
		printf(" (%lld with warnings)", (long long)r->warned);
	printf("\n");
	print_codes(r);
}

static bool wrote(const struct import_result *r)
{
	return r->added + r->superseded > 0;
}

static void say_rejected(const struct import_request *request, const struct import_result *r)
{
	if (r->rejects)
		say_note("%s%lld rejected %s in '%s', with what is wrong: mend %s there and import that file",
			 wrote(r) ? "" : "nothing was written: ", (long long)r->rejected,
			 r->rejected == 1 ? "line is" : "lines are", request->rejects, r->rejected == 1 ? "it" : "them");
	else if (request->dry_run)
		say_note("nothing was written (dry run)");
	else
		say_note("nothing was written: mend the lines above and import the file again%s",
			 r->accepted > 0 ? ", or keep the good ones with --partial" : "");
}

/* What to do next; the exit status. */
static int say_next(const struct import_request *request, const struct import_result *r)
{
	if (r->rejected > 0) {
		say_rejected(request, r);
		return request->partial && wrote(r) ? REJECTED_SOME : ERR_DATA;
	}
	if (r->lines == 0)
		return say_fail(ERR_DATA, "nothing was added: the file has no data lines below its header");
	if (!wrote(r) && r->unchanged == 0)
		return say_fail(ERR_DATA, "nothing was added: all lines were passed over");
	if (request->dry_run)
		say_note("nothing was written (dry run)");
	else if (!wrote(r))
		say_note("nothing was added: every line%s is in the register already",
			 r->passed > 0 ? " that was not passed over" : "");
	return 0;
}

/* --- JSON --- */

static void put_int(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_int(j, n);
}

static void put_codes(struct json *j, const struct import_result *r)
{
	size_t i, k;

	json_key(j, "rejected_by");
	json_array(j);
	for (i = 0; i < r->n_codes; i++) {
		json_object(j);
		json_key(j, "code");
		json_text(j, r->codes[i].code);
		put_int(j, "lines", r->codes[i].lines);
		json_key(j, "first_lines");
		json_array(j);
		for (k = 0; k < r->codes[i].n_first; k++)
			json_int(j, r->codes[i].first[k]);
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static int report_json(const struct import_request *request, const struct import_result *r)
{
	struct str out;
	struct json j;
	int status;

	str_init(&out, STR_MAX_DEFAULT);
	json_begin(&j, &out);
	json_object(&j);
	put_int(&j, "lines", r->lines);
	put_int(&j, "added", r->added);
	put_int(&j, "superseded", r->superseded);
	put_int(&j, "unchanged", r->unchanged);
	put_int(&j, "rejected", r->rejected);
	put_int(&j, "passed_over", r->passed);
	put_int(&j, "accepted", r->accepted);
	put_int(&j, "warned", r->warned);
	put_int(&j, "batch", r->batch != 0 ? r->batch : SIJIL_MISSING);
	json_key(&j, "dry_run");
	json_bool(&j, request->dry_run);
	json_key(&j, "rejects");
	json_text(&j, r->rejects ? request->rejects : NULL);
	json_key(&j, "hash");
	json_text(&j, r->hash);
	put_codes(&j, r);
	json_end(&j);
	status = say_document(&out);
	str_release(&out);
	return status;
}

int import_report(const struct import_request *request, const struct import_result *result, bool json)
{
	int failed = 0, status;

	if (json)
		failed = report_json(request, result);
	else
		print_counts(result);
	status = say_next(request, result);
	return failed != 0 ? failed : status;
}

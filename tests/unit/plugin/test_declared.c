/* A program in YAML: its file fills the tables of a C plugin, and every fault in it is told at its line and column. */
#include <criterion/criterion.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "plugin/declared.h"

#define DATA TOP_SRCDIR "/tests/data/declared"

static struct err_list errs;
static struct declared *read_from;
static const struct sijil_plugin *plugin;
static char folder[] = "/tmp/sijil-declared-XXXXXX";

static void forget(void)
{
	declared_close(read_from);
	read_from = NULL;
}

static void read_good(void)
{
	struct str all;

	errs = (struct err_list){ 0 };
	read_from = declared_read(DATA "/good_mentoring.yaml", &errs);
	str_init(&all, STR_MAX_DEFAULT);
	for (size_t i = 0; i < errs.n; i++) {
		err_text(&errs.items[i], &all);
		str_addc(&all, '\n');
	}
	cr_assert_not_null(read_from, "%s", all.s);
	str_release(&all);
	plugin = declared_plugin(read_from);
}

TestSuite(declared, .init = read_good, .fini = forget);

static const struct sijil_kind *kind(const char *name)
{
	const struct sijil_kind *k = plugin->kinds;

	while (k->name != NULL && strcmp(k->name, name) != 0)
		k++;
	cr_assert_not_null(k->name, "no kind %s", name);
	return k;
}

static const struct sijil_field *field(const char *of, const char *name)
{
	const struct sijil_field *f = kind(of)->fields;

	while (f->name != NULL && strcmp(f->name, name) != 0)
		f++;
	cr_assert_not_null(f->name, "no field %s", name);
	return f;
}

/* The nth row (from 0) of a code. */
static const struct sijil_rule *rule(const char *code, int n)
{
	const struct sijil_rule *r = plugin->rules;

	while (r->code != NULL && (strcmp(r->code, code) != 0 || n-- > 0))
		r++;
	cr_assert_not_null(r->code, "no rule %s", code);
	return r;
}

static const struct sijil_metric *metric(const char *code)
{
	const struct sijil_metric *m = plugin->metrics;

	while (m->code != NULL && strcmp(m->code, code) != 0)
		m++;
	cr_assert_not_null(m->code, "no metric %s", code);
	return m;
}

Test(declared, head)
{
	cr_assert_eq(plugin->magic, SIJIL_MAGIC);
	cr_assert_eq(plugin->abi, SIJIL_ABI);
	cr_assert_eq(plugin->size, sizeof(*plugin));
	cr_assert_str_eq(plugin->name, "good_mentoring");
	cr_assert_str_eq(plugin->version, "2.1");
	cr_assert_str_eq(plugin->title, "Mentoring");
	cr_assert_str_eq(plugin->age_bands, "15,25,65");
	cr_assert_null(plugin->options);
	cr_assert_eq(plugin->instance_size, 0);
}

Test(declared, kinds)
{
	const struct sijil_kind *k = kind("enrolment");

	cr_assert_eq(k, plugin->kinds, "kinds stand in the order of the file");
	cr_assert_str_eq(k->title, "Enrolment");
	cr_assert_eq(k->subject, SIJIL_PERSON);
	cr_assert_eq(k->role, SIJIL_OPENS);
	cr_assert_not(k->interval);
	cr_assert_str_eq(k->key, "person,day");
	cr_assert_str_eq(k->refer_by, "person,day");
	k = kind("session");
	cr_assert_eq(k->subject, SIJIL_SITE);
	cr_assert_eq(k->role, SIJIL_RECORDS);
	cr_assert_str_eq(k->future_when, "planned=true");
	cr_assert_str_eq(k->plans_for, "cohort");
	cr_assert_str_eq(k->outliers, "length_minutes");
	cr_assert_str_eq(k->outliers_among, "cohort");
	k = kind("meeting");
	cr_assert_eq(k->role, SIJIL_SERVES);
	cr_assert_str_eq(k->serves_when, "status=present|late");
	cr_assert_str_eq(k->service, "minutes");
	k = kind("test");
	cr_assert_str_eq(k->baseline_when, "moment=pre");
	cr_assert_str_eq(k->baseline_key, "tool");
	cr_assert(kind("stay")->interval);
	cr_assert_eq(kind("exit")->role, SIJIL_CLOSES);
	cr_assert_null(kind("exit")[1].name);
}

Test(declared, fields)
{
	const struct sijil_field *f = field("enrolment", "sex");

	cr_assert_eq(f->type, SIJIL_CHOICE);
	cr_assert(f->required);
	cr_assert_str_eq(f->choices, "F|M");
	f = field("enrolment", "cohort");
	cr_assert_str_eq(f->hint, "The group's code.");
	cr_assert_eq(f->max, 64);
	cr_assert_str_eq(field("session", "length_minutes")->unit, "minutes");
	cr_assert_str_eq(field("session", "planned")->preset, "false");
	cr_assert_str_eq(field("meeting", "session")->refers, "session");
	cr_assert_str_eq(field("meeting", "status")->choices, "present|late|absent");
	f = field("meeting", "minutes");
	cr_assert_str_eq(f->otherwise, "session.length_minutes");
	cr_assert_str_eq(f->otherwise_when, "status=present");
	cr_assert_eq(field("test", "score")->type, SIJIL_DECIMAL);
	cr_assert_eq(field("exit", "date_told")->type, SIJIL_DATE);
	cr_assert_null(field("exit", "date_told")[1].name);
}

/* A table knows limits in pairs, where 0 and 0 are none: one alone must not become none, or an impossible pair. */
Test(declared, a_limit_alone)
{
	const struct sijil_field *f = field("session", "length_minutes");

	cr_assert_eq(f->min, 1);
	cr_assert_eq(f->max, INT64_MAX);
	f = field("meeting", "minutes");
	cr_assert_eq(f->min, INT64_MIN + 1);
	cr_assert_eq(f->max, 480);
	f = field("test", "score");
	cr_assert_eq(f->min, 0);
	cr_assert_eq(f->max, INT64_MAX / SIJIL_ONE);
}

Test(declared, rules)
{
	const struct sijil_rule *r = rule("ME-E01", 0);

	cr_assert_eq(r->severity, SIJIL_ERROR);
	cr_assert_eq(r->check, SIJIL_PRIOR);
	cr_assert_str_eq(r->kinds, "meeting|test");
	cr_assert_str_eq(r->other, "enrolment");
	cr_assert_str_eq(r->other_where, "day>=2000-01-01");
	cr_assert_str_eq(r->message, "not enrolled");
	cr_assert_str_eq(r->remedy, "enrol the person first");
	cr_assert_eq(rule("ME-E02", 0)->check, SIJIL_ONE_SPELL);
	cr_assert_eq(rule("ME-E02", 1)->check, SIJIL_ONE_PROGRAM);
	cr_assert_eq(rule("ME-E03", 0)->check, SIJIL_IN_SPELL);
	cr_assert_eq(rule("ME-E04", 0)->check, SIJIL_NO_OVERLAP);
	cr_assert_str_eq(rule("ME-E04", 0)->key, "person");
	r = rule("ME-W05", 0);
	cr_assert_eq(r->severity, SIJIL_WARNING);
	cr_assert_eq(r->check, SIJIL_MUST);
	cr_assert_str_eq(r->when, "?birth_year");
	cr_assert_str_eq(r->must, "age>=15");
	cr_assert_str_eq(r->field, "birth_year");
	cr_assert_eq(rule("ME-W06", 0)->check, SIJIL_PREVIOUS);
	r = rule("ME-I07", 0);
	cr_assert_eq(r->severity, SIJIL_INFO);
	cr_assert_eq(r->check, SIJIL_CLASS);
	cr_assert_eq(r->running, 2);
	cr_assert(r->later);
	cr_assert_eq(rule("ME-E08", 0)->check, SIJIL_UNIQUE);
	cr_assert_null(rule("ME-E08", 0)[1].code);
}

Test(declared, metrics)
{
	const struct sijil_metric *m = metric("learners");

	cr_assert_str_eq(m->unit, "persons");
	cr_assert_str_eq(m->definition, "Persons who came at least once.");
	cr_assert_str_eq(m->comparable, "participation of adults, SDG 4.3.1");
	cr_assert_eq(m->direction, SIJIL_UP);
	cr_assert_str_eq(m->beside, "How many came?");
	cr_assert_str_eq(m->breakdowns, "sex,age_band,site,group=session.cohort");
	cr_assert_str_eq(m->population.what, "participants");
	cr_assert_str_eq(m->population.sex, "F");
	cr_assert_str_eq(m->population.age, "15+");
	cr_assert_str_eq(m->population.area, "urban");
	m = metric("women_per_man");
	cr_assert_eq(m->decimals, 2);
	cr_assert_str_eq(m->parity_of, "learners");
	cr_assert_str_eq(m->parity_groups, "sex=F|M");
	m = metric("hours");
	cr_assert_eq(m->per, 60);
	cr_assert(m->estimate);
	cr_assert_eq(metric("growth")->offset, -100);
	cr_assert_str_eq(metric("kept")->needs, "test");
	cr_assert_str_eq(metric("presence")->aside->title, "Tests");
}

Test(declared, measures)
{
	const struct sijil_measure *m = metric("learners")->numerator;

	cr_assert_eq(m->take, SIJIL_PERSONS);
	cr_assert_str_eq(m->kind, "meeting");
	cr_assert_str_eq(m->where, "status=present|late");
	cr_assert_eq(m[1].take, 0, "the table ends");
	m = metric("kept")->numerator;
	cr_assert_eq(m->spells, SIJIL_ACTIVE);
	cr_assert_null(m->kind);
	cr_assert_eq(m->also[0].has, SIJIL_ANY_MEETS);
	cr_assert_str_eq(m->also[0].where, "moment=post");
	cr_assert_eq(m->also[1].has, SIJIL_NEVER_MEETS);
	cr_assert_str_eq(m->also[1].kind, "exit");
	cr_assert_eq(m->also[2].has, 0, "the table ends");
	cr_assert_str_eq(m[1].latest_by, "status");
	cr_assert_str_eq(m[1].latest_where, "status=present");
	cr_assert(metric("growth")->denominator->previous);
	m = metric("coverage")->denominator;
	cr_assert_eq(m->take, SIJIL_STANDING);
	cr_assert_str_eq(m->of, "value");
	cr_assert_str_eq(m->reference, "inhabitants");
	cr_assert_str_eq(m->undivided_by, "site");
	cr_assert_str_eq(m->parts, "area=urban|rural");
	cr_assert_str_eq(m->year_by, "year");
	m = metric("middle")->numerator;
	cr_assert_eq(m->take, SIJIL_MEDIAN);
	cr_assert(m->until_next);
}

/* What a file need not say: a denominator makes a ratio, "%" a hundred, and persons are not printed if few. */
Test(declared, what_goes_without_saying)
{
	cr_assert(metric("presence")->ratio);
	cr_assert_not(metric("learners")->ratio);
	cr_assert_eq(metric("presence")->scale, 100);
	cr_assert_eq(metric("learners")->scale, 1);
	cr_assert_eq(metric("coverage")->scale, 1000);
	cr_assert(metric("learners")->persons);
	cr_assert(metric("women_per_man")->persons, "as what it is the parity of");
	cr_assert_not(metric("hours")->persons);
}

Test(declared, labels)
{
	const struct sijil_field *sex = field("enrolment", "sex");

	cr_assert_str_eq(declared_label(read_from, plugin->title, "ar"), "المواكبة");
	cr_assert_str_eq(declared_label(read_from, sex->title, "fr"), "Sexe");
	cr_assert_str_eq(declared_label(read_from, sex->title, "ar"), "Sex", "the best there is");
	cr_assert_null(declared_label(read_from, field("test", "tool")->title, "fr"));
	cr_assert_null(declared_label(read_from, "Sex", "fr"), "another text with the same letters is another text");
	cr_assert_str_eq(declared_choice(read_from, sex, "F", "fr"), "Femme");
	cr_assert_str_eq(declared_choice(read_from, field("meeting", "status"), "present", "fr"), "Présent");
	cr_assert_null(declared_choice(read_from, field("meeting", "status"), "late", "fr"));
	cr_assert_str_eq(declared_label(read_from, rule("ME-E01", 0)->message, "fr"), "pas inscrit");
	cr_assert_str_eq(declared_label(read_from, metric("learners")->beside, "fr"), "Combien sont venus ?");
}

Test(declared, what_is_for_others)
{
	cr_assert_str_eq(yaml_get(declared_examples(read_from), "anything")->children[1].text, "as it stands");
	cr_assert_eq(declared_targets(read_from)->n, 1);
	cr_assert_str_eq(declared_file(read_from), DATA "/good_mentoring.yaml");
}

/* --- files that are refused --- */

static char *slurp(const char *path)
{
	FILE *f = fopen(path, "re");
	char *text = calloc(1, 1 << 16);

	cr_assert_not_null(f, "%s", path);
	cr_assert_lt(fread(text, 1, 1 << 16, f), 1 << 16);
	fclose(f);
	return text;
}

/* The errors, one a line, without the folder. */
static void errors_of(const char *path, const char *dir, struct str *out)
{
	struct declared *p;
	struct str line;

	errs = (struct err_list){ 0 };
	p = declared_read(path, &errs);
	cr_expect_null(p, "%s is accepted", path);
	declared_close(p);
	str_init(&line, STR_MAX_DEFAULT);
	for (size_t i = 0; i < errs.n; i++, str_clear(&line)) {
		err_text(&errs.items[i], &line);
		str_addf(out, "%s\n", strncmp(line.s, dir, strlen(dir)) == 0 ? line.s + strlen(dir) + 1 : line.s);
	}
	str_release(&line);
}

Test(declared_faults, every_bad_file_is_told_as_expected)
{
	DIR *dir = opendir(DATA);
	const struct dirent *entry;
	int n = 0;

	cr_assert_not_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		size_t stem = strlen(entry->d_name) - strlen(".yaml");
		char path[512], expected[512], *says;
		struct str got;

		if (strncmp(entry->d_name, "bad_", 4) != 0 || strcmp(entry->d_name + stem, ".yaml") != 0)
			continue;
		snprintf(path, sizeof(path), "%s/%s", DATA, entry->d_name);
		snprintf(expected, sizeof(expected), "%s/%.*s.expected", DATA, (int)stem, entry->d_name);
		says = slurp(expected);
		str_init(&got, STR_MAX_DEFAULT);
		errors_of(path, DATA, &got);
		cr_expect_str_eq(got.s, says, "%s is told as\n%s", entry->d_name, got.s);
		str_release(&got);
		free(says);
		n++;
	}
	closedir(dir);
	cr_assert_geq(n, 5);
}

static const char least[] = "sijil: 1\ntitle: A\nkinds: {visit: {title: Visit, subject: site}}\n";

static const char *write_file(const char *name, mode_t mode)
{
	static char path[256];
	FILE *f;

	if (strstr(folder, "XXXXXX") != NULL)
		cr_assert_not_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "we");
	cr_assert_not_null(f);
	fputs(least, f);
	fclose(f);
	cr_assert_eq(chmod(path, mode), 0);
	return path;
}

static void refused(const char *path, const char *why)
{
	struct str got;

	str_init(&got, STR_MAX_DEFAULT);
	errors_of(path, folder, &got);
	cr_expect_not_null(strstr(got.s, why), "%s", got.s);
	cr_expect_eq(errs.total, 1);
	str_release(&got);
}

Test(declared_faults, only_a_file_that_others_cannot_change)
{
	char link[300];
	const char *path = write_file("visits.yaml", 0664);
	struct declared *p;

	errs = (struct err_list){ 0 };
	p = declared_read(path, &errs);
	cr_expect_not_null(p, "the group may change it");
	declared_close(p);
	cr_assert_eq(chmod(path, 0666), 0);
	refused(path, "visits.yaml: error: can be changed by anybody, mode 0666");
	snprintf(link, sizeof(link), "%s/link.yaml", folder);
	cr_assert_eq(symlink(path, link), 0);
	refused(link, "link.yaml: error: is a symbolic link");
	unlink(link);
	unlink(path);
	refused(path, "visits.yaml: error: cannot be read: No such file or directory");
	refused(folder, "error: is not a regular file");
	rmdir(folder);
}

Test(declared_faults, the_name_of_the_file_is_that_of_the_program)
{
	const char *path = write_file("Visits-2024.yaml", 0644);

	refused(path, "'Visits-2024' cannot be the name of a program");
	unlink(path);
	path = write_file("visits.txt", 0644);
	refused(path, "its name does not end with .yaml");
	unlink(path);
	rmdir(folder);
}

Test(declared_faults, the_tables_live_on_without_the_file)
{
	char *path = strdup(write_file("visits.yaml", 0644));

	errs = (struct err_list){ 0 };
	read_from = declared_read(path, &errs);
	cr_assert_not_null(read_from);
	unlink(path);
	plugin = declared_plugin(read_from);
	cr_expect_str_eq(plugin->kinds[0].title, "Visit");
	cr_expect_str_eq(plugin->name, "visits");
	cr_expect_str_eq(plugin->version, "1");
	cr_expect_null(plugin->kinds[1].name);
	cr_expect_null(plugin->rules);
	cr_expect_null(plugin->metrics);
	forget();
	free(path);
	rmdir(folder);
}

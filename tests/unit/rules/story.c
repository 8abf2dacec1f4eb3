#include "config.h"

#include "story.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/date.h"

void story_start(struct story *s, enum sijil_subject subject)
{
	static const char *const codes[] = {
		[SIJIL_PERSON] = "P-7", [SIJIL_SITE] = "centre", [SIJIL_PROGRAM] = "school"
	};

	memset(s, 0, sizeof(*s));
	town_build(&s->town);
	s->history.subject_type = subject;
	s->history.pub = (struct sijil_history){ .subject = subject, .code = codes[subject], .entries = s->pub,
						 .spells = s->spells };
	s->history.entries = s->entries;
	s->history.spells = s->spells;
	s->judge = (struct judge){ .registry = &s->town.registry, .host = &engine_host, .today = on("2024-12-31"),
				   .findings = &s->findings };
}

void story_end(struct story *s)
{
	findings_release(&s->findings);
	town_release(&s->town);
}

struct entry *story_add(struct story *s, int program, const char *kind, int id, const char *days, const char *json)
{
	const struct kind *k = town_kind(&s->town, program, kind);
	struct entry *e = &s->entries[s->history.pub.n];
	const char *slash = strchr(days, '/');

	cr_assert_lt(s->history.pub.n, STORY_MAX);
	*e = (struct entry){ .kind = k, .fresh = id < 0, .line = id < 0 ? (uint32_t)-id : 0, .fields = json,
			     .fields_n = (uint32_t)strlen(json) };
	e->pub = (struct sijil_entry){ .id = id > 0 ? id : 0, .program = s->town.programs[program].id,
				       .kind = k->def->name, .day = on(arena_strndup(&s->town.arena, days, 10)) };
	e->pub.day_end = slash != NULL ? on(slash + 1) : e->pub.day;
	if (s->history.subject_type == SIJIL_PERSON)
		e->pub.person = s->history.pub.code;
	if (s->history.subject_type == SIJIL_SITE) {
		e->pub.site = s->history.pub.code;
		e->site = 2;
	}
	e->values = arena_alloc(&s->town.arena, (k->n_fields + 1) * sizeof(*e->values));
	cr_assert_eq(entry_decode(k, json, strlen(json), e->values, &s->town.arena), 0, "%s", json);
	s->pub[s->history.pub.n++] = &e->pub;
	return e;
}

struct sijil_spell *story_spell(struct story *s, const struct entry *open, const char *to, const struct entry *close)
{
	struct sijil_spell *spell = &s->spells[s->history.pub.n_spells++];

	*spell = (struct sijil_spell){ .program = open->pub.program, .from = open->pub.day,
				       .to = to != NULL ? on(to) : SIJIL_NO_DAY, .last_served = open->pub.day,
				       .open = &open->pub, .close = close != NULL ? &close->pub : NULL,
				       .lapsed = to != NULL && close == NULL };
	return spell;
}

const struct findings *story_judge(struct story *s)
{
	struct sijil_err err = { 0 };

	findings_release(&s->findings);
	judge_start(&s->judge);
	judge_history(&s->judge, &s->history);
	cr_assert_eq(judge_end(&s->judge, &err), 0, "%s", err.message);
	judge_free(&s->judge);
	findings_sort(&s->findings);
	return &s->findings;
}

const struct findings *story_judge_fresh(struct story *s)
{
	s->judge.fresh_only = true;
	return story_judge(s);
}

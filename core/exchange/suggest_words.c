/* How coordinators head their columns and fill their cells, in French, Arabic and English, as text_fold() has it. */
#include "config.h"

#include <string.h>

#include "exchange/suggest_private.h"

enum { NAMES_MAX = 14 };

static const struct {
	const char *target, *names[NAMES_MAX];
} targets[] = {
	{ "on", { "date", "jour", "day", "le", "date de visite", "date de la seance", "date d'inscription", "date d'entree",
		  "التاريخ", "تاريخ", "اليوم", "يوم" } },
	{ "until", { "fin", "date de fin", "jusqu'au", "au", "end date", "الي", "تاريخ الانتهاء", "نهايه" } },
	{ "period", { "periode", "mois", "trimestre", "month", "quarter", "الفتره", "الشهر", "شهر" } },
	{ "site", { "lieu", "centre", "espace", "etablissement", "bibliotheque", "annexe", "place", "library", "location",
		    "الموقع", "المركز", "الفضاء", "المكان" } },
	{ "person", { "code", "code eleve", "code beneficiaire", "code personne", "identifiant", "matricule", "id",
		      "person code", "code apprenant", "الرمز", "رمز", "رمز المستفيد", "رقم التلميذ", "رمز التلميذ" } },
	{ "sex", { "sexe", "genre", "gender", "الجنس", "النوع" } },
	{ "birth_year", { "annee de naissance", "naissance", "ne en", "year of birth", "سنه الميلاد", "سنه الازدياد" } },
	{ "visits", { "visites", "entrees", "visiteurs", "frequentation", "nombre de visites", "visitors", "الزيارات",
		      "عدد الزوار", "الزوار", "عدد الزيارات" } },
	{ "attendees", { "participants", "presents", "nombre de participants", "public", "عدد الحاضرين", "عدد المشاركين",
			 "الحاضرون" } },
	{ "loans", { "prets", "emprunts", "nombre de prets", "الاعارات", "عدد الاعارات" } },
	{ "sessions", { "seances", "connexions", "utilisations", "nombre de seances", "عدد الحصص" } },
	{ "hours", { "heures", "nombre d'heures", "الساعات", "عدد الساعات" } },
	{ "minutes", { "duree", "duree en minutes", "duration", "المده", "المده بالدقائق" } },
	{ "planned_minutes", { "duree", "duree prevue", "المده", "المده المبرمجه" } },
	{ "status", { "statut", "presence", "etat", "الحاله", "الحضور" } },
	{ "session", { "seance", "cours", "الحصه" } },
	{ "cohort", { "groupe", "classe", "group", "class", "الفوج", "القسم", "المجموعه" } },
	{ "title", { "titre", "intitule", "activite", "العنوان", "النشاط" } },
	{ "event_type", { "type", "type d'activite", "nature", "نوع النشاط", "النوع" } },
	{ "count_type", { "mode de comptage", "comptage", "طريقه العد" } },
	{ "partner", { "partenaire", "association", "الشريك", "الجمعيه" } },
	{ "reason", { "motif", "raison", "cause", "السبب" } },
	{ "score", { "note", "resultat", "النقطه", "النتيجه" } },
	{ "level", { "niveau", "المستوي" } },
	{ "subject", { "matiere", "الماده" } },
	{ "female", { "femmes", "filles", "feminin", "اناث", "الاناث" } },
	{ "male", { "hommes", "garcons", "masculin", "ذكور", "الذكور" } },
	{ "amount", { "montant", "somme", "المبلغ" } },
	{ "area", { "milieu", "الوسط" } },
};

const char *const *suggest_names(const char *target)
{
	size_t i;

	for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		if (strcmp(targets[i].target, target) == 0)
			return targets[i].names;
	return NULL;
}

static const struct {
	const char *choice, *words[NAMES_MAX];
} meanings[] = {
	{ "F", { "femme", "femmes", "fille", "feminin", "female", "girl", "woman", "انثي", "بنت", "امراه" } },
	{ "M", { "homme", "hommes", "garcon", "masculin", "male", "boy", "man", "h", "ذكر", "ولد", "رجل" } },
	{ "U", { "inconnu", "unknown", "non precise", "غير معروف", "غير محدد" } },
	{ "present", { "present", "presente", "p", "حاضر", "حاضره" } },
	{ "absent", { "absent", "absente", "a", "غائب", "غائبه" } },
	{ "late", { "retard", "en retard", "متاخر", "متاخره" } },
	{ "excused", { "excuse", "excusee", "absence justifiee", "justifie", "غياب مبرر", "معذور" } },
	{ "yes", { "oui", "yes", "true", "o", "نعم" } },
	{ "no", { "non", "no", "false", "n", "لا" } },
	{ "true", { "oui", "vrai", "نعم" } },
	{ "false", { "non", "faux", "لا" } },
	{ "unknown", { "inconnu", "unknown", "غير معروف" } },
	{ "urban", { "urbain", "حضري" } },
	{ "rural", { "rural", "قروي" } },
	{ "reading", { "lecture", "conte", "القراءه", "قراءه" } },
	{ "workshop", { "atelier", "ورشه" } },
	{ "training", { "formation", "تكوين" } },
	{ "automatic", { "automatique", "compteur", "الي" } },
	{ "manual", { "manuel", "يدوي" } },
	{ "work", { "travail", "emploi", "العمل" } },
	{ "other", { "autre", "autres", "اخر", "اخري" } },
};

const char *suggest_meaning(const char *folded, const char *const *choices)
{
	size_t i, k;

	for (; *choices != NULL; choices++)
		for (i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
			for (k = 0; strcmp(meanings[i].choice, *choices) == 0 && k < NAMES_MAX &&
				    meanings[i].words[k] != NULL;
			     k++)
				if (strcmp(meanings[i].words[k], folded) == 0)
					return *choices;
	return NULL;
}

#include "config.h"

#include "config/decode.h"

#include <string.h>

const char *label_text(const struct label *label, const char *language)
{
	const struct {
		const char *language, *text;
	} texts[] = { { "", label->any }, { "en", label->en }, { "fr", label->fr }, { "ar", label->ar } };
	const size_t n = sizeof(texts) / sizeof(texts[0]);

	for (size_t i = 0; i < n; i++)
		if (texts[i].text != NULL && strcmp(texts[i].language, language) == 0)
			return texts[i].text;
	for (size_t i = 0; i < n; i++)
		if (texts[i].text != NULL)
			return texts[i].text;
	return NULL;
}

#include "config.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/encoding_guess.h"
#include "csv_file.h"

static void guess(const char *bytes, size_t n, struct guess *out)
{
	char *path = csv_file_write(bytes, n);
	const int fd = open(path, O_RDONLY);

	cr_assert_eq(guess_encoding(fd, out), 0);
	close(fd);
	csv_file_unlink(path);
}

static void assert_guess(const char *bytes, size_t n, enum guess_verdict verdict, const char *encoding)
{
	struct guess g;

	guess(bytes, n, &g);
	cr_assert_eq(g.verdict, verdict, "verdict %d, expected %d (%s)", g.verdict, verdict,
		     g.encoding != NULL ? g.encoding->name : "none");
	if (encoding != NULL)
		cr_assert_str_eq(g.encoding->name, encoding);
}

#define ASSERT_GUESS(bytes, verdict, encoding) assert_guess(bytes, sizeof(bytes) - 1, verdict, encoding)

/* UTF-8 text, written in the encoding, must be taken for text of it. */
static void assert_found(const char *text, const char *encoding)
{
	const struct encoding *e = encoding_find(encoding);
	char *from = (char *)(uintptr_t)text, bytes[4096], *to = bytes;
	size_t n = strlen(text), room = sizeof(bytes);
	const iconv_t cd = iconv_open(e->iconv, "UTF-8");
	struct guess g;

	cr_assert_neq(iconv(cd, &from, &n, &to, &room), (size_t)-1, "%s is not writable in %s", text, encoding);
	iconv_close(cd);
	guess(bytes, (size_t)(to - bytes), &g);
	cr_assert_eq(g.verdict, GUESS_LIKELY, "%s in %s: verdict %d, best %s", text, encoding, g.verdict,
		     g.n_candidates > 0 ? g.candidates[0]->name : "none");
	cr_assert_str_eq(g.encoding->name, encoding, "%s: taken for %s", text, g.encoding->name);
}

static void assert_sample(const struct guess *g, size_t i, unsigned line, const char *expected)
{
	char text[GUESS_SAMPLE_TEXT];

	cr_assert_lt(i, g->n_samples);
	cr_assert_eq(g->samples[i].line, line);
	cr_assert(guess_sample(g, i, g->encoding, text));
	cr_assert_str_eq(text, expected);
}

Test(encoding_guess, what_is_sure)
{
	ASSERT_GUESS("a,b\n", GUESS_SURE, "utf-8");
	ASSERT_GUESS("", GUESS_SURE, "utf-8");
	ASSERT_GUESS("caf\xc3\xa9\n", GUESS_SURE, "utf-8");
	ASSERT_GUESS("\xef\xbb\xbf" "a\n", GUESS_SURE, "utf-8");
	ASSERT_GUESS("\xff\xfe" "a\0\n\0", GUESS_SURE, "utf-16le");
	ASSERT_GUESS("\xfe\xff\0a\0\n", GUESS_SURE, "utf-16be");
}

Test(encoding_guess, utf16_by_its_zero_bytes)
{
	ASSERT_GUESS("a\0;\0b\0\n\0", GUESS_LIKELY, "utf-16le");
	ASSERT_GUESS("\0a\0;\0b\0\n", GUESS_LIKELY, "utf-16be");
	ASSERT_GUESS("\x27\x06\x44\x06\x45\x06;\0\x31\x06\x43\x06\n\0", GUESS_LIKELY, "utf-16le");
}

Test(encoding_guess, utf8_that_is_damaged_is_not_taken_for_something_else)
{
	struct guess g;

	ASSERT_GUESS("\xef\xbb\xbf" "caf\xe9\n", GUESS_DAMAGED, "utf-8");
	/* Fès, Salé and one byte of another file */
	guess("F\xc3\xa8s\nSal\xc3\xa9\ncaf\xe9\n", 16, &g);
	cr_assert_eq(g.verdict, GUESS_DAMAGED);
	cr_assert_eq(g.fault, 14);
	cr_assert_eq(g.fault_line, 3);
	cr_assert_eq(g.fault_byte, 0xe9);
}

Test(encoding_guess, what_is_no_text)
{
	ASSERT_GUESS("\x01\0\xff\x80 abc\0", GUESS_NO_TEXT, NULL);
	ASSERT_GUESS("RIFF\x24\x08\0\0WAVE\xb0\xff", GUESS_NO_TEXT, NULL);
}

Test(encoding_guess, french_and_spanish)
{
	static const char *const texts[] = {
		"Hôpital", "café", "Fès", "ÉCOLE PRIVÉE", "École de la 2e chance", "de 9h à 12h, créée", "L’École d’été",
		"aujourd’hui", "España", "días", "œuvre", "Tétouan", "n° 5, 12 €", "Équipe «Été»", "25 °C",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_found(texts[i], "windows-1252");
}

Test(encoding_guess, mac_roman_where_windows_makes_symbols_of_letters)
{
	static const char *const texts[] = { "Hôpital", "Collège", "Fès", "forêt", "Garçons", "où", "École", "bâtiment" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_found(texts[i], "macroman");
}

Test(encoding_guess, arabic)
{
	static const char *const texts[] = {
		"المدرسة الابتدائية", "مركز محو الأمية بنكرير", "دار الشباب، الحي المحمدي", "حضور النساء في الدروس",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_found(texts[i], "windows-1256");
		assert_found(texts[i], "iso-8859-6");
	}
	/* French and Arabic, as Moroccan offices write them. */
	assert_found("Hôpital provincial;المستشفى الإقليمي", "windows-1256");
}

Test(encoding_guess, the_whole_file_is_asked)
{
	enum { LINES = 20000, LINE = 8 };
	char *bytes = malloc(LINES * LINE + 4);
	struct guess g;

	for (size_t i = 0; i < LINES; i++)
		memcpy(bytes + i * LINE, "abcdef\r\n", LINE);
	memcpy(bytes + LINES * LINE, "Sal\xe9", 4);
	guess(bytes, LINES * LINE + 4, &g);
	cr_assert_eq(g.verdict, GUESS_LIKELY);
	cr_assert_str_eq(g.encoding->name, "windows-1252");
	cr_assert_eq(g.n_samples, 1);
	cr_assert_eq(g.samples[0].line, LINES + 1);
	cr_assert_eq(g.fault, LINES * LINE + 3);
	cr_assert_eq(g.fault_line, LINES + 1);
	free(bytes);
}

/* UTF-8 across the end of what is read at once (65536 bytes), and a line end there. */
Test(encoding_guess, the_size_of_the_buffer_does_not_show)
{
	enum { CHUNK = 65536 };
	char *bytes = malloc(CHUNK + 16);
	struct guess g;

	for (size_t before = CHUNK - 5; before <= CHUNK; before++) {
		memset(bytes, 'x', before);
		memcpy(bytes + before, "\xf0\x9f\x98\x80", 4);
		guess(bytes, before + 4, &g);
		cr_assert_eq(g.verdict, GUESS_SURE, "%zu", before);
		guess(bytes, before + 3, &g);
		cr_assert_eq(g.fault, (int64_t)before, "%zu", before);
		memcpy(bytes + before, "\r\nF\xe8s\r\n", 7);
		guess(bytes, before + 7, &g);
		cr_assert_eq(g.fault, (int64_t)before + 3, "%zu", before);
		cr_assert_eq(g.fault_line, 2, "%zu", before);
		assert_sample(&g, 0, 2, "Fès");
	}
	free(bytes);
}

Test(encoding_guess, what_cannot_be_decided_is_not)
{
	struct guess g;

	/* É or ة */
	guess("Groupe \xc9\n", 9, &g);
	cr_assert_eq(g.verdict, GUESS_UNDECIDED);
	cr_assert_null(g.encoding);
	cr_assert_geq(g.n_candidates, 2);
	cr_assert_str_eq(g.candidates[0]->name, "windows-1252");
	cr_assert_str_eq(g.candidates[1]->name, "windows-1256");
}

Test(encoding_guess, three_lines_to_look_at)
{
	static const char bytes[] = "a;b\rF\xe8s;Sal\xe9\r\n\"x\",\"T\xe9touan\"\nplain\n\xe9\n\xe8\n";
	struct guess g;

	guess(bytes, sizeof(bytes) - 1, &g);
	cr_assert_str_eq(g.encoding->name, "windows-1252");
	cr_assert_eq(g.n_samples, 3);
	assert_sample(&g, 0, 2, "Fès");
	assert_sample(&g, 1, 3, "Tétouan");
	assert_sample(&g, 2, 5, "é");
}

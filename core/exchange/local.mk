core_libsijil_la_SOURCES += \
	core/exchange/export.c core/exchange/export.h core/exchange/export_private.h \
	core/exchange/export_csv.c \
	core/exchange/export_file.c \
	core/exchange/export_json.c \
	core/exchange/export_out.c \
	core/exchange/export_unknown.c \
	core/exchange/export_xlsx.c \
	core/exchange/frozen.c core/exchange/frozen.h \
	core/exchange/import.c core/exchange/import.h \
	core/exchange/import_again.c \
	core/exchange/import_cells.c \
	core/exchange/import_feeds.c \
	core/exchange/import_joins.c \
	core/exchange/import_judge.c \
	core/exchange/import_keyed.c \
	core/exchange/import_kinds.c \
	core/exchange/import_keys.c \
	core/exchange/import_known.c \
	core/exchange/import_outcome.c \
	core/exchange/import_private.h \
	core/exchange/import_rejects.c \
	core/exchange/import_rows.c \
	core/exchange/import_sieve.c \
	core/exchange/import_source.c \
	core/exchange/import_survey.c \
	core/exchange/import_write.c \
	core/exchange/json_read.c core/exchange/json_read.h \
	core/exchange/leaning.c core/exchange/leaning.h \
	core/exchange/mapping.c core/exchange/mapping.h \
	core/exchange/mapping_given.c core/exchange/mapping_header.c \
	core/exchange/mapping_private.h \
	core/exchange/mapping_profile.c core/exchange/mapping_wide.c \
	core/exchange/profile.c core/exchange/profile.h \
	core/exchange/refer_site.c \
	core/exchange/refer.c core/exchange/refer.h \
	core/exchange/source.c core/exchange/source.h core/exchange/source_driver.h \
	core/exchange/source_csv.c \
	core/exchange/source_foreign.c \
	core/exchange/source_file.c \
	core/exchange/source_json.c \
	core/exchange/source_xlsx.c \
	core/exchange/spool.c core/exchange/spool.h \
	core/exchange/xlsx_book.c \
	core/exchange/xlsx_format.c \
	core/exchange/xlsx_number.c \
	core/exchange/xlsx_private.h \
	core/exchange/xlsx_sheet.c \
	core/exchange/xlsx_strings.c \
	core/exchange/xlsx_styles.c \
	core/exchange/xlsx_xml.c \
	core/exchange/xlsx_zip.c \
	core/exchange/undo.c core/exchange/undo.h \
	core/exchange/suggest.c core/exchange/suggest.h \
	core/exchange/suggest_look.c core/exchange/suggest_match.c \
	core/exchange/suggest_private.h core/exchange/suggest_words.c

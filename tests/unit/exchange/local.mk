tests_unit_exchange_SOURCES = \
	tests/unit/exchange/test_again.c \
	tests/unit/exchange/test_export.c \
	tests/unit/exchange/test_import.c \
	tests/unit/exchange/test_json.c \
	tests/unit/exchange/test_mapping.c \
	tests/unit/exchange/test_refer.c \
	tests/unit/exchange/test_source.c \
	tests/unit/exchange/test_xlsx.c \
	tests/unit/exchange/test_xlsx_hostile.c \
	tests/unit/exchange/test_xlsx_number.c \
	tests/unit/exchange/town.c tests/unit/exchange/town.h \
	tests/unit/exchange/workbook.c tests/unit/exchange/workbook.h

tests_unit_base_SOURCES = \
	tests/unit/base/csv_file.c tests/unit/base/csv_file.h \
	tests/unit/base/test_aside.c \
	tests/unit/base/test_csv.c \
	tests/unit/base/test_csv_dialects.c \
	tests/unit/base/test_csv_faults.c \
	tests/unit/base/test_csv_guard.c \
	tests/unit/base/test_date.c \
	tests/unit/base/test_date_read.c \
	tests/unit/base/test_digest.c \
	tests/unit/base/test_encoding_guess.c \
	tests/unit/base/test_err.c \
	tests/unit/base/test_mem.c \
	tests/unit/base/test_number.c \
	tests/unit/base/test_number_read.c \
	tests/unit/base/test_period.c \
	tests/unit/base/test_str.c \
	tests/unit/base/test_text.c

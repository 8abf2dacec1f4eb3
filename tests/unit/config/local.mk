tests_unit_config_SOURCES = \
	tests/unit/config/errors.c tests/unit/config/errors.h \
	tests/unit/config/test_cases.c \
	tests/unit/config/test_city.c \
	tests/unit/config/test_decode.c \
	tests/unit/config/test_options.c \
	tests/unit/config/test_sample.c \
	tests/unit/config/test_sites_file.c \
	tests/unit/config/test_yaml.c \
	tests/unit/config/test_yaml_refused.c

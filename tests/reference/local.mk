# Every figure against SQL over the same register: see README.md; run by tests/cli/reference.sh and tests/cli/order.sh.
EXTRA_DIST += \
	tests/reference/README.md \
	tests/reference/agree.awk \
	tests/reference/base.sql \
	tests/reference/budget.sql \
	tests/reference/city.sh \
	tests/reference/city.sql \
	tests/reference/corrections.sh \
	tests/reference/figures.sql \
	tests/reference/literacy.sql \
	tests/reference/second_chance.sql \
	tests/reference/spaces.sql \
	tests/reference/story.awk \
	tests/reference/story_literacy.awk \
	tests/reference/story_schools.awk \
	tests/reference/story_spaces.awk

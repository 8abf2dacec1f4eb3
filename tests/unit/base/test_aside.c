/* Work beside the caller's. */
#include "config.h"

#include <criterion/criterion.h>
#include <signal.h>

#include "base/aside.h"

struct sum {
	int of, result;
	sigset_t blocked;
};

static void add_up(void *arg)
{
	struct sum *s = arg;
	int i;

	pthread_sigmask(SIG_SETMASK, NULL, &s->blocked);
	for (i = 1; i <= s->of; i++)
		s->result += i;
}

Test(aside, it_is_done_when_it_is_finished)
{
	struct sum sums[3] = { { .of = 10 }, { .of = 100 }, { .of = 1000 } };
	struct aside asides[3] = { 0 };
	sigset_t mine;
	int i;

	for (i = 0; i < 3; i++)
		aside_start(&asides[i], add_up, &sums[i]);
	for (i = 0; i < 3; i++)
		aside_finish(&asides[i]);
	cr_expect_eq(sums[0].result, 55);
	cr_expect_eq(sums[1].result, 5050);
	cr_expect_eq(sums[2].result, 500500);
	pthread_sigmask(SIG_SETMASK, NULL, &mine);
	cr_expect_eq(sigismember(&mine, SIGINT), 0, "the caller is interrupted as before");
	cr_expect_eq(sigismember(&sums[0].blocked, SIGINT), 1, "what is beside it is not");
}

Test(aside, one_that_was_not_started_is_finished)
{
	struct aside a = { 0 };

	aside_finish(&a);
	cr_expect(!a.running);
}

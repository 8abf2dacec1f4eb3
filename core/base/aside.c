#include "config.h"

#include "base/aside.h"

#include <signal.h>
#include <stdlib.h>

#include "base/mem.h"

struct call {
	void (*fn)(void *arg);
	void *arg;
};

static void *run(void *arg)
{
	struct call call = *(struct call *)arg;

	free(arg);
	call.fn(call.arg);
	return NULL;
}

void aside_start(struct aside *a, void (*fn)(void *arg), void *arg)
{
	struct call *call = mem_alloc(sizeof(*call));
	sigset_t all, before;

	*call = (struct call){ fn, arg };
	/* Signals are for the thread that the person talks to. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	a->running = pthread_create(&a->thread, NULL, run, call) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!a->running)
		run(call);
}

void aside_finish(struct aside *a)
{
	if (a->running)
		pthread_join(a->thread, NULL);
	a->running = false;
}

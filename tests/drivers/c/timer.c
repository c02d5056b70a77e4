/* A caller that gives up after a while, from a thread of its own. */

#define _POSIX_C_SOURCE 200809L

#include "timer.h"

#include <errno.h>
#include <stdlib.h>

static void *run(void *place)
{
    struct timer *timer = place;
    int waited = 0;
    pthread_mutex_lock(&timer->lock);
    while (!timer->is_stopped && waited != ETIMEDOUT) {
        waited = pthread_cond_timedwait(&timer->stopped, &timer->lock, &timer->end);
    }
    if (!timer->is_stopped) {
        lpa_cancel_fire(timer->cancel);
    }
    pthread_mutex_unlock(&timer->lock);
    return NULL;
}

void timer_start(struct timer *timer, lpa_cancel *cancel, double seconds)
{
    *timer = (struct timer){.cancel = cancel};
    clock_gettime(CLOCK_REALTIME, &timer->end);
    const long long nanoseconds = timer->end.tv_nsec + (long long)(seconds * 1e9);
    timer->end.tv_sec += (time_t)(nanoseconds / 1000000000);
    timer->end.tv_nsec = (long)(nanoseconds % 1000000000);
    pthread_mutex_init(&timer->lock, NULL);
    pthread_cond_init(&timer->stopped, NULL);
    if (pthread_create(&timer->thread, NULL, run, timer) != 0) {
        abort();
    }
}

void timer_stop(struct timer *timer)
{
    pthread_mutex_lock(&timer->lock);
    timer->is_stopped = true;
    pthread_cond_signal(&timer->stopped);
    pthread_mutex_unlock(&timer->lock);
    pthread_join(timer->thread, NULL);
    pthread_cond_destroy(&timer->stopped);
    pthread_mutex_destroy(&timer->lock);
}

/* A caller that gives up after a while, from a thread of its own. */

#ifndef DRIVER_TIMER_H
#define DRIVER_TIMER_H

#include <lastpass_admin.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

struct timer {
    lpa_cancel *cancel;
    struct timespec end;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t stopped;
    bool is_stopped;
};

/* Fires the token after so many seconds, unless it is stopped before. */
void timer_start(struct timer *timer, lpa_cancel *cancel, double seconds);
void timer_stop(struct timer *timer);

#endif

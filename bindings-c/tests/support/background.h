/* Calls on threads of their own. */
#ifndef BACKGROUND_H
#define BACKGROUND_H

#include <pthread.h>

#include "check.h"

/* The reading of a user, and what came of it. */
typedef struct reading {
    const lpa_client *client;
    const lpa_options *options;
    int64_t id;
    lpa_status status;
    lpa_company_user *user;
    lpa_error *error;
    pthread_t thread;
    bool has_ended;
} reading;

/* Begins to read a user; the options may be NULL. What comes of it is freed when the test ends. */
reading *begin(const lpa_client *client, int64_t id, const lpa_options *options);

/* Waits for the end of it, and gives its status. */
lpa_status end(reading *reading);

#endif

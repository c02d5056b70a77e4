#include "background.h"

#include <stdlib.h>

static void *read_user(void *given) {
    reading *reading = given;
    reading->status = lpa_users_get(reading->client, reading->id, reading->options, &reading->user,
                                    &reading->error);
    return NULL;
}

static void release(void *given) {
    reading *reading = given;
    end(reading);
    lpa_company_user_free(reading->user);
    lpa_error_free(reading->error);
    free(reading);
}

reading *begin(const lpa_client *client, int64_t id, const lpa_options *options) {
    reading *reading = calloc(1, sizeof *reading);
    reading->client = client;
    reading->id = id;
    reading->options = options;
    CHECK(pthread_create(&reading->thread, NULL, read_user, reading) == 0);
    return KEEP(release, reading);
}

lpa_status end(reading *reading) {
    if (!reading->has_ended) {
        pthread_join(reading->thread, NULL);
        reading->has_ended = true;
    }
    return reading->status;
}

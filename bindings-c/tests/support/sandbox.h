/*
 * The sandbox program, and companies in it: made, put in trouble and looked into by its control
 * interface. What is made lasts until the test ends.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include <jansson.h>

#include "check.h"

#define ADA "ada@example.com"

/* The users of a company of `company()`: 80001 is Ada. */
#define FIRST_ID 80001
#define USERS 25

/* A fault: no answer within the time that any test takes. */
#define SLOW "{\"delay\":{\"before_ms\":30000}}"

/* A company. */
typedef struct tenant {
    const char *api_key;
    const char *cid;
    const char *provhash;
    const char *expired_api_key;
    const char *forbidden_api_key;
    const char *control_url;
    /* An object of texts: the variables that lead a client to it. */
    json_t *environment;
} tenant;

/* A company of 25 users and three managed companies. */
tenant *company(void);

/* A company of these sizes, a JSON object. */
tenant *company_of(const char *sizes);

/* Settings of a client of the company, which does not wait long before it sends again. */
lpa_options *settings(const tenant *company);

/* A client of these settings. */
lpa_client *client(const lpa_options *settings);

/* A client of the company. */
lpa_client *client_of(const tenant *company);

/* Options to be filled in. */
lpa_options *options(void);

/* Lets something go wrong: `times` says how often (0: always), `after` how many requests pass
 * first. */
void fault(const tenant *company, const char *on, const char *kind, int times, int after);

/* Lets everything go well again. */
void clear_faults(const tenant *company);

/* Turns switches of the sandbox, a JSON object. */
void quirks(const tenant *company, const char *quirks);

/* Takes back the `api-key` or the `provhash`. */
void take_back(const tenant *company, const char *credential);

/* Adds an event of this local time to the audit log. */
void add_event(const tenant *company, const char *time, const char *action);

/* The same with more members, in JSON: `"data":"x"`; and so often. */
void add_events(const tenant *company, const char *time, const char *members, int times);

/* How often an operation was asked for; NULL: all of them together. */
int hits(const tenant *company, const char *operation);

/* All requests so far, as the server saw them. */
const json_t *requests(const tenant *company);

/* The last request. */
const json_t *last_request(const tenant *company);

/* Waits until an operation has been asked for so often. */
void until_asked(const tenant *company, const char *operation, int times);

/* Requests that clients have dropped so far. */
int dropped(void);

/* Waits until so many requests have been dropped since this program began, and no other is under
 * way. */
void until_dropped(int times);

/* Waits until no client holds a connection. */
void until_unconnected(void);

/* A request to the control interface; NULL if the answer has no body. The caller frees it. */
json_t *control(const char *method, const char *url, const char *body);

/* Sleeps. */
void milliseconds(long time);

/* A monotonic clock, in seconds. */
double seconds(void);

#endif

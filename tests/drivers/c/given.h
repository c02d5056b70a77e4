/* What a call is made with, and what it came to. */

#ifndef DRIVER_GIVEN_H
#define DRIVER_GIVEN_H

#include <jansson.h>
#include <lastpass_admin.h>
#include <stdbool.h>

/* The arguments of a call, and the call: each argument is taken once, and none may be left over. */
struct given {
    /* Those that are left to be taken. */
    json_t *left;
    /* What the arguments need for as long as the call lasts. */
    struct kept *kept;
    /* Why the step cannot be played as it is written; NULL: it can. */
    char *fault;
    const lpa_client *client;
    const lpa_options *options;
    /* How far a list is read; NULL: to its end. */
    const json_t *read;
    lpa_status status;
    lpa_error *error;
};

/* Begins a call with these arguments, which have to stay as long; NULL: there are none. */
void given_begin(struct given *given, json_t *arguments);

/* Frees what the call needed; not the error, the client and the options. */
void given_end(struct given *given);

/* A fault, of which the first counts. */
void given_fault(struct given *given, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Whether all arguments were taken, and are what they should be. */
bool is_taken(struct given *given);

/* Whether the call was made and succeeded. */
bool is_ok(const struct given *given);

/* What is not given, or null, is NULL, or not set; an own argument that is a number has to be given. */
const char *take_text(struct given *given, const char *name);
const char *take_json(struct given *given, const char *name);
int64_t take_integer(struct given *given, const char *name);
uint32_t take_count(struct given *given, const char *name);
lpa_integer maybe_integer(struct given *given, const char *name);
lpa_number maybe_number(struct given *given, const char *name);
lpa_flag maybe_flag(struct given *given, const char *name);
const char *const *take_texts(struct given *given, const char *name, size_t *length);
const lpa_string_pair *take_pairs(struct given *given, const char *name, size_t *length);
const void *take_rows(struct given *given, const char *name, size_t size,
                      void (*fill)(struct given *given, void *row), size_t *length);

#endif

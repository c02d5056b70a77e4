/* The client that is open, and the steps played through it. */

#include "session.h"

#include <string.h>

#include "answers.h"
#include "cells.h"
#include "given.h"
#include "operations.h"
#include "settings.h"
#include "timer.h"

/* The version of the protocol that this driver speaks. */
enum { PROTOCOL = 1 };

void session_close(struct session *session)
{
    lpa_client_close(session->client);
    lpa_client_free(session->client);
    session->client = NULL;
}

static json_t *open_client(struct session *session, struct given *given)
{
    session_close(session);
    lpa_options *options = settings_of(given);
    if (options != NULL) {
        lpa_options_set_no_proxy(options, true);
        given->status = lpa_client_new(options, &session->client, &given->error);
        lpa_options_free(options);
    }
    return is_ok(given) ? json_null() : NULL;
}

static json_t *play_check(struct given *given)
{
    lpa_credential_report *report = NULL;
    json_t *answer = NULL;
    if (is_taken(given)) {
        given->status = lpa_check(given->client, given->options, &report, &given->error);
    }
    if (is_ok(given)) {
        answer = json_credential_report(report);
    }
    lpa_credential_report_free(report);
    return answer;
}

static json_t *play_request(struct given *given)
{
    const char *method = take_text(given, "method");
    const char *path = take_text(given, "path");
    size_t query_length = 0;
    const lpa_string_pair *query = take_pairs(given, "query", &query_length);
    const char *body = take_json(given, "body");
    lpa_raw_response *response = NULL;
    json_t *answer = NULL;
    if (is_taken(given)) {
        given->status = lpa_request(given->client, method, path, query, query_length, body,
                                    given->options, &response, &given->error);
    }
    if (is_ok(given)) {
        answer = json_raw_response(response);
    }
    lpa_raw_response_free(response);
    return answer;
}

static json_t *play_command(struct given *given)
{
    const char *command = take_text(given, "command");
    const char *data = take_json(given, "data");
    lpa_json *json = NULL;
    json_t *answer = NULL;
    if (is_taken(given)) {
        given->status = lpa_command(given->client, command, data, given->options, &json,
                                    &given->error);
    }
    if (is_ok(given)) {
        answer = json_object();
        put(answer, "body", json_json(json));
    }
    lpa_json_free(json);
    return answer;
}

static json_t *play_poll(struct given *given)
{
    const char *url = take_text(given, "url");
    lpa_raw_response *response = NULL;
    json_t *answer = NULL;
    if (is_taken(given)) {
        given->status =
            lpa_poll(given->client, url, given->options, &response, &given->error);
    }
    if (is_ok(given)) {
        answer = json_raw_response(response);
    }
    lpa_raw_response_free(response);
    return answer;
}

/* What plays an operation; NULL if there is none of this name. */
static json_t *(*operation(const char *name))(struct given *)
{
    for (const struct operation *one = OPERATIONS; one->name != NULL; one++) {
        if (strcmp(one->name, name) == 0) {
            return one->play;
        }
    }
    return strcmp(name, "poll") == 0 ? play_poll : NULL;
}

/* Makes a call with the options of the step. */
static json_t *call(struct given *given, const json_t *step, json_t *(*play)(struct given *))
{
    struct given own;
    given_begin(&own, json_object_get(step, "options"));
    lpa_options *options = settings_of(&own);
    lpa_cancel *cancel = lpa_cancel_new();
    const json_t *seconds = json_object_get(step, "cancel_after");
    json_t *answer = NULL;
    if (options == NULL) {
        given_fault(given, "%s", own.fault);
    } else {
        struct timer timer;
        lpa_options_set_cancel(options, cancel);
        given->options = options;
        if (json_is_number(seconds)) {
            timer_start(&timer, cancel, json_number_value(seconds));
        }
        answer = play(given);
        if (json_is_number(seconds)) {
            timer_stop(&timer);
        }
    }
    if (given->status == LPA_CANCELLED && lpa_cancel_is_fired(cancel)) {
        given->status = LPA_OK;
        lpa_error_free(given->error);
        given->error = NULL;
        answer = json_object();
        put(answer, "cancelled", json_true());
    }
    lpa_options_free(options);
    lpa_cancel_free(cancel);
    given_end(&own);
    return answer;
}

/* Whether a member of a step says what the step does, or how. */
static bool is_of_step(const char *name)
{
    static const char *const NAMES[] = {"do", "options", "cancel_after", "read"};
    for (size_t place = 0; place < sizeof NAMES / sizeof *NAMES; place++) {
        if (strcmp(NAMES[place], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The members of a step that are arguments. */
static json_t *arguments_of(const json_t *step)
{
    json_t *arguments = json_object();
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)step, name, value) {
        if (!is_of_step(name)) {
            json_object_set(arguments, name, value);
        }
    }
    return arguments;
}

static json_t *play(struct session *session, struct given *given, const json_t *step,
                    const char *what)
{
    if (strcmp(what, "open") == 0) {
        const json_int_t protocol = json_integer_value(json_object_get(step, "protocol"));
        if (protocol != PROTOCOL) {
            given_fault(given, "this driver does not speak version %lld of the protocol",
                        (long long)protocol);
            return NULL;
        }
        return open_client(session, given);
    }
    if (strcmp(what, "close") == 0) {
        session_close(session);
        return json_null();
    }
    if (session->client == NULL) {
        given_fault(given, "no client is open");
        return NULL;
    }
    given->client = session->client;
    given->read = json_object_get(step, "read");
    if (strcmp(what, "request") == 0) {
        return call(given, step, play_request);
    }
    if (strcmp(what, "command") == 0) {
        return call(given, step, play_command);
    }
    if (strcmp(what, "check") == 0) {
        return call(given, step, play_check);
    }
    const char *name = json_string_value(json_object_get(step, "operation"));
    return call(given, step, operation(name));
}

/* What a step takes: the arguments of a call, the settings of a client, or its own members. */
static json_t *taken_by(const json_t *step, const char *what)
{
    if (strcmp(what, "call") == 0) {
        return json_incref(json_object_get(step, "arguments"));
    }
    if (strcmp(what, "open") == 0) {
        return json_incref(json_object_get(step, "client"));
    }
    return arguments_of(step);
}

json_t *session_play(struct session *session, const json_t *step)
{
    static const char *const STEPS[] = {"open", "close", "call", "request", "command", "check"};
    const char *what = json_string_value(json_object_get(step, "do"));
    bool is_known = false;
    for (size_t place = 0; what != NULL && place < sizeof STEPS / sizeof *STEPS; place++) {
        is_known = is_known || strcmp(STEPS[place], what) == 0;
    }
    if (!is_known) {
        return json_pack("{s:s}", "fault", "this driver knows no such step");
    }
    const char *name = json_string_value(json_object_get(step, "operation"));
    if (strcmp(what, "call") == 0 && (name == NULL || operation(name) == NULL)) {
        return json_pack("{s:s?}", "missing", name);
    }
    json_t *arguments = taken_by(step, what);
    struct given given;
    given_begin(&given, arguments);
    json_t *answer = play(session, &given, step, what);
    json_t *outcome = json_object();
    if (given.fault != NULL) {
        put(outcome, "fault", json_string(given.fault));
        json_decref(answer);
    } else if (given.status != LPA_OK) {
        put(outcome, "error", json_error(given.error));
    } else {
        put(outcome, "ok", answer);
    }
    lpa_error_free(given.error);
    given_end(&given);
    json_decref(arguments);
    return outcome;
}

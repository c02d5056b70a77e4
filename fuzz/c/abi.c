/* Calls the library as a program in C may, and worse: with texts that are none, JSON that is none, and answers of all kinds. What it
 * gives is read to its last byte, and freed.
 *
 * What does not hold ends the process. */

#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "cells.h"
#include "given.h"
#include "operations.h"

/* Between two texts that are handed in. */
enum { BREAK = 0x1e, PARTS = 5, PAGES = 4 };

/* What must be in no text of an error, and the sum of all bytes read: nothing is read in vain. */
static const char *hidden;
static volatile unsigned read_bytes;

#define MUST(holds)                                            \
    do {                                                       \
        if (!(holds)) {                                        \
            fprintf(stderr, "%s does not hold\n", #holds);     \
            abort();                                           \
        }                                                      \
    } while (0)

/* A text is UTF-8 and has a NUL behind it, or it is absent. */
static void look_at(lpa_text text)
{
    if (text.data == NULL) {
        MUST(text.length == 0);
        return;
    }
    MUST(text.data[text.length] == '\0');
    for (size_t at = 0; at < text.length; at++) {
        read_bytes += (unsigned char)text.data[at];
    }
    json_t *json = json_stringn(text.data, text.length);
    MUST(json != NULL);
    json_decref(json);
}

/* All texts of an answer, of which the last one ends with a NUL too. */
static void look_at_all(lpa_text texts)
{
    MUST(texts.length > 0);
    texts.length--;
    look_at(texts);
}

/* What is printed of an error; one that refuses what was handed in may name it. */
static void look_at_error(lpa_status status, lpa_error *error, const char *input)
{
    MUST((status == LPA_OK) == (error == NULL));
    if (error == NULL) {
        return;
    }
    MUST(lpa_error_kind(error) == status && status != LPA_INTERNAL);
    const lpa_text texts[] = {
        lpa_error_kind_name(error), lpa_error_text(error),     lpa_error_message(error),
        lpa_error_operation(error), lpa_error_parameter(error), lpa_error_title(error),
        lpa_error_detail(error),    lpa_error_instance(error), lpa_error_delivery(error),
        lpa_error_cause(error),     lpa_error_json(error),
    };
    for (size_t at = 0; at < sizeof texts / sizeof *texts; at++) {
        look_at(texts[at]);
        MUST(texts[at].data == NULL || strstr(input, hidden) != NULL ||
             strstr(texts[at].data, hidden) == NULL);
    }
    json_t *json = json_error(error);
    MUST(json != NULL);
    json_decref(json);
    lpa_error_free(error);
}

/* Makes a call, which gives its error to `error`, and looks at it. */
#define TRY(call, input)                      \
    do {                                      \
        lpa_error *error = NULL;              \
        const lpa_status status = (call);     \
        look_at_error(status, error, input);  \
    } while (0)

static lpa_client *open_client(const char *settings)
{
    lpa_options *options = lpa_options_new();
    lpa_client *client = NULL;
    lpa_options_set_json(options, settings, strlen(settings));
    MUST(lpa_client_new(options, &client, NULL) == LPA_OK);
    lpa_options_free(options);
    return client;
}

/* A function for each operation, its arguments as struct; what it gives as the structs say. */
static void call_typed(const lpa_client *client, unsigned char number, const char *input)
{
    json_t *arguments = json_loads(input, JSON_ALLOW_NUL, NULL);
    size_t length = 0;
    while (OPERATIONS[length].name != NULL) {
        length++;
    }
    if (json_is_object(arguments)) {
        struct given given;
        given_begin(&given, arguments);
        given.client = client;
        json_t *answer = OPERATIONS[(unsigned char)(number - '0') % length].play(&given);
        if (given.fault == NULL) {
            look_at_error(given.status, given.error, input);
        } else {
            lpa_error_free(given.error);
        }
        char *text = answer == NULL ? NULL : json_dumps(answer, JSON_ENCODE_ANY);
        free(text);
        json_decref(answer);
        given_end(&given);
    }
    json_decref(arguments);
}

/* The same by name, with arguments that may be no JSON. */
static void call_named(const lpa_client *client, unsigned char number, const char *input)
{
    size_t length = 0;
    while (OPERATIONS[length].name != NULL) {
        length++;
    }
    const char *name = OPERATIONS[(unsigned char)(number - '0') % length].name;
    lpa_answer *answer = NULL;
    lpa_pager *list = NULL;
    TRY(lpa_call(client, name, input, strlen(input), NULL, &answer, &error), input);
    if (answer != NULL) {
        look_at(answer->kind);
        look_at(answer->type_name);
        look_at(answer->json);
        look_at_all(answer->texts);
    }
    lpa_answer_free(answer);

    lpa_queue *queue = lpa_queue_new();
    lpa_ended ended;
    TRY(lpa_queue_begin(client, name, input, strlen(input), NULL, queue, number, &error), input);
    while (lpa_queue_wait(queue, -1, &ended, 1) == 1) {
        MUST(ended.number == number && (ended.status == LPA_OK) == (ended.answer != NULL));
        lpa_answer_free(ended.answer);
        look_at_error(ended.status, ended.error, input);
    }
    lpa_queue_free(queue);

    TRY(lpa_list(client, name, input, strlen(input), NULL, &list, &error), input);
    for (int turn = 0; list != NULL && turn < PAGES; turn++) {
        lpa_page *page = NULL;
        TRY(lpa_pager_next_page(list, &page, &error), input);
        look_at(lpa_pager_page_token(list));
        if (page == NULL) {
            break;
        }
        look_at(page->type_name);
        look_at(page->token);
        look_at(page->next_token);
        look_at_all(page->texts);
        lpa_page_free(page);
    }
    lpa_pager_free(list);
}

/* Settings and options as JSON that may be none. */
static void set_json(const lpa_client *client, const char *input)
{
    lpa_options *options = lpa_options_new();
    lpa_client *made = NULL;
    lpa_options_set_json(options, input, strlen(input));
    TRY(lpa_client_new(options, &made, &error), input);
    lpa_client_free(made);
    made = NULL;
    TRY(lpa_client_with_options(client, options, &made, &error), input);
    lpa_client_free(made);
    lpa_options_free(options);
}

/* A setting, beside credentials that are good, with a text that may be none. */
static void set_text(unsigned char number, const char *first, const char *second)
{
    static void (*const SETTERS[])(lpa_options *, const char *) = {
        lpa_options_set_api_key,      lpa_options_set_cid,
        lpa_options_set_provhash,     lpa_options_set_business_url,
        lpa_options_set_api_user,     lpa_options_set_provisioning_url,
        lpa_options_set_time_zone,    lpa_options_set_user_agent_suffix,
        lpa_options_set_proxy,
    };
    const size_t length = sizeof SETTERS / sizeof *SETTERS;
    const size_t place = (unsigned char)(number - '0') % (length + 3);
    lpa_options *options = lpa_options_new();
    lpa_client *made = NULL;
    lpa_options_set_api_key(options, "lpkey_good");
    if (place < length) {
        SETTERS[place](options, first);
    } else if (place == length) {
        lpa_options_add_header(options, first, second);
    } else if (place == length + 1) {
        lpa_options_add_query(options, first, second);
    } else {
        lpa_options_set_ca_pem(options, first, strlen(first));
    }
    TRY(lpa_client_new(options, &made, &error), first);
    lpa_client_free(made);
    lpa_options_free(options);
}

static void request(const lpa_client *client, char *const parts[PARTS])
{
    const lpa_string_pair pair = {.key = parts[2], .value = parts[3]};
    const char *body = *parts[4] == '\0' ? NULL : parts[4];
    lpa_raw_response *response = NULL;
    /* A method and a path are named where they are refused. */
    TRY(lpa_request(client, parts[0], parts[1], &pair, *parts[2] != '\0', body, NULL, &response,
                    &error),
        status == LPA_INVALID_ARGUMENT ? hidden : "");
    if (response != NULL) {
        look_at(response->body);
        json_decref(json_raw_response(response));
    }
    lpa_raw_response_free(response);
}

static void command(const lpa_client *client, char *const parts[PARTS])
{
    const char *data = *parts[1] == '\0' ? NULL : parts[1];
    lpa_json *json = NULL;
    TRY(lpa_command(client, parts[0], data, NULL, &json, &error), parts[0]);
    if (json != NULL) {
        look_at(json->text);
    }
    lpa_json_free(json);
}

static void poll(const lpa_client *client, const char *url)
{
    lpa_raw_response *response = NULL;
    TRY(lpa_poll(client, url, NULL, &response, &error), url);
    lpa_raw_response_free(response);
}

static void cursors(const lpa_client *client, unsigned char number, const char *text)
{
    lpa_json *cursor = NULL;
    lpa_event_batch *batch = NULL;
    TRY(lpa_event_cursor_new(text, number, &cursor, &error), text);
    const char *stored = cursor == NULL ? text : cursor->text.data;
    TRY(lpa_provisioning_events_since(client, stored, NULL, NULL, &batch, &error), text);
    if (batch != NULL) {
        look_at(batch->cursor);
        json_decref(json_event_batch(batch));
    }
    lpa_event_batch_free(batch);
    lpa_json_free(cursor);
}

/* The texts of an input, each in memory of its own: what is read behind its end is seen. */
static void split(const uint8_t *input, size_t length, char *parts[PARTS])
{
    size_t start = 0;
    for (size_t number = 0; number < PARTS; number++) {
        size_t end = start;
        while (end < length && (input[end] != BREAK || number == PARTS - 1)) {
            end++;
        }
        parts[number] = strndup((const char *)input + (start < length ? start : length),
                                end > start ? end - start : 0);
        start = end < length ? end + 1 : length;
    }
}

void fuzz_abi(const uint8_t *input, size_t length, const char *settings, const char *secret)
{
    char *parts[PARTS];
    hidden = secret;
    split(input + 2, length - 2, parts);
    lpa_client *client = open_client(settings);
    switch (input[0]) {
    case 'c': call_typed(client, input[1], parts[0]); break;
    case 'n': call_named(client, input[1], parts[0]); break;
    case 'o': set_json(client, parts[0]); break;
    case 's': set_text(input[1], parts[0], parts[1]); break;
    case 'q': request(client, parts); break;
    case 'd': command(client, parts); break;
    case 'p': poll(client, parts[0]); break;
    case 'e': cursors(client, input[1], parts[0]); break;
    default: break;
    }
    lpa_client_free(client);
    for (size_t number = 0; number < PARTS; number++) {
        free(parts[number]);
    }
}

/* Arguments from JSON, as one gives them in C. */

#define _POSIX_C_SOURCE 200809L

#include "given.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Memory that is freed when the call is over. */
struct kept {
    struct kept *next;
    max_align_t memory[];
};

static void *keep(struct given *given, size_t size)
{
    struct kept *kept = calloc(1, sizeof *kept + size);
    if (kept == NULL) {
        abort();
    }
    kept->next = given->kept;
    given->kept = kept;
    return kept->memory;
}

void given_begin(struct given *given, json_t *arguments)
{
    *given = (struct given){.left = arguments == NULL ? json_object() : json_copy(arguments)};
}

void given_end(struct given *given)
{
    while (given->kept != NULL) {
        struct kept *next = given->kept->next;
        free(given->kept);
        given->kept = next;
    }
    json_decref(given->left);
    free(given->fault);
}

void given_fault(struct given *given, const char *format, ...)
{
    if (given->fault != NULL) {
        return;
    }
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    given->fault = strdup(text);
}

bool is_taken(struct given *given)
{
    const char *name;
    json_t *value;
    json_object_foreach(given->left, name, value) {
        if (!json_is_null(value)) {
            given_fault(given, "`%s` is no argument of this function", name);
        }
    }
    return given->fault == NULL;
}

bool is_ok(const struct given *given)
{
    return given->fault == NULL && given->status == LPA_OK;
}

/* Takes an argument, which the step keeps; NULL if it is not given, or null. */
static json_t *take(struct given *given, const char *name)
{
    json_t *value = json_object_get(given->left, name);
    json_object_del(given->left, name);
    return json_is_null(value) ? NULL : value;
}

/* The text of a value that has to be one. */
static const char *text_of(struct given *given, const char *name, const json_t *value)
{
    if (!json_is_string(value)) {
        given_fault(given, "`%s` is no text, and C takes no other", name);
    }
    return json_string_value(value);
}

const char *take_text(struct given *given, const char *name)
{
    const json_t *value = take(given, name);
    return value == NULL ? NULL : text_of(given, name, value);
}

const char *take_json(struct given *given, const char *name)
{
    const json_t *value = take(given, name);
    if (value == NULL) {
        return NULL;
    }
    size_t size = json_dumpb(value, NULL, 0, JSON_ENCODE_ANY);
    char *text = keep(given, size + 1);
    json_dumpb(value, text, size, JSON_ENCODE_ANY);
    return text;
}

lpa_integer maybe_integer(struct given *given, const char *name)
{
    const json_t *value = take(given, name);
    if (value == NULL) {
        return (lpa_integer){0};
    }
    if (!json_is_integer(value)) {
        given_fault(given, "`%s` is no whole number, and C takes no other", name);
    }
    return (lpa_integer){.value = json_integer_value(value), .is_set = 1};
}

int64_t take_integer(struct given *given, const char *name)
{
    lpa_integer number = maybe_integer(given, name);
    if (!number.is_set) {
        given_fault(given, "`%s` is not given, and C has no form for that", name);
    }
    return number.value;
}

uint32_t take_count(struct given *given, const char *name)
{
    int64_t number = maybe_integer(given, name).value;
    if (number < 0 || number > UINT32_MAX) {
        given_fault(given, "`%s` has no form in C", name);
    }
    return (uint32_t)number;
}

lpa_number maybe_number(struct given *given, const char *name)
{
    const json_t *value = take(given, name);
    if (value == NULL) {
        return (lpa_number){0};
    }
    if (!json_is_number(value)) {
        given_fault(given, "`%s` is no number, and C takes no other", name);
    }
    return (lpa_number){.value = json_number_value(value), .is_set = 1};
}

lpa_flag maybe_flag(struct given *given, const char *name)
{
    const json_t *value = take(given, name);
    if (value == NULL) {
        return (lpa_flag){0};
    }
    if (!json_is_boolean(value)) {
        given_fault(given, "`%s` is neither true nor false, and C takes no other", name);
    }
    return (lpa_flag){.value = json_is_true(value), .is_set = 1};
}

/* The items of a list, and how many there are; NULL and 0 if it is not given. */
static json_t *take_list(struct given *given, const char *name, size_t *length)
{
    json_t *list = take(given, name);
    if (list != NULL && !json_is_array(list)) {
        given_fault(given, "`%s` is no list, and C takes no other", name);
    }
    *length = json_array_size(list);
    return list;
}

const char *const *take_texts(struct given *given, const char *name, size_t *length)
{
    const json_t *list = take_list(given, name, length);
    if (list == NULL) {
        return NULL;
    }
    const char **texts = keep(given, *length * sizeof *texts);
    for (size_t place = 0; place < *length; place++) {
        texts[place] = text_of(given, name, json_array_get(list, place));
    }
    return texts;
}

const lpa_string_pair *take_pairs(struct given *given, const char *name, size_t *length)
{
    json_t *map = take(given, name);
    *length = 0;
    if (map == NULL) {
        return NULL;
    }
    lpa_string_pair *pairs = keep(given, json_object_size(map) * sizeof *pairs);
    const char *key;
    json_t *value;
    json_object_foreach(map, key, value) {
        pairs[*length] = (lpa_string_pair){.key = key, .value = text_of(given, name, value)};
        *length += 1;
    }
    return pairs;
}

const void *take_rows(struct given *given, const char *name, size_t size,
                      void (*fill)(struct given *given, void *row), size_t *length)
{
    const json_t *list = take_list(given, name, length);
    if (list == NULL) {
        return NULL;
    }
    json_t *left = given->left;
    char *rows = keep(given, *length * size);
    for (size_t place = 0; place < *length; place++) {
        /* A row is taken apart as the arguments are. */
        given->left = json_copy(json_array_get(list, place));
        fill(given, rows + place * size);
        is_taken(given);
        json_decref(given->left);
    }
    given->left = left;
    return rows;
}

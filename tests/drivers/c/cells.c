/* Members of records as JSON. */

#define _POSIX_C_SOURCE 200809L

#include "cells.h"

#include <time.h>

json_t *of_text(lpa_text text)
{
    if (text.data == NULL) {
        return json_null();
    }
    /* A text says its length, and ends with a NUL all the same. */
    return text.data[text.length] == '\0' ? json_stringn(text.data, text.length) : NULL;
}

json_t *of_json(lpa_text text)
{
    const size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL;
    return text.data == NULL ? json_null() : json_loadb(text.data, text.length, flags, NULL);
}

json_t *of_integer(lpa_integer number)
{
    return number.is_set ? json_integer(number.value) : json_null();
}

json_t *of_number(lpa_number number)
{
    return number.is_set ? json_real(number.value) : json_null();
}

json_t *of_flag(lpa_flag flag)
{
    return flag.is_set ? json_boolean(flag.value) : json_null();
}

json_t *of_time(lpa_time time)
{
    if (time.text.data == NULL) {
        return json_null();
    }
    json_t *json = json_object();
    put(json, "text", of_text(time.text));
    char instant[sizeof "2026-04-30T10:15:00Z"] = "";
    if (time.has_instant) {
        const time_t seconds = (time_t)time.unix_seconds;
        struct tm utc;
        gmtime_r(&seconds, &utc);
        strftime(instant, sizeof instant, "%Y-%m-%dT%H:%M:%SZ", &utc);
    }
    put(json, "instant", time.has_instant ? json_string(instant) : json_null());
    put(json, "ambiguous", json_boolean(time.is_ambiguous));
    return json;
}

json_t *of_instant(lpa_time time)
{
    return of_text(time.text);
}

json_t *of_texts(lpa_texts texts)
{
    if (texts.items == NULL) {
        return json_null();
    }
    json_t *list = json_array();
    for (size_t place = 0; place < texts.length; place++) {
        json_array_append_new(list, of_text(texts.items[place]));
    }
    return list;
}

json_t *of_text_map(lpa_text_map map)
{
    if (map.items == NULL) {
        return json_null();
    }
    json_t *json = json_object();
    for (size_t place = 0; place < map.length; place++) {
        put(json, map.items[place].key.data, of_text(map.items[place].value));
    }
    return json;
}

json_t *json_items(const void *items, size_t length, size_t size, json_t *(*one)(const void *))
{
    if (items == NULL) {
        return json_null();
    }
    json_t *list = json_array();
    for (size_t place = 0; place < length; place++) {
        json_array_append_new(list, one((const char *)items + place * size));
    }
    return list;
}

void put(json_t *json, const char *name, json_t *value)
{
    json_object_set_new(json, name, value);
}

void put_extra(json_t *json, lpa_text extra)
{
    if (extra.data != NULL) {
        put(json, "extra", of_json(extra));
    }
}

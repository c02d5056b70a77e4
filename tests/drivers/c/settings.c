/* Settings of a client and options of a call, from JSON. */

#include "settings.h"

#include <string.h>

typedef void set_text(lpa_options *options, const char *text);
typedef void set_number(lpa_options *options, double number);
typedef void set_count(lpa_options *options, uint32_t count);
typedef void set_flag(lpa_options *options, bool yes);
typedef void add_pair(lpa_options *options, const char *name, const char *value);

/* A setting, and the function that sets it. */
struct setting {
    const char *name;
    set_text *text;
    set_number *number;
    set_count *count;
    set_flag *flag;
    add_pair *pair;
};

static const struct setting SETTINGS[] = {
    {"api_key", .text = lpa_options_set_api_key},
    {"provhash", .text = lpa_options_set_provhash},
    {"business_url", .text = lpa_options_set_business_url},
    {"provisioning_url", .text = lpa_options_set_provisioning_url},
    {"api_user", .text = lpa_options_set_api_user},
    {"time_zone", .text = lpa_options_set_time_zone},
    {"user_agent_suffix", .text = lpa_options_set_user_agent_suffix},
    {"read_only", .flag = lpa_options_set_read_only},
    {"gone_is_deleted", .flag = lpa_options_set_gone_is_deleted},
    {"requests_per_second", .number = lpa_options_set_requests_per_second},
    {"timeout", .number = lpa_options_set_timeout},
    {"attempt_timeout", .number = lpa_options_set_attempt_timeout},
    {"connect_timeout", .number = lpa_options_set_connect_timeout},
    {"read_timeout", .number = lpa_options_set_read_timeout},
    {"chunk_pause", .number = lpa_options_set_chunk_pause},
    {"max_retries", .count = lpa_options_set_max_retries},
    {"chunk_size", .count = lpa_options_set_chunk_size},
    {"headers", .pair = lpa_options_add_header},
    {"query", .pair = lpa_options_add_query},
};

/* The account number is a number in a step, and a text in C. */
static void set_cid(struct given *given, lpa_options *options)
{
    const char *cid = take_json(given, "cid");
    if (cid != NULL) {
        lpa_options_set_cid(options, cid);
    }
}

static void set_backoff(struct given *given, lpa_options *options)
{
    const json_t *waits = json_object_get(given->left, "backoff");
    if (json_is_object(waits)) {
        lpa_options_set_backoff(options, json_number_value(json_object_get(waits, "base")),
                                json_number_value(json_object_get(waits, "cap")),
                                json_number_value(json_object_get(waits, "longest_asked")));
    }
    json_object_del(given->left, "backoff");
}

static void set(struct given *given, lpa_options *options, const struct setting *setting)
{
    if (setting->text != NULL) {
        const char *text = take_text(given, setting->name);
        if (text != NULL) {
            setting->text(options, text);
        }
    } else if (setting->number != NULL) {
        const lpa_number number = maybe_number(given, setting->name);
        if (number.is_set) {
            setting->number(options, number.value);
        }
    } else if (setting->flag != NULL) {
        const lpa_flag flag = maybe_flag(given, setting->name);
        if (flag.is_set) {
            setting->flag(options, flag.value);
        }
    } else if (setting->count != NULL) {
        if (!json_is_null(json_object_get(given->left, setting->name))) {
            setting->count(options, take_count(given, setting->name));
        }
    } else {
        size_t length = 0;
        const lpa_string_pair *pairs = take_pairs(given, setting->name, &length);
        for (size_t place = 0; place < length; place++) {
            setting->pair(options, pairs[place].key, pairs[place].value);
        }
    }
}

lpa_options *settings_of(struct given *given)
{
    lpa_options *options = lpa_options_new();
    set_cid(given, options);
    set_backoff(given, options);
    for (size_t place = 0; place < sizeof SETTINGS / sizeof *SETTINGS; place++) {
        if (json_object_get(given->left, SETTINGS[place].name) != NULL) {
            set(given, options, &SETTINGS[place]);
        }
    }
    if (!is_taken(given)) {
        lpa_options_free(options);
        return NULL;
    }
    return options;
}

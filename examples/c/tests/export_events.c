#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "programs.h"

/* The day in New York that has 25 hours. */
#define LONG "2024-11-03"

#define LOG_IN "\"action\":\"Log in\""

/* The lines of a file as one array. */
static const json_t *lines(const char *name) {
    lpa_text text = file(name);
    CHECK(text.data != NULL);
    json_t *all = KEEP(json_decref, json_array());
    for (const char *line = text.data, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        json_t *event = json_loadb(line, (size_t)(end - line), 0, NULL);
        CHECK(event != NULL);
        json_array_append_new(all, event);
    }
    return all;
}

static lpa_text member(const json_t *events, size_t at, const char *name) {
    const char *text = json_string_value(json_object_get(json_array_get(events, at), name));
    return (lpa_text){text, text == NULL ? 0 : strlen(text)};
}

static void a_day_of_25_hours_is_whole(void) {
    tenant *made = company();
    static const char *const times[] = {"2024-11-02 23:59:59", LONG " 00:00:00", LONG " 01:30:00",
                                        LONG " 23:59:59", "2024-11-04 00:00:00"};
    for (size_t at = 0; at < LENGTH(times); at++) {
        add_events(made, times[at], LOG_IN, 1);
    }
    ended ended = RUN(made, "export_events", "--day", LONG, "--out", "day.jsonl");
    CHECK_TEXT(ended.err, "");
    CHECK_NUMBER(ended.code, 0);
    CHECK_HOLDS(ended.out, "3 events");
    const json_t *events = lines("day.jsonl");
    CHECK_NUMBER(json_array_size(events), 3);
    CHECK_TEXT(member(events, 0, "time"), LONG " 23:59:59");
    CHECK_TEXT(member(events, 0, "instant"), "2024-11-04T04:59:59Z");
    CHECK(json_is_true(json_object_get(json_array_get(events, 1), "ambiguous")));
    CHECK(json_is_false(json_object_get(json_array_get(events, 2), "ambiguous")));
    CHECK_TEXT(member(events, 2, "instant"), "2024-11-03T04:00:00Z");
}

static void a_day_of_23_hours_is_whole(void) {
    tenant *made = company();
    static const char *const times[] = {"2024-03-10 00:00:00", "2024-03-10 03:00:00",
                                        "2024-03-10 23:59:59", "2024-03-11 00:00:00"};
    for (size_t at = 0; at < LENGTH(times); at++) {
        add_events(made, times[at], LOG_IN, 1);
    }
    CHECK_NUMBER(RUN(made, "export_events", "--day", "2024-03-10").code, 0);
    const json_t *events = lines("events-2024-03-10.jsonl");
    CHECK_NUMBER(json_array_size(events), 3);
    CHECK_TEXT(member(events, 0, "instant"), "2024-03-11T03:59:59Z");
    CHECK_TEXT(member(events, 2, "instant"), "2024-03-10T05:00:00Z");
}

static void equal_events_are_told_apart_and_known_again(void) {
    tenant *made = company();
    add_events(made, LONG " 10:15:00",
               "\"action\":\"Failed login attempt\",\"data\":\"\\u00fcn\\\"\\t\\\\\"", 5);
    CHECK_NUMBER(RUN(made, "export_events", "--day", LONG).code, 0);
    const json_t *first = lines("events-" LONG ".jsonl");
    CHECK_NUMBER(json_array_size(first), 5);
    for (size_t at = 0; at < 5; at++) {
        CHECK_TEXT(member(first, at, "data"), "ün\"\t\\");
        for (size_t other = 0; other < at; other++) {
            CHECK(strcmp(member(first, at, "id").data, member(first, other, "id").data) != 0);
        }
    }
    CHECK_NUMBER(RUN(made, "export_events", "--day", LONG).code, 0);
    CHECK(json_equal(lines("events-" LONG ".jsonl"), first));
    CHECK_NUMBER(files(), 1);
}

static void no_file_is_written_if_a_page_in_the_middle_fails(void) {
    tenant *made = company();
    quirks(made, "{\"event_limit\":2}");
    add_events(made, LONG " 10:15:00", LOG_IN, 5);
    fault(made, "reporting", "\"truncated-json\"", 0, 1);
    ended ended = RUN(made, "export_events", "--day", LONG);
    CHECK_NUMBER(ended.code, 1);
    CHECK_HOLDS(ended.err, "No file was written");
    CHECK_NUMBER(files(), 0);

    clear_faults(made);
    CHECK_NUMBER(RUN(made, "export_events", "--day", LONG).code, 0);
    CHECK_NUMBER(json_array_size(lines("events-" LONG ".jsonl")), 5);
}

/* The day in the time zone of the company so many days ago. */
static const char *day(int ago) {
    static char text[32];
    setenv("TZ", "America/New_York", 1);
    time_t now = time(NULL);
    struct tm noon = *localtime(&now);
    noon.tm_mday -= ago;
    noon.tm_hour = 12;
    noon.tm_isdst = -1;
    mktime(&noon);
    strftime(text, sizeof text, "%Y-%m-%d", &noon);
    return text;
}

static void yesterday_is_that_of_the_account(void) {
    tenant *made = company();
    char time[64], name[64];
    snprintf(time, sizeof time, "%s 12:00:00", day(1));
    snprintf(name, sizeof name, "events-%s.jsonl", day(1));
    add_events(made, time, LOG_IN, 1);
    CHECK_NUMBER(RUN(made, "export_events").code, 0);
    CHECK_NUMBER(files(), 1);
    CHECK_NUMBER(json_array_size(lines(name)), 1);
}

static void a_day_that_is_not_over_or_is_none_is_refused(void) {
    tenant *made = company();

    const struct {
        const char *day;
        const char *said;
    } cases[] = {{day(0), "is not over yet"},  {"2024-02-30", "is no day"},
                 {"yesterday", "is no day"},   {"2024-1-1", "is no day"},
                 {"2024-11-03x", "is no day"}, {"", "is no day"}};

    for (size_t at = 0; at < LENGTH(cases); at++) {
        in_case(cases[at].day);
        ended ended = RUN(made, "export_events", "--day", cases[at].day);
        CHECK_NUMBER(ended.code, 2);
        CHECK_HOLDS(ended.err, cases[at].said);
    }
    CHECK_NUMBER(hits(made, NULL), 0);
}

static void without_the_zone_of_the_account_nothing_is_asked(void) {
    tenant *made = company();
    static const char *const zones[] = {NULL, "", "Mars/Olympus", "../etc"};
    for (size_t at = 0; at < LENGTH(zones); at++) {
        json_object_del(made->environment, "LASTPASS_TIME_ZONE");
        if (zones[at] != NULL) {
            json_object_set_new(made->environment, "LASTPASS_TIME_ZONE", json_string(zones[at]));
        }
        ended ended = RUN(made, "export_events", "--day", LONG);
        CHECK_NUMBER(ended.code, 2);
        CHECK_HOLDS(ended.err, "LASTPASS_TIME_ZONE");
    }
    CHECK_NUMBER(hits(made, NULL), 0);
    CHECK_NUMBER(files(), 0);
}

static void a_service_that_asks_to_wait_is_not_waited_for_in_vain(void) {
    tenant *made = company();
    fault(made, "reporting", "{\"too-many-requests\":{\"retry_after\":{\"seconds\":7200}}}", 0, 0);
    ended ended = RUN(made, "export_events", "--day", LONG);
    CHECK_NUMBER(ended.code, 1);
    CHECK_HOLDS(ended.err, "Run it again in 7200 s");
    CHECK_NUMBER(files(), 0);
}

static void a_folder_that_is_not_there_is_said(void) {
    tenant *made = company();
    ended ended = RUN(made, "export_events", "--day", LONG, "--out", "nowhere/day.jsonl");
    CHECK_NUMBER(ended.code, 1);
    CHECK_HOLDS(ended.err, "No such file or directory");
}

MAIN(TEST(a_day_of_25_hours_is_whole), TEST(a_day_of_23_hours_is_whole),
     TEST(equal_events_are_told_apart_and_known_again),
     TEST(no_file_is_written_if_a_page_in_the_middle_fails), TEST(yesterday_is_that_of_the_account),
     TEST(a_day_that_is_not_over_or_is_none_is_refused),
     TEST(without_the_zone_of_the_account_nothing_is_asked),
     TEST(a_service_that_asks_to_wait_is_not_waited_for_in_vain),
     TEST(a_folder_that_is_not_there_is_said))

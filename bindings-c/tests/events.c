/* Reading the audit log again and again, with a cursor that is stored in between. */
#include <stdlib.h>
#include <string.h>

#include "sandbox.h"

#define START "2024-05-02 00:00:00"

static lpa_json *cursor_at(const char *start, uint32_t overlap) {
    lpa_json *cursor = NULL;
    OK(lpa_event_cursor_new(start, overlap, &cursor, &why));
    return KEEP(lpa_json_free, cursor);
}

static const lpa_event_batch *since(const lpa_client *lp, const char *cursor) {
    lpa_event_batch *batch = NULL;
    OK(lpa_provisioning_events_since(lp, cursor, NULL, NULL, &batch, &why));
    return KEEP(lpa_event_batch_free, batch);
}

/* How many events tell of something else than of this reading, which the vendor logs too. */
static size_t news(const lpa_event_batch *batch) {
    size_t count = 0;
    for (size_t at = 0; at < batch->events.length; at++) {
        count += strcmp(batch->events.items[at].action.data, "Reporting") != 0;
    }
    return count;
}

static void an_event_is_given_once_and_a_late_one_too(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    add_event(made, "2024-05-02 10:15:00", "Log in");
    const lpa_event_batch *first = since(lp, cursor_at(START, 3600)->text.data);
    CHECK_NUMBER(news(first), 1);
    const lpa_event *event = &first->events.items[0];
    CHECK_TEXT(event->action, "Log in");
    CHECK_TEXT(event->time.text, "2024-05-02 10:15:00");
    CHECK_NUMBER(event->time.unix_seconds, 1714659300);
    CHECK_NUMBER(event->id.length, 32);
    CHECK(event->ordinal.is_set && event->ordinal.value == 0);

    char *stored = KEEP(free, malloc(first->cursor.length + 1));
    strcpy(stored, first->cursor.data);
    CHECK_NUMBER(news(since(lp, stored)), 0);
    add_event(made, "2024-05-02 10:00:00", "Log out");
    add_event(made, "2024-05-02 10:30:00", "Site added");
    const lpa_event_batch *second = since(lp, stored);
    CHECK_NUMBER(news(second), 2);
    CHECK_TEXT(second->events.items[0].action, "Log out");
}

static void how_late_an_event_may_come_is_in_seconds(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    add_event(made, "2024-05-02 10:15:00", "Log in");
    const lpa_event_batch *first = since(lp, cursor_at(START, 300)->text.data);
    add_event(made, "2024-05-02 10:05:00", "Log out");
    CHECK_NUMBER(news(since(lp, first->cursor.data)), 0);
}

static void filters_go_along(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    add_event(made, "2024-05-02 10:15:00", "Log in");
    lpa_provisioning_events_since_params bob = {.user = "bob@example.com"};
    lpa_event_batch *batch = NULL;
    OK(lpa_provisioning_events_since(lp, cursor_at(START, 3600)->text.data, &bob, NULL, &batch,
                                     &why));
    KEEP(lpa_event_batch_free, batch);
    CHECK_NUMBER(news(batch), 0);
    CHECK(batch->cursor.data != NULL);
}

static void a_cursor_is_json_that_every_language_reads(void) {
    json_t *cursor = KEEP(json_decref, json_loads(cursor_at(START, 60)->text.data, 0, NULL));
    CHECK(strcmp(json_string_value(json_object_get(cursor, "latest")), "2024-05-02T00:00:00") == 0);
    CHECK_NUMBER(json_integer_value(json_object_get(cursor, "overlap_seconds")), 60);
    CHECK(json_is_array(json_object_get(cursor, "given")));
}

static void event_reports_need_a_zone(void) {
    tenant *made = company();
    lpa_options *with = settings(made);
    lpa_options_set_time_zone(with, NULL);
    lpa_client *lp = client(with);
    lpa_event_batch *batch;
    FAILS(LPA_INVALID_ARGUMENT, lpa_provisioning_events_since(lp, cursor_at(START, 60)->text.data,
                                                              NULL, NULL, &batch, &why));
    CHECK_TEXT(lpa_error_parameter(why), "time_zone");
    CHECK_NUMBER(hits(made, NULL), 0);
}

MAIN(TEST(an_event_is_given_once_and_a_late_one_too),
     TEST(how_late_an_event_may_come_is_in_seconds), TEST(filters_go_along),
     TEST(a_cursor_is_json_that_every_language_reads), TEST(event_reports_need_a_zone))

/* What cannot be meant is refused by the name of the parameter, and nothing is sent. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sandbox.h"

/* Half of a letter of UTF-8, and other bytes that are none. */
#define NO_TEXT "a\xc3"

#define BOB "bob@example.com"
#define GRACE "grace@example.com"

/* Checks that a call is refused because of this parameter. */
#define REFUSED(parameter, call)                                    \
    do {                                                            \
        in_case(parameter);                                         \
        FAILS(LPA_INVALID_ARGUMENT, call);                          \
        CHECK_TEXT(lpa_error_parameter(why), parameter);            \
        CHECK_TEXT(lpa_error_delivery(why), LPA_DELIVERY_NOT_SENT); \
        CHECK_HOLDS(lpa_error_message(why), parameter);             \
    } while (0)

static tenant *made;
static lpa_client *lp;
static int asked;

static void *const poison = (void *)(uintptr_t)0xdead;

/* Results that no call here has any business to write. */
static lpa_client *client_out;
static lpa_company_user *user;
static lpa_provisioning_user *provisioned;
static lpa_pager *pager;
static lpa_page *page;
static lpa_outcome *outcome;
static lpa_raw_response *raw;
static lpa_json *json;
static lpa_answer *answer;
static lpa_event_batch *batch;
static lpa_credential_report *report;
static lpa_group *group;
static lpa_texts *texts;
static lpa_billing_cycle_list *cycles;
static lpa_push_sites_reply *pushed;

static void set_up(void) {
    made = company();
    lp = client_of(made);
    asked = hits(made, NULL);
    client_out = poison;
    user = poison;
    provisioned = poison;
    pager = poison;
    page = poison;
    outcome = poison;
    raw = poison;
    json = poison;
    answer = poison;
    batch = poison;
    report = poison;
    group = poison;
    texts = poison;
    cycles = poison;
    pushed = poison;
}

static void nothing_was_done(void) {
    CHECK_NUMBER(hits(made, NULL), asked);
    const void *results[] = {client_out, user,  provisioned, pager, page,  outcome, raw,   json,
                             answer,     batch, report,      group, texts, cycles,  pushed};
    for (size_t at = 0; at < LENGTH(results); at++) {
        CHECK(results[at] == poison);
    }
}

static void no_client(void) {
    set_up();
    const char *usernames[] = {ADA};
    REFUSED("client", lpa_users_get(NULL, FIRST_ID, NULL, &user, &why));
    REFUSED("client", lpa_users_list(NULL, NULL, NULL, &pager, &why));
    REFUSED("client", lpa_users_delete(NULL, FIRST_ID, NULL, &why));
    REFUSED("client", lpa_provisioning_users_disable(NULL, usernames, 1, NULL, &outcome, &why));
    REFUSED("client", lpa_provisioning_groups_get(NULL, "Eng", NULL, &group, &why));
    REFUSED("client", lpa_iam_users_list(NULL, NULL, NULL, &pager, &why));
    REFUSED("client", lpa_check(NULL, NULL, &report, &why));
    REFUSED("client", lpa_request(NULL, "GET", "/v1/users", NULL, 0, NULL, NULL, &raw, &why));
    REFUSED("client", lpa_command(NULL, "getuserdata", NULL, NULL, &json, &why));
    REFUSED("client", lpa_poll(NULL, "https://api.lastpass.com/business/x", NULL, &raw, &why));
    REFUSED("client", lpa_call(NULL, "check", "{}", 2, NULL, &answer, &why));
    REFUSED("client", lpa_list(NULL, "users.list", "{}", 2, NULL, &pager, &why));
    REFUSED("client", lpa_client_with_options(NULL, NULL, &client_out, &why));
    nothing_was_done();
}

static void no_place_for_the_result(void) {
    set_up();
    const char *usernames[] = {ADA};
    lpa_users_create_params new_user = {.email = GRACE, .creation_account_action = "stage"};
    REFUSED("client", lpa_client_new(NULL, NULL, &why));
    REFUSED("changed", lpa_client_with_options(lp, NULL, NULL, &why));
    REFUSED("user", lpa_users_get(lp, FIRST_ID, NULL, NULL, &why));
    REFUSED("user", lpa_users_create(lp, &new_user, NULL, NULL, &why));
    REFUSED("pager", lpa_users_list(lp, NULL, NULL, NULL, &why));
    REFUSED("outcome", lpa_provisioning_users_disable(lp, usernames, 1, NULL, NULL, &why));
    REFUSED("group", lpa_provisioning_groups_get(lp, "Eng", NULL, NULL, &why));
    REFUSED("report", lpa_check(lp, NULL, NULL, &why));
    REFUSED("response",
            lpa_request(lp, "DELETE", "/v1/users/80001", NULL, 0, NULL, NULL, NULL, &why));
    REFUSED("json", lpa_command(lp, "disableuser", NULL, NULL, NULL, &why));
    REFUSED("answer", lpa_call(lp, "users.delete", "{\"user_id\":80001}", 17, NULL, NULL, &why));
    REFUSED("pager", lpa_list(lp, "users.list", "{}", 2, NULL, NULL, &why));
    REFUSED("cursor", lpa_event_cursor_new("2024-05-02 00:00:00", 3600, NULL, &why));
    lpa_pager *users = NULL;
    OK(lpa_users_list(lp, NULL, NULL, &users, &why));
    KEEP(lpa_pager_free, users);
    REFUSED("page", lpa_pager_next_page(users, NULL, &why));
    REFUSED("pager", lpa_pager_next_page(NULL, &page, &why));
    nothing_was_done();
}

/* Nor is the error asked for: all the same, nothing happens. */
static void nothing_at_all(void) {
    set_up();
    CHECK_NUMBER(lpa_users_get(NULL, FIRST_ID, NULL, NULL, NULL), LPA_INVALID_ARGUMENT);
    CHECK_NUMBER(lpa_client_new(NULL, NULL, NULL), LPA_INVALID_ARGUMENT);
    CHECK_NUMBER(lpa_call(NULL, NULL, NULL, 0, NULL, NULL, NULL), LPA_INVALID_ARGUMENT);
    CHECK_NUMBER(lpa_list(NULL, NULL, NULL, 0, NULL, NULL, NULL), LPA_INVALID_ARGUMENT);
    CHECK_NUMBER(lpa_pager_next_page(NULL, NULL, NULL), LPA_INVALID_ARGUMENT);
    CHECK_NUMBER(lpa_request(NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL),
                 LPA_INVALID_ARGUMENT);
    CHECK_NUMBER(lpa_event_cursor_new(NULL, 0, NULL, NULL), LPA_INVALID_ARGUMENT);
    CHECK_TEXT(lpa_pager_page_token(NULL), NULL);
    CHECK_NUMBER(lpa_pager_summary(NULL).items, 0);
    lpa_pager_pause(NULL);
    size_t length = 7;
    CHECK(lpa_page_company_users(NULL, &length) == NULL);
    CHECK_NUMBER(length, 0);
    CHECK(lpa_page_company_users(NULL, NULL) == NULL);
    nothing_was_done();
}

static void required_arguments_that_are_missing(void) {
    set_up();
    const char *with_hole[] = {ADA, NULL, BOB};
    lpa_users_create_params no_action = {.email = GRACE},
                            no_email = {.creation_account_action = "stage"};
    lpa_provisioning_users_delete_many_params no_limit = {.action = "deactivate"};
    lpa_provisioning_users_delete_permanently_params unconfirmed = {NULL};
    lpa_batch_add_user rows[] = {{.username = ADA}, {.full_name = "Bob"}};
    REFUSED("username", lpa_provisioning_users_get(lp, NULL, NULL, &provisioned, &why));
    REFUSED("name", lpa_provisioning_groups_get(lp, NULL, NULL, &group, &why));
    REFUSED("usernames", lpa_provisioning_users_disable(lp, NULL, 0, NULL, &outcome, &why));
    REFUSED("usernames", lpa_provisioning_users_disable(lp, NULL, 2, NULL, &outcome, &why));
    REFUSED("usernames[1]", lpa_provisioning_users_disable(lp, with_hole, 3, NULL, &outcome, &why));
    REFUSED("email", lpa_users_create(lp, NULL, NULL, &user, &why));
    REFUSED("email", lpa_users_create(lp, &no_email, NULL, &user, &why));
    REFUSED("creation_account_action", lpa_users_create(lp, &no_action, NULL, &user, &why));
    REFUSED("at_most",
            lpa_provisioning_users_delete_many(lp, with_hole, 1, &no_limit, NULL, &outcome, &why));
    REFUSED("confirm_username",
            lpa_provisioning_users_delete_permanently(lp, ADA, &unconfirmed, NULL, &why));
    REFUSED("confirm_username",
            lpa_provisioning_users_delete_permanently(lp, ADA, NULL, NULL, &why));
    REFUSED("users", lpa_provisioning_users_add(lp, NULL, 0, NULL, &outcome, &why));
    REFUSED("users", lpa_provisioning_users_add(lp, NULL, 1, NULL, &outcome, &why));
    REFUSED("users[1].username", lpa_provisioning_users_add(lp, rows, 2, NULL, &outcome, &why));
    REFUSED("method", lpa_request(lp, NULL, "/v1/users", NULL, 0, NULL, NULL, &raw, &why));
    REFUSED("path", lpa_request(lp, "GET", NULL, NULL, 0, NULL, NULL, &raw, &why));
    REFUSED("query", lpa_request(lp, "GET", "/v1/users", NULL, 1, NULL, NULL, &raw, &why));
    REFUSED("command", lpa_command(lp, NULL, NULL, NULL, &json, &why));
    REFUSED("url", lpa_poll(lp, NULL, NULL, &raw, &why));
    REFUSED("cursor", lpa_provisioning_events_since(lp, NULL, NULL, NULL, &batch, &why));
    REFUSED("start", lpa_event_cursor_new(NULL, 3600, &json, &why));
    REFUSED("operation", lpa_call(lp, NULL, "{}", 2, NULL, &answer, &why));
    nothing_was_done();
}

static void what_is_no_utf8(void) {
    set_up();
    const char *usernames[] = {ADA, NO_TEXT};
    lpa_users_list_params filter = {.email = NO_TEXT};
    lpa_users_create_params named = {
        .email = GRACE, .creation_account_action = "stage", .name = NO_TEXT};
    lpa_users_create_params more = {
        .email = GRACE, .creation_account_action = "stage", .extra = "{\"a\":\"\xff\"}"};
    lpa_string_pair bad_key[] = {{NO_TEXT, "x"}}, bad_value[] = {{"x", NO_TEXT}};
    lpa_batch_add_user row = {.username = ADA, .full_name = NO_TEXT};
    lpa_batch_add_user keyed = {.username = ADA, .attribs = bad_key, .attribs_length = 1};
    lpa_batch_add_user valued = {.username = ADA, .attribs = bad_value, .attribs_length = 1};
    lpa_batch_add_user grouped = {.username = ADA, .groups = usernames, .groups_length = 2};
    REFUSED("username", lpa_provisioning_users_get(lp, NO_TEXT, NULL, &provisioned, &why));
    REFUSED("usernames[1]", lpa_provisioning_users_disable(lp, usernames, 2, NULL, &outcome, &why));
    REFUSED("email", lpa_users_list(lp, &filter, NULL, &pager, &why));
    REFUSED("name", lpa_users_create(lp, &named, NULL, &user, &why));
    REFUSED("extra", lpa_users_create(lp, &more, NULL, &user, &why));
    REFUSED("users[0].full_name", lpa_provisioning_users_add(lp, &row, 1, NULL, &outcome, &why));
    FAILS(LPA_INVALID_ARGUMENT, lpa_provisioning_users_add(lp, &keyed, 1, NULL, &outcome, &why));
    CHECK_HOLDS(lpa_error_parameter(why), "users[0].attribs");
    FAILS(LPA_INVALID_ARGUMENT, lpa_provisioning_users_add(lp, &valued, 1, NULL, &outcome, &why));
    CHECK_HOLDS(lpa_error_parameter(why), "users[0].attribs");
    REFUSED("users[0].groups[1]",
            lpa_provisioning_users_add(lp, &grouped, 1, NULL, &outcome, &why));
    REFUSED("method", lpa_request(lp, NO_TEXT, "/v1/users", NULL, 0, NULL, NULL, &raw, &why));
    REFUSED("path", lpa_request(lp, "GET", NO_TEXT, NULL, 0, NULL, NULL, &raw, &why));
    FAILS(LPA_INVALID_ARGUMENT,
          lpa_request(lp, "GET", "/v1/users", bad_value, 1, NULL, NULL, &raw, &why));
    CHECK_HOLDS(lpa_error_parameter(why), "query");
    REFUSED("body",
            lpa_request(lp, "POST", "/v1/users", NULL, 0, "{\"a\":\"\xff\"}", NULL, &raw, &why));
    REFUSED("command", lpa_command(lp, NO_TEXT, NULL, NULL, &json, &why));
    REFUSED("data", lpa_command(lp, "getuserdata", "\"\xff\"", NULL, &json, &why));
    REFUSED("url", lpa_poll(lp, NO_TEXT, NULL, &raw, &why));
    REFUSED("operation", lpa_call(lp, NO_TEXT, "{}", 2, NULL, &answer, &why));
    REFUSED("arguments", lpa_call(lp, "users.get", "{\"\xff\":1}", 7, NULL, &answer, &why));
    REFUSED("start", lpa_event_cursor_new(NO_TEXT, 3600, &json, &why));
    REFUSED("cursor", lpa_provisioning_events_since(lp, NO_TEXT, NULL, NULL, &batch, &why));
    nothing_was_done();
}

static void json_that_is_none(void) {
    set_up();
    static const char *const none[] = {"", " ", "{", "{\"a\":1}}", "{\"a\":01}", "nil", "{'a':1}"};
    for (size_t at = 0; at < LENGTH(none); at++) {
        size_t length = strlen(none[at]);
        lpa_users_create_params more = {
            .email = GRACE, .creation_account_action = "stage", .extra = none[at]};
        REFUSED("extra", lpa_users_create(lp, &more, NULL, &user, &why));
        REFUSED("body", lpa_request(lp, "POST", "/v1/users", NULL, 0, none[at], NULL, &raw, &why));
        REFUSED("data", lpa_command(lp, "getuserdata", none[at], NULL, &json, &why));
        REFUSED("cursor", lpa_provisioning_events_since(lp, none[at], NULL, NULL, &batch, &why));
        REFUSED("arguments", lpa_call(lp, "users.get", none[at], length, NULL, &answer, &why));
        REFUSED("arguments", lpa_list(lp, "users.list", none[at], length, NULL, &pager, &why));
    }
    lpa_users_create_params list = {
        .email = GRACE, .creation_account_action = "stage", .extra = "[1]"};
    REFUSED("extra", lpa_users_create(lp, &list, NULL, &user, &why));
    REFUSED("arguments", lpa_call(lp, "users.get", "[1]", 3, NULL, &answer, &why));
    REFUSED("arguments", lpa_call(lp, "users.get", NULL, 5, NULL, &answer, &why));
    REFUSED("cursor",
            lpa_provisioning_events_since(lp, "{\"latest\":5}", NULL, NULL, &batch, &why));
    nothing_was_done();
}

/* JSON so deep that a reader that calls itself runs out of stack. */
static void json_without_end(void) {
    set_up();

    enum { DEPTH = 200000 };

    char *deep = KEEP(free, malloc(DEPTH + 20));
    memcpy(deep, "{\"a\":", 5);
    memset(deep + 5, '[', DEPTH);
    strcpy(deep + 5 + DEPTH, "}");
    lpa_users_create_params more = {
        .email = GRACE, .creation_account_action = "stage", .extra = deep};
    REFUSED("extra", lpa_users_create(lp, &more, NULL, &user, &why));
    REFUSED("arguments", lpa_call(lp, "users.get", deep, strlen(deep), NULL, &answer, &why));
    nothing_was_done();
}

static void values_that_cannot_be_meant(void) {
    set_up();
    const char *usernames[] = {ADA, BOB}, *nobody[] = {ADA, "nobody"};
    lpa_provisioning_users_delete_permanently_params another = {.confirm_username = BOB};
    lpa_provisioning_users_delete_many_params few = {.action = "deactivate", .at_most = {1, 1}};
    lpa_provisioning_users_delete_many_params erase = {.action = "erase", .at_most = {2, 1}};
    lpa_provisioning_users_delete_many_params minus = {.action = "deactivate", .at_most = {-1, 1}};
    lpa_reports_list_billing_cycles_params no_cycles = {.number_of_cycles = {-5, 1}};
    lpa_provisioning_events_list_params no_time = {.from = "yesterday"};
    REFUSED("username", lpa_provisioning_users_get(lp, "", NULL, &provisioned, &why));
    REFUSED("usernames", lpa_provisioning_users_disable(lp, nobody, 2, NULL, &outcome, &why));
    REFUSED("confirm_username",
            lpa_provisioning_users_delete_permanently(lp, ADA, &another, NULL, &why));
    REFUSED("usernames",
            lpa_provisioning_users_delete_many(lp, usernames, 2, &few, NULL, &outcome, &why));
    REFUSED("action",
            lpa_provisioning_users_delete_many(lp, usernames, 2, &erase, NULL, &outcome, &why));
    REFUSED("at_most",
            lpa_provisioning_users_delete_many(lp, usernames, 2, &minus, NULL, &outcome, &why));
    REFUSED("number_of_cycles",
            lpa_reports_list_billing_cycles(lp, &no_cycles, NULL, &cycles, &why));
    REFUSED("from", lpa_provisioning_events_list(lp, &no_time, NULL, &pager, &why));
    REFUSED("path", lpa_request(lp, "GET", "https://evil.example/v1/users", NULL, 0, NULL, NULL,
                                &raw, &why));
    REFUSED("start", lpa_event_cursor_new("yesterday", 3600, &json, &why));
    REFUSED("operation", lpa_call(lp, "users.fly", "{}", 2, NULL, &answer, &why));
    REFUSED("operation", lpa_call(lp, "users.list", "{}", 2, NULL, &answer, &why));
    REFUSED("operation", lpa_list(lp, "users.get", "{\"user_id\":1}", 13, NULL, &pager, &why));
    REFUSED("user_id", lpa_call(lp, "users.get", "{\"user_id\":\"x\"}", 15, NULL, &answer, &why));
    REFUSED("nonsense",
            lpa_call(lp, "users.get", "{\"user_id\":1,\"nonsense\":1}", 26, NULL, &answer, &why));
    nothing_was_done();
}

/* A zeroed struct is a struct of which nothing is given, as NULL is. */
static void zeroed_params_are_none(void) {
    set_up();
    lpa_users_list_params none;
    memset(&none, 0, sizeof none);
    lpa_pager *users = NULL;
    OK(lpa_users_list(lp, &none, NULL, &users, &why));
    KEEP(lpa_pager_free, users);
    lpa_page *first = NULL;
    OK(lpa_pager_next_page(users, &first, &why));
    KEEP(lpa_page_free, first);
    CHECK_NUMBER(first->length, USERS);
    CHECK_NUMBER(json_array_size(json_object_get(last_request(made), "query")), 1);
}

MAIN(TEST(no_client), TEST(no_place_for_the_result), TEST(nothing_at_all),
     TEST(required_arguments_that_are_missing), TEST(what_is_no_utf8), TEST(json_that_is_none),
     TEST(json_without_end), TEST(values_that_cannot_be_meant), TEST(zeroed_params_are_none))

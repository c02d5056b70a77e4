/* Calls and lists that are given up, at every stage, by this thread or another one. */
#define _POSIX_C_SOURCE 200809L

#include <stdlib.h>
#include <time.h>

#include "background.h"
#include "sandbox.h"
#include "stub.h"

static lpa_cancel *new_cancel(void) {
    return KEEP(lpa_cancel_free, lpa_cancel_new());
}

static lpa_cancel *fired(void) {
    lpa_cancel *cancel = new_cancel();
    lpa_cancel_fire(cancel);
    return cancel;
}

static lpa_options *with(const lpa_cancel *cancel) {
    lpa_options *with = options();
    lpa_options_set_cancel(with, cancel);
    return with;
}

/* Fires after a while, on a thread of its own, which ends with the test. */
typedef struct firing {
    const lpa_cancel *cancel;
    long after;
    pthread_t thread;
} firing;

static void *fire(void *given) {
    firing *firing = given;
    milliseconds(firing->after);
    lpa_cancel_fire(firing->cancel);
    return NULL;
}

static void join(void *given) {
    firing *firing = given;
    pthread_join(firing->thread, NULL);
    free(firing);
}

static void fire_after(long time, const lpa_cancel *cancel) {
    firing *made = malloc(sizeof *made);
    made->cancel = cancel;
    made->after = time;
    CHECK(pthread_create(&made->thread, NULL, fire, made) == 0);
    later(join, made);
}

static void is_cancelled(reading *reading, const char *delivery) {
    CHECK_NUMBER(end(reading), LPA_CANCELLED);
    CHECK(reading->user == NULL);
    CHECK_NUMBER(lpa_error_kind(reading->error), LPA_CANCELLED);
    CHECK_TEXT(lpa_error_kind_name(reading->error), "cancelled");
    CHECK_TEXT(lpa_error_operation(reading->error), "users.get");
    CHECK_TEXT(lpa_error_delivery(reading->error), delivery);
}

static void nothing_is_sent_with_a_token_that_has_fired(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_options *given_up = with(fired());
    const char *usernames[] = {ADA};
    lpa_users_create_params new_user = {.email = "new@example.com",
                                        .creation_account_action = "stage"};
    lpa_company_user *user;
    lpa_provisioning_user *provisioned;
    lpa_outcome *outcome;
    lpa_credential_report *report;
    lpa_raw_response *raw;
    lpa_json *json;
    lpa_answer *answer;
    FAILS(LPA_CANCELLED, lpa_users_get(lp, FIRST_ID, given_up, &user, &why));
    CHECK_TEXT(lpa_error_delivery(why), LPA_DELIVERY_NOT_SENT);
    CHECK_NUMBER(lpa_error_attempts(why), 0);
    FAILS(LPA_CANCELLED, lpa_users_create(lp, &new_user, given_up, &user, &why));
    FAILS(LPA_CANCELLED, lpa_users_delete(lp, FIRST_ID, given_up, &why));
    FAILS(LPA_CANCELLED, lpa_provisioning_users_get(lp, ADA, given_up, &provisioned, &why));
    FAILS(LPA_CANCELLED,
          lpa_provisioning_users_disable(lp, usernames, 1, given_up, &outcome, &why));
    FAILS(LPA_CANCELLED, lpa_check(lp, given_up, &report, &why));
    FAILS(LPA_CANCELLED, lpa_request(lp, "GET", "/v1/users", NULL, 0, NULL, given_up, &raw, &why));
    FAILS(LPA_CANCELLED, lpa_command(lp, "getuserdata", NULL, given_up, &json, &why));
    FAILS(LPA_CANCELLED,
          lpa_call(lp, "users.get", "{\"user_id\":80001}", 17, given_up, &answer, &why));

    lpa_pager *users = NULL;
    OK(lpa_users_list(lp, NULL, given_up, &users, &why));
    KEEP(lpa_pager_free, users);
    lpa_page *page;
    FAILS(LPA_CANCELLED, lpa_pager_next_page(users, &page, &why));
    CHECK_NUMBER(hits(made, NULL), 0);
}

static void while_connecting(void) {
    lpa_cancel *cancel = new_cancel();
    lpa_client *lp = client(never_connecting());
    double start = seconds();
    reading *call = begin(lp, FIRST_ID, with(cancel));
    milliseconds(200);
    lpa_cancel_fire(cancel);
    is_cancelled(call, LPA_DELIVERY_UNKNOWN);
    CHECK(seconds() - start < 4);
}

static void while_the_server_is_slow(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_cancel *cancel = new_cancel();
    int before = dropped();
    fault(made, "getUser", SLOW, 0, 0);
    reading *call = begin(lp, FIRST_ID, with(cancel));
    until_asked(made, "getUser", 1);
    CHECK(!lpa_cancel_is_fired(cancel));
    lpa_cancel_fire(cancel);
    CHECK(lpa_cancel_is_fired(cancel));
    is_cancelled(call, LPA_DELIVERY_UNKNOWN);
    until_dropped(before + 1);

    clear_faults(made);
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    lpa_company_user_free(user);
    CHECK_NUMBER(hits(made, "getUser"), 2);
}

static void while_the_answer_drips_in(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_cancel *cancel = new_cancel();
    int before = dropped();
    fault(made, "getUser", "{\"drip\":{\"bytes\":1,\"pause_ms\":100}}", 0, 0);
    reading *call = begin(lp, FIRST_ID, with(cancel));
    until_asked(made, "getUser", 1);
    milliseconds(300);
    lpa_cancel_fire(cancel);
    is_cancelled(call, LPA_DELIVERY_UNKNOWN);
    until_dropped(before + 1);
}

static void while_it_waits_to_send_again(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_cancel *cancel = new_cancel();
    fault(made, "getUser", "{\"too-many-requests\":{\"retry_after\":{\"seconds\":30}}}", 0, 0);
    double start = seconds();
    reading *call = begin(lp, FIRST_ID, with(cancel));
    until_asked(made, "getUser", 1);
    milliseconds(100);
    lpa_cancel_fire(cancel);
    CHECK_NUMBER(end(call), LPA_CANCELLED);
    CHECK(seconds() - start < 20);
    CHECK_NUMBER(hits(made, "getUser"), 1);
}

static void in_a_call_on_many_users(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_cancel *cancel = new_cancel();
    lpa_options *one_by_one = with(cancel);
    int before = dropped();
    lpa_options_set_chunk_size(one_by_one, 1);
    fault(made, "disableuser", SLOW, 0, 1);
    const char *usernames[] = {ADA, "bob@example.com", "user00003@example.com"};
    lpa_outcome *outcome;
    fire_after(500, cancel);
    FAILS(LPA_CANCELLED,
          lpa_provisioning_users_disable(lp, usernames, 3, one_by_one, &outcome, &why));
    until_dropped(before + 1);
    CHECK_NUMBER(hits(made, "disableuser"), 2);
}

/* A list of pages of ten. */
static lpa_pager *pages(const lpa_client *lp, const lpa_options *options, const char *token) {
    lpa_users_list_params params = {.page_size = 10, .page_token = token};
    lpa_pager *users = NULL;
    OK(lpa_users_list(lp, &params, options, &users, &why));
    return KEEP(lpa_pager_free, users);
}

static lpa_page *next(lpa_pager *pager) {
    lpa_page *page = NULL;
    OK(lpa_pager_next_page(pager, &page, &why));
    return KEEP(lpa_page_free, page);
}

static void in_a_page(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_cancel *cancel = new_cancel();
    int before = dropped();
    fault(made, "listUsers", SLOW, 0, 1);
    lpa_pager *users = pages(lp, with(cancel), NULL);
    CHECK_NUMBER(next(users)->length, 10);
    fire_after(300, cancel);
    lpa_page *page;
    FAILS(LPA_CANCELLED, lpa_pager_next_page(users, &page, &why));
    until_dropped(before + 1);

    clear_faults(made);
    FAILS(LPA_CANCELLED, lpa_pager_next_page(users, &page, &why));
    lpa_pager *rest = pages(lp, NULL, lpa_pager_page_token(users).data);
    CHECK_NUMBER(((const lpa_company_user *)next(rest)->records)[0].id.value, FIRST_ID + 10);
}

static void between_pages_the_one_that_is_read_ahead_is_dropped(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_cancel *cancel = new_cancel();
    int before = dropped();
    fault(made, "listUsers", SLOW, 0, 2);
    lpa_pager *users = pages(lp, with(cancel), NULL);
    next(users);
    next(users);
    until_asked(made, "listUsers", 3);
    lpa_cancel_fire(cancel);
    lpa_page *page;
    FAILS(LPA_CANCELLED, lpa_pager_next_page(users, &page, &why));
    until_dropped(before + 1);
}

static void many_calls_of_one_token_end_at_once_and_others_go_on(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_cancel *cancel = new_cancel();
    reading *calls[20];
    int before = dropped();
    fault(made, "getUser", SLOW, 20, 0);
    for (int at = 0; at < 20; at++) {
        calls[at] = begin(lp, FIRST_ID + at, with(cancel));
    }
    until_asked(made, "getUser", 20);
    reading *other = begin(lp, FIRST_ID, with(new_cancel()));
    CHECK_NUMBER(end(other), LPA_OK);
    lpa_cancel_fire(cancel);
    for (int at = 0; at < 20; at++) {
        is_cancelled(calls[at], LPA_DELIVERY_UNKNOWN);
    }
    until_dropped(before + 20);
}

static void firing_twice_is_firing_once(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_cancel *cancel = new_cancel();
    fault(made, "getUser", SLOW, 0, 0);
    reading *call = begin(lp, FIRST_ID, with(cancel));
    until_asked(made, "getUser", 1);
    lpa_cancel_fire(cancel);
    lpa_cancel_fire(cancel);
    is_cancelled(call, LPA_DELIVERY_UNKNOWN);
    lpa_cancel_fire(cancel);
    CHECK(lpa_cancel_is_fired(cancel));
}

static void after_the_answer_it_changes_nothing(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_cancel *cancel = new_cancel();
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, FIRST_ID, with(cancel), &user, &why));
    KEEP(lpa_company_user_free, user);
    lpa_cancel_fire(cancel);
    CHECK_TEXT(user->email, ADA);
}

/* What holds a token keeps it alive. */
static void a_token_may_be_freed_while_a_call_uses_it(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    fault(made, "getUser", "{\"delay\":{\"before_ms\":300}}", 0, 0);
    lpa_cancel *cancel = lpa_cancel_new();
    reading *call = begin(lp, FIRST_ID, with(cancel));
    until_asked(made, "getUser", 1);
    lpa_cancel_free(cancel);
    CHECK_NUMBER(end(call), LPA_OK);
    CHECK_NUMBER(call->user->id.value, FIRST_ID);

    lpa_cancel *early = lpa_cancel_new();
    lpa_options *given = with(early);
    lpa_cancel_free(early);
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, FIRST_ID, given, &user, &why));
    lpa_company_user_free(user);
}

static void options_may_be_freed_while_a_list_uses_them(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_cancel *cancel = new_cancel();
    lpa_options *given = lpa_options_new();
    lpa_options_set_cancel(given, cancel);
    lpa_pager *users = pages(lp, given, NULL);
    lpa_options_free(given);
    next(users);
    lpa_cancel_fire(cancel);
    lpa_page *page;
    FAILS(LPA_CANCELLED, lpa_pager_next_page(users, &page, &why));
}

static void a_token_is_used_again_as_long_as_it_has_not_fired(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_cancel *cancel = new_cancel();
    lpa_options *given = with(cancel);
    lpa_company_user *user = NULL;
    for (int turn = 0; turn < 5; turn++) {
        OK(lpa_users_get(lp, FIRST_ID, given, &user, &why));
        lpa_company_user_free(user);
    }
    lpa_cancel_fire(cancel);
    FAILS(LPA_CANCELLED, lpa_users_get(lp, FIRST_ID, given, &user, &why));
    CHECK_NUMBER(hits(made, "getUser"), 5);
}

static void taken_away_it_ends_nothing(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_options *given = with(fired());
    lpa_options_set_cancel(given, NULL);
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, FIRST_ID, given, &user, &why));
    lpa_company_user_free(user);
}

static void a_client_takes_none(void) {
    tenant *made = company();
    lpa_options *given = settings(made);
    lpa_options_set_cancel(given, new_cancel());
    lpa_client *lp;
    FAILS(LPA_INVALID_ARGUMENT, lpa_client_new(given, &lp, &why));
    CHECK_TEXT(lpa_error_parameter(why), "cancel");
}

/* At any moment: it is given up or it is answered, never both, and never neither. */
static void at_any_moment(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    int cancelled = 0;
    for (int turn = 0; turn < 60; turn++) {
        lpa_cancel *cancel = new_cancel();
        reading *call = begin(lp, FIRST_ID, with(cancel));
        struct timespec pause = {0, turn * 100000L};
        nanosleep(&pause, NULL);
        lpa_cancel_fire(cancel);
        lpa_status status = end(call);
        CHECK(status == LPA_OK || status == LPA_CANCELLED);
        CHECK((call->user != NULL) == (status == LPA_OK));
        CHECK((call->error != NULL) == (status == LPA_CANCELLED));
        cancelled += status == LPA_CANCELLED;
    }
    CHECK(cancelled > 0);
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    lpa_company_user_free(user);
}

static void no_token_is_no_mistake(void) {
    lpa_cancel_fire(NULL);
    CHECK(!lpa_cancel_is_fired(NULL));
    lpa_cancel_free(NULL);
}

MAIN(TEST(nothing_is_sent_with_a_token_that_has_fired), TEST(while_connecting),
     TEST(while_the_server_is_slow), TEST(while_the_answer_drips_in),
     TEST(while_it_waits_to_send_again), TEST(in_a_call_on_many_users), TEST(in_a_page),
     TEST(between_pages_the_one_that_is_read_ahead_is_dropped),
     TEST(many_calls_of_one_token_end_at_once_and_others_go_on), TEST(firing_twice_is_firing_once),
     TEST(after_the_answer_it_changes_nothing), TEST(a_token_may_be_freed_while_a_call_uses_it),
     TEST(options_may_be_freed_while_a_list_uses_them),
     TEST(a_token_is_used_again_as_long_as_it_has_not_fired), TEST(taken_away_it_ends_nothing),
     TEST(a_client_takes_none), TEST(at_any_moment), TEST(no_token_is_no_mistake))

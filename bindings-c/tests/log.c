/* The log goes to the function that is set, and tells no secret and nobody's address. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "background.h"
#include "sandbox.h"

/* The lines so far, one below the other. Lines come from several threads at once. */
typedef struct lines {
    pthread_mutex_t one_at_a_time;
    int count;
    int of_level[LPA_LOG_DEBUG + 1];
    size_t length;
    char text[100000];
} lines;

static lines collected, others;

static void collect(void *user_data, lpa_log_level level, const char *line) {
    lines *lines = user_data;
    pthread_mutex_lock(&lines->one_at_a_time);
    lines->count++;
    lines->of_level[level <= LPA_LOG_DEBUG ? level : 0]++;
    size_t left = sizeof lines->text - lines->length;
    int written = snprintf(lines->text + lines->length, left, "%s\n", line);
    lines->length += (size_t)written < left ? (size_t)written : 0;
    pthread_mutex_unlock(&lines->one_at_a_time);
}

static void stop_listening(void *nothing) {
    (void)nothing;
    lpa_log_set(LPA_LOG_DEBUG, NULL, NULL);
}

/* Collects the lines from now on, until the test ends. */
static void listen_from(lpa_log_level least, lines *lines) {
    memset(lines, 0, sizeof *lines);
    pthread_mutex_init(&lines->one_at_a_time, NULL);
    lpa_log_set(least, collect, lines);
    later(stop_listening, NULL);
}

static lpa_text said(const lines *lines) {
    return (lpa_text){lines->text, lines->length};
}

static void read_ada(const lpa_client *lp) {
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    lpa_company_user_free(user);
}

static void an_attempt_is_a_line(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    listen_from(LPA_LOG_DEBUG, &collected);
    read_ada(lp);
    CHECK_NUMBER(collected.of_level[LPA_LOG_DEBUG], 1);
    CHECK_NUMBER(collected.count, 1);
    CHECK_HOLDS(said(&collected), "users.get");
    CHECK_HOLDS(said(&collected), "GET");
    CHECK_HOLDS(said(&collected), "200");
    CHECK_LACKS(said(&collected), "80001");
}

static void a_level_leaves_out_what_is_lighter(void) {
    static const struct {
        const char *name;
        lpa_log_level least;
        int lines;
    } levels[] = {
        {"error", LPA_LOG_ERROR, 0}, {"warn", LPA_LOG_WARN, 1},       {"info", LPA_LOG_INFO, 1},
        {"debug", LPA_LOG_DEBUG, 3}, {"warn again", LPA_LOG_WARN, 1},
    };

    tenant *made = company();
    lpa_client *lp = client_of(made);
    for (size_t at = 0; at < LENGTH(levels); at++) {
        in_case(levels[at].name);
        fault(made, "getUser", "{\"status\":{\"status\":503}}", 1, 0);
        listen_from(levels[at].least, &collected);
        read_ada(lp);
        CHECK_NUMBER(collected.count, levels[at].lines);
        CHECK_NUMBER(collected.of_level[LPA_LOG_WARN], levels[at].lines > 0);
    }
}

static void a_second_function_takes_the_place_of_the_first(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    listen_from(LPA_LOG_DEBUG, &collected);
    listen_from(LPA_LOG_DEBUG, &others);
    read_ada(lp);
    CHECK_NUMBER(collected.count, 0);
    CHECK_NUMBER(others.count, 1);
    lpa_log_set(LPA_LOG_DEBUG, NULL, NULL);
    read_ada(lp);
    CHECK_NUMBER(others.count, 1);
}

static void a_level_that_does_not_exist_is_the_nearest(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    listen_from(99, &collected);
    read_ada(lp);
    CHECK_NUMBER(collected.count, 1);
    listen_from(0, &collected);
    read_ada(lp);
    CHECK_NUMBER(collected.count, 0);
}

/* Listens and does not, over and over, while calls are made. */
static void it_changes_while_calls_are_under_way(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    for (int turn = 0; turn < 20; turn++) {
        reading *calls[8];
        for (int at = 0; at < 8; at++) {
            calls[at] = begin(lp, FIRST_ID + at, NULL);
        }
        lpa_log_set(LPA_LOG_DEBUG, collect, turn % 2 ? &collected : &others);
        lpa_log_set(LPA_LOG_DEBUG, NULL, NULL);
        for (int at = 0; at < 8; at++) {
            CHECK_NUMBER(end(calls[at]), LPA_OK);
        }
    }
}

static void no_secret_and_no_address_is_logged(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    listen_from(LPA_LOG_DEBUG, &collected);
    lpa_users_list_params filter = {.email = ADA, .name = "Ada%"};
    lpa_pager *users = NULL;
    OK(lpa_users_list(lp, &filter, NULL, &users, &why));
    KEEP(lpa_pager_free, users);
    lpa_page *page = NULL;
    OK(lpa_pager_next_page(users, &page, &why));
    lpa_page_free(page);
    lpa_users_create_params taken = {.email = ADA, .creation_account_action = "stage"};
    lpa_company_user *user;
    CHECK(lpa_users_create(lp, &taken, NULL, &user, NULL) != LPA_OK);
    lpa_batch_add_user row = {.username = "grace@example.com", .password = "First-login-1"};
    lpa_outcome *outcome = NULL;
    OK(lpa_provisioning_users_add(lp, &row, 1, NULL, &outcome, &why));
    lpa_outcome_free(outcome);
    lpa_string_pair query[] = {{"email", ADA}};
    lpa_raw_response *raw = NULL;
    OK(lpa_request(lp, "GET", "/v1/users", query, 1, NULL, NULL, &raw, &why));
    lpa_raw_response_free(raw);
    CHECK(collected.count >= 4);
    const char *secrets[] = {made->api_key, made->provhash, made->cid, "First-login-1", "@", "Ada"};
    for (size_t at = 0; at < LENGTH(secrets); at++) {
        CHECK_LACKS(said(&collected), secrets[at]);
    }
}

MAIN(TEST(an_attempt_is_a_line), TEST(a_level_leaves_out_what_is_lighter),
     TEST(a_second_function_takes_the_place_of_the_first),
     TEST(a_level_that_does_not_exist_is_the_nearest), TEST(it_changes_while_calls_are_under_way),
     TEST(no_secret_and_no_address_is_logged))

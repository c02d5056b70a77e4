/* No key, hash or password in anything that can be printed, even if the vendor sends it back. */
#include <stdio.h>
#include <string.h>

#include "sandbox.h"
#include "stub.h"

#define PASSWORD "First-login-literal-1"
#define TEXT KEY ", " HASH " and " PASSWORD
#define ECHO                                                                                      \
    "{\"title\":\"bad " TEXT "\",\"detail\":\"" TEXT "\",\"status\":\"FAIL\",\"errors\":[\"" TEXT \
    "\"]}"

static char logged[100000];

static void write_down(void *user_data, lpa_log_level level, const char *line) {
    (void)user_data;
    (void)level;
    if (strlen(logged) + strlen(line) + 1 < sizeof logged) {
        strcat(logged, line);
    }
}

static void be_quiet(void *nothing) {
    (void)nothing;
    lpa_log_set(LPA_LOG_DEBUG, NULL, NULL);
}

static void is_clean(lpa_text text, bool had_password) {
    const char *secrets[] = {KEY, HASH, PASSWORD};
    for (size_t at = 0; at < (had_password ? 3u : 2u); at++) {
        CHECK(text.data == NULL || strstr(text.data, secrets[at]) == NULL);
    }
}

/* All that can be printed of the last error, and the log. */
static void all_is_clean(bool had_password) {
    const lpa_text texts[] = {
        lpa_error_text(why),   lpa_error_message(why),   lpa_error_title(why),
        lpa_error_detail(why), lpa_error_instance(why),  lpa_error_cause(why),
        lpa_error_json(why),   {logged, strlen(logged)},
    };
    for (size_t at = 0; at < LENGTH(texts); at++) {
        is_clean(texts[at], had_password);
    }
    size_t length;
    const lpa_field_error *fields = lpa_error_field_errors(why, &length);
    for (size_t at = 0; at < length; at++) {
        is_clean(fields[at].detail, had_password);
    }
}

static lpa_status read_user(const lpa_client *lp) {
    lpa_company_user *user;
    return lpa_users_get(lp, 1, NULL, &user, &why);
}

static lpa_status list(const lpa_client *lp) {
    lpa_pager *users = NULL;
    lpa_page *page;
    OK(lpa_users_list(lp, NULL, NULL, &users, &why));
    return lpa_pager_next_page(KEEP(lpa_pager_free, users), &page, &why);
}

static lpa_status read_provisioned(const lpa_client *lp) {
    lpa_provisioning_user *user;
    return lpa_provisioning_users_get(lp, ADA, NULL, &user, &why);
}

static lpa_status add(const lpa_client *lp) {
    lpa_batch_add_user row = {.username = "grace@example.com", .password = PASSWORD};
    lpa_outcome *outcome;
    return lpa_provisioning_users_add(lp, &row, 1, NULL, &outcome, &why);
}

static lpa_status command(const lpa_client *lp) {
    lpa_json *json;
    const char *data = "[{\"username\":\"a@b.c\",\"password\":\"" PASSWORD "\"}]";
    return lpa_command(lp, "batchadd", data, NULL, &json, &why);
}

static void an_answer_that_repeats_a_secret_is_not_handed_on(void) {
    static const struct {
        const char *name;
        lpa_status (*use)(const lpa_client *);
        bool has_password;
    } uses[] = {
        {"a list", list, false},
        {"a command", read_provisioned, false},
        {"users with a password", add, true},
        {"a raw command with a password", command, true},
        {"a read", read_user, false},
    };

    static const int statuses[] = {401, 422, 500, 200};
    for (size_t use = 0; use < LENGTH(uses); use++) {
        for (size_t at = 0; at < LENGTH(statuses); at++) {
            if (uses[use].use == read_user && statuses[at] == 200) {
                continue;
            }
            in_case(uses[use].name);
            logged[0] = '\0';
            lpa_log_set(LPA_LOG_DEBUG, write_down, NULL);
            later(be_quiet, NULL);
            lpa_client *lp = client(answering(statuses[at], ECHO));
            forget_why();
            CHECK(uses[use].use(lp) != LPA_OK);
            all_is_clean(uses[use].has_password);
        }
    }
}

static void key_with_blank(lpa_options *with) {
    lpa_options_set_api_key(with, KEY " ");
}

static void hash_as_key(lpa_options *with) {
    lpa_options_set_api_key(with, HASH);
}

static void key_as_hash(lpa_options *with) {
    lpa_options_set_cid(with, "1");
    lpa_options_set_provhash(with, KEY);
}

static void hash_as_number(lpa_options *with) {
    lpa_options_set_cid(with, HASH);
    lpa_options_set_provhash(with, HASH);
}

static void password_in_url(lpa_options *with) {
    lpa_options_set_api_key(with, KEY);
    lpa_options_set_business_url(with, "https://user:" PASSWORD "@example.com");
}

static void password_in_proxy(lpa_options *with) {
    lpa_options_set_api_key(with, KEY);
    lpa_options_set_proxy(with, "bad://user:" PASSWORD "@");
}

static void half_a_letter_in_key(lpa_options *with) {
    lpa_options_set_api_key(with, KEY "\xff");
}

static void key_as_json(lpa_options *with) {
    lpa_options_set_json(with, "\"" KEY "\"", strlen(KEY) + 2);
}

static void key_in_broken_json(lpa_options *with) {
    lpa_options_set_json(with, "{\"api_key\":\"" KEY "\",}", strlen(KEY) + 15);
}

static void key_as_name(lpa_options *with) {
    lpa_options_set_json(with, "{\"api_key\":[\"" KEY "\"]}", strlen(KEY) + 16);
}

static void a_refusal_does_not_repeat_what_it_refuses(void) {
    void (*const sets[])(lpa_options *) = {
        key_with_blank,    hash_as_key,          key_as_hash, hash_as_number,     password_in_url,
        password_in_proxy, half_a_letter_in_key, key_as_json, key_in_broken_json, key_as_name};
    for (size_t at = 0; at < LENGTH(sets); at++) {
        lpa_options *with = options();
        sets[at](with);
        lpa_client *lp = NULL;
        forget_why();
        CHECK(lpa_client_new(with, &lp, &why) != LPA_OK);
        all_is_clean(true);
    }
}

static void nor_does_that_of_a_call(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_outcome *outcome;
    lpa_batch_add_user rows[] = {{.username = "nobody", .password = PASSWORD}};
    FAILS(LPA_INVALID_ARGUMENT, lpa_provisioning_users_add(lp, rows, 1, NULL, &outcome, &why));
    all_is_clean(true);
    rows[0] = (lpa_batch_add_user){.username = "a@b.c", .password = PASSWORD "\xff"};
    FAILS(LPA_INVALID_ARGUMENT, lpa_provisioning_users_add(lp, rows, 1, NULL, &outcome, &why));
    all_is_clean(true);
    lpa_options *with = options();
    lpa_options_add_header(with, "x-secret", PASSWORD "\n");
    FAILS(LPA_INVALID_ARGUMENT, lpa_provisioning_users_add(lp, rows, 1, with, &outcome, &why));
    all_is_clean(true);
    lpa_json *json;
    FAILS(LPA_INVALID_ARGUMENT,
          lpa_command(lp, "batchadd", "{\"password\":\"" PASSWORD "\"", NULL, &json, &why));
    all_is_clean(true);
    lpa_answer *answer;
    const char broken[] = "{\"users\":[{\"username\":\"a@b.c\",\"password\":[\"" PASSWORD "\"]}]}";
    FAILS(LPA_INVALID_ARGUMENT,
          lpa_call(lp, "provisioning.users.add", broken, strlen(broken), NULL, &answer, &why));
    all_is_clean(true);
}

MAIN(TEST(an_answer_that_repeats_a_secret_is_not_handed_on),
     TEST(a_refusal_does_not_repeat_what_it_refuses), TEST(nor_does_that_of_a_call))

/* Settings of a client, and options of its calls. */
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sandbox.h"
#include "stub.h"

static void read_ada(const lpa_client *lp, const lpa_options *options) {
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, FIRST_ID, options, &user, &why));
    KEEP(lpa_company_user_free, user);
    CHECK_TEXT(user->email, ADA);
}

/* The header of a request that the server saw; NULL: it had none of this name. */
static const char *header(const json_t *request, const char *name) {
    size_t at;
    json_t *pair;
    json_array_foreach(json_object_get(request, "headers"), at, pair) {
        if (strcmp(json_string_value(json_array_get(pair, 0)), name) == 0) {
            return json_string_value(json_array_get(pair, 1));
        }
    }
    return NULL;
}

static void the_environment_is_what_holds_without_settings(void) {
    tenant *made = company();
    const char *name;
    json_t *value;
    json_object_foreach(made->environment, name, value) {
        setenv(name, json_string_value(value), 1);
    }
    lpa_client *lp = NULL;
    lpa_status status = lpa_client_new(NULL, &lp, NULL);
    lpa_client *other = NULL;
    lpa_options *tokyo = options();
    lpa_options_set_time_zone(tokyo, "Asia/Tokyo");
    lpa_status over = lpa_client_new(tokyo, &other, NULL);
    json_object_foreach(made->environment, name, value) {
        unsetenv(name);
    }
    CHECK_NUMBER(status, LPA_OK);
    CHECK_NUMBER(over, LPA_OK);
    KEEP(lpa_client_free, lp);
    KEEP(lpa_client_free, other);
    read_ada(lp, NULL);
    lpa_provisioning_user *user = NULL;
    OK(lpa_provisioning_users_get(other, ADA, NULL, &user, &why));
    KEEP(lpa_provisioning_user_free, user);
    CHECK_NUMBER(user->created.utc_offset, 9 * 3600);
}

static void without_any_credential_there_is_no_client(void) {
    lpa_client *untouched = (lpa_client *)(uintptr_t)8, *lp = untouched;
    FAILS(LPA_CONFIGURATION, lpa_client_new(NULL, &lp, &why));
    CHECK_HOLDS(lpa_error_message(why), "LASTPASS_API_KEY");
    CHECK(lp == untouched);
}

static void settings_go_along(void) {
    tenant *made = company();
    lpa_options *with = settings(made);
    lpa_options_set_user_agent_suffix(with, "my-tool/1.2");
    lpa_options_set_api_user(with, "nightly");
    lpa_options_add_header(with, "x-team", "it");
    lpa_client *lp = client(with);
    lpa_provisioning_user *user = NULL;
    OK(lpa_provisioning_users_get(lp, ADA, NULL, &user, &why));
    KEEP(lpa_provisioning_user_free, user);
    const json_t *request = last_request(made);
    CHECK(strstr(header(request, "user-agent"), "my-tool/1.2") != NULL);
    CHECK(strncmp(header(request, "user-agent"), "lastpass-admin/", 15) == 0);
    CHECK(strcmp(header(request, "x-team"), "it") == 0);
    const json_t *label = json_object_get(json_object_get(request, "body"), "apiuser");
    CHECK(strcmp(json_string_value(label), "nightly") == 0);
}

static void settings_are_read_once(void) {
    tenant *made = company();
    lpa_options *with = settings(made);
    lpa_client *lp = client(with);
    lpa_options_set_api_key(with, "nonsense");
    lpa_options_set_cid(with, "1");
    read_ada(lp, NULL);
}

static void settings_make_several_clients(void) {
    tenant *made = company();
    lpa_options *with = settings(made);
    lpa_client *one = client(with), *other = client(with);
    read_ada(one, NULL);
    read_ada(other, NULL);
}

static void headers_and_query_parameters_go_along(void) {
    tenant *made = company();
    quirks(made, "{\"unknown_query_parameter\":\"ignore\"}");
    lpa_client *lp = client_of(made);
    lpa_options *with = options();
    lpa_options_add_header(with, "X-Request-Id", "abc-1");
    lpa_options_add_header(with, "x-team", "it");
    lpa_options_add_query(with, "expand", "a&b");
    read_ada(lp, with);
    const json_t *request = last_request(made);
    CHECK(strcmp(header(request, "x-request-id"), "abc-1") == 0);
    CHECK(strcmp(header(request, "x-team"), "it") == 0);
    const json_t *pair = json_array_get(json_object_get(request, "query"), 0);
    CHECK(strcmp(json_string_value(json_array_get(pair, 0)), "expand") == 0);
    CHECK(strcmp(json_string_value(json_array_get(pair, 1)), "a&b") == 0);
}

static void time_limits_are_in_seconds(void) {
    tenant *made = company();
    fault(made, "getUser", SLOW, 0, 0);
    lpa_client *lp = client_of(made);
    void (*const limits[])(lpa_options *, double) = {lpa_options_set_timeout,
                                                     lpa_options_set_attempt_timeout};
    for (size_t at = 0; at < LENGTH(limits); at++) {
        lpa_options *with = options();
        limits[at](with, 0.2);
        lpa_options_set_max_retries(with, 0);
        double start = seconds();
        lpa_company_user *user;
        FAILS(LPA_TIMEOUT, lpa_users_get(lp, FIRST_ID, with, &user, &why));
        CHECK(seconds() - start >= 0.199 && seconds() - start < 15);
    }
}

static void a_body_that_stops_is_given_up(void) {
    tenant *made = company();
    fault(made, "getUser", "{\"stall\":{\"after_bytes\":10}}", 0, 0);
    lpa_client *lp = client_of(made);
    lpa_options *with = options();
    lpa_options_set_read_timeout(with, 0.2);
    lpa_options_set_max_retries(with, 0);
    lpa_company_user *user;
    FAILS(LPA_TIMEOUT, lpa_users_get(lp, FIRST_ID, with, &user, &why));
}

static void connecting_has_its_limit(void) {
    lpa_options *with = never_connecting();
    lpa_options_set_connect_timeout(with, 0.2);
    lpa_client *lp = client(with);
    double start = seconds();
    lpa_company_user *user;
    FAILS(LPA_TIMEOUT, lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    CHECK_TEXT(lpa_error_delivery(why), LPA_DELIVERY_NOT_SENT);
    CHECK(seconds() - start < 4);
}

static int64_t attempts(const lpa_client *lp, const lpa_options *options) {
    lpa_company_user *user;
    FAILS(LPA_SERVER, lpa_users_get(lp, FIRST_ID, options, &user, &why));
    return lpa_error_attempts(why);
}

static lpa_options *retries(uint32_t times) {
    lpa_options *with = options();
    lpa_options_set_max_retries(with, times);
    return with;
}

static void options_of_a_call_go_over_those_of_the_client(void) {
    tenant *made = company();
    fault(made, "getUser", "{\"status\":{\"status\":503}}", 0, 0);
    lpa_options *with = settings(made);
    lpa_options_set_max_retries(with, 3);
    lpa_client *lp = client(with), *other = NULL;
    OK(lpa_client_with_options(lp, retries(1), &other, &why));
    KEEP(lpa_client_free, other);
    CHECK_NUMBER(attempts(lp, NULL), 4);
    CHECK_NUMBER(attempts(other, NULL), 2);
    CHECK_NUMBER(attempts(other, retries(0)), 1);
    CHECK_NUMBER(attempts(other, options()), 2);
    CHECK_NUMBER(attempts(lp, NULL), 4);
}

static void another_client_of_the_same_connections_lives_by_itself(void) {
    tenant *made = company();
    lpa_client *lp = NULL, *other = NULL;
    OK(lpa_client_new(settings(made), &lp, &why));
    OK(lpa_client_with_options(lp, NULL, &other, &why));
    lpa_client_free(lp);
    KEEP(lpa_client_free, other);
    read_ada(other, NULL);
}

static void the_size_of_a_part_and_the_pause_between(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_options *with = options();
    lpa_options_set_chunk_size(with, 2);
    lpa_options_set_chunk_pause(with, 0.2);
    const char *usernames[] = {ADA, "bob@example.com", "eve@example.com"};
    lpa_outcome *outcome = NULL;
    double start = seconds();
    OK(lpa_provisioning_users_disable(lp, usernames, 3, with, &outcome, &why));
    KEEP(lpa_outcome_free, outcome);
    CHECK(seconds() - start >= 0.199);
    CHECK_NUMBER(hits(made, "disableuser"), 2);
}

static void gone_is_deleted_where_it_was_sent_again(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_options *with = options();
    lpa_options_set_gone_is_deleted(with, true);
    fault(made, "deleteUser", "\"reset-after\"", 1, 0);
    OK(lpa_users_delete(lp, 80003, with, &why));
    fault(made, "deleteUser", "\"reset-after\"", 1, 0);
    FAILS(LPA_NOT_FOUND, lpa_users_delete(lp, 80004, NULL, &why));
}

static void what_may_only_read_sends_no_write(void) {
    tenant *made = company();
    lpa_options *with = settings(made);
    lpa_options_set_read_only(with, true);
    lpa_client *lp = client(with);
    read_ada(lp, NULL);
    int asked = hits(made, NULL);
    lpa_raw_response *raw;
    lpa_json *json;
    FAILS(LPA_READ_ONLY, lpa_users_delete(lp, FIRST_ID, NULL, &why));
    FAILS(LPA_READ_ONLY, lpa_request(lp, "POST", "/v1/users", NULL, 0, "{}", NULL, &raw, &why));
    FAILS(LPA_READ_ONLY, lpa_command(lp, "disableuser", "[\"" ADA "\"]", NULL, &json, &why));
    CHECK_NUMBER(hits(made, NULL), asked);
}

static void settings_by_their_names(void) {
    tenant *made = company();
    fault(made, "getUser", "{\"status\":{\"status\":503}}", 2, 0);
    lpa_client *lp = client_of(made);
    lpa_options *with = options();
    const char json[] = "{\"max_retries\":0,\"headers\":{\"x-team\":\"it\"}}behind";
    lpa_options_set_json(with, json, strlen(json) - strlen("behind"));
    CHECK_NUMBER(attempts(lp, with), 1);
    lpa_options_set_max_retries(with, 4);
    read_ada(lp, with);
    CHECK(strcmp(header(last_request(made), "x-team"), "it") == 0);
}

static void what_json_set_wrongly_is_set_anew(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_options *with = options();
    const char json[] = "{\"headers\":5,\"query\":[1]}";
    lpa_options_set_json(with, json, strlen(json));
    lpa_options_add_header(with, "x-team", "it");
    lpa_company_user *user;
    FAILS(LPA_INVALID_ARGUMENT, lpa_users_get(lp, FIRST_ID, with, &user, &why));
    CHECK_TEXT(lpa_error_parameter(why), "query");
    lpa_options_add_query(with, "expand", "a");
    quirks(made, "{\"unknown_query_parameter\":\"ignore\"}");
    read_ada(lp, with);
    CHECK(strcmp(header(last_request(made), "x-team"), "it") == 0);
}

static void set_bad_zone(lpa_options *options) {
    lpa_options_set_time_zone(options, "Mars/Olympus");
}

static void set_text_that_is_none(lpa_options *options) {
    lpa_options_set_time_zone(options, "US/\xff");
}

static void set_nan(lpa_options *options) {
    lpa_options_set_timeout(options, NAN);
}

static void set_no_end(lpa_options *options) {
    lpa_options_set_connect_timeout(options, INFINITY);
}

static void set_below_zero(lpa_options *options) {
    lpa_options_set_read_timeout(options, -1);
}

static void set_far_too_long(lpa_options *options) {
    lpa_options_set_attempt_timeout(options, 1e300);
}

static void set_header_of_two_lines(lpa_options *options) {
    lpa_options_add_header(options, "x-team", "it\r\nx: y");
}

static void set_header_of_ours(lpa_options *options) {
    lpa_options_add_header(options, "authorization", "x");
}

static void set_header_without_name(lpa_options *options) {
    lpa_options_add_header(options, NULL, "x");
}

static void set_header_without_value(lpa_options *options) {
    lpa_options_add_header(options, "x-team", NULL);
}

static void set_query_without_value(lpa_options *options) {
    lpa_options_add_query(options, "a", NULL);
}

static void set_unknown(lpa_options *options) {
    lpa_options_set_json(options, "{\"max_retires\":1}", 17);
}

static void set_list(lpa_options *options) {
    lpa_options_set_json(options, "[1]", 3);
}

static void set_half(lpa_options *options) {
    lpa_options_set_json(options, "{\"timeout\":", 11);
}

static void set_nothing(lpa_options *options) {
    lpa_options_set_json(options, NULL, 5);
}

static void set_bad_utf8(lpa_options *options) {
    lpa_options_set_json(options, "{\"query\":{\"a\":\"\xff\"}}", 20);
}

static void set_bad_type(lpa_options *options) {
    lpa_options_set_json(options, "{\"timeout\":\"5s\"}", 16);
}

static void set_key(lpa_options *options) {
    lpa_options_set_api_key(options, KEY);
}

static void set_read_only(lpa_options *options) {
    lpa_options_set_read_only(options, true);
}

static void set_backoff(lpa_options *options) {
    lpa_options_set_backoff(options, 1, 2, 3);
}

static void keep_the_first_mistake(lpa_options *options) {
    lpa_options_set_time_zone(options, "US/\xff");
    lpa_options_add_header(options, "x-team", NULL);
    lpa_options_set_time_zone(options, "US/Eastern");
}

static const struct {
    const char *name;
    void (*set)(lpa_options *);
    const char *parameter;
} mistakes[] = {
    {"a zone that does not exist", set_bad_zone, "time_zone"},
    {"a text that is none", set_text_that_is_none, "time_zone"},
    {"a time that is no number", set_nan, "timeout"},
    {"a time without end", set_no_end, "connect_timeout"},
    {"a time below zero", set_below_zero, "read_timeout"},
    {"a time that is far too long", set_far_too_long, "attempt_timeout"},
    {"a header of two lines", set_header_of_two_lines, "headers"},
    {"a header that is the client's own", set_header_of_ours, "headers"},
    {"a header without a name", set_header_without_name, "headers"},
    {"a header without a value", set_header_without_value, "headers"},
    {"a query parameter without a value", set_query_without_value, "query"},
    {"a name that does not exist", set_unknown, "max_retires"},
    {"JSON that is a list", set_list, "json"},
    {"JSON that is half", set_half, "json"},
    {"JSON that is not there", set_nothing, "json"},
    {"JSON that is no text", set_bad_utf8, "json"},
    {"a text for a number", set_bad_type, "timeout"},
    {"the first of several", keep_the_first_mistake, "time_zone"},
};

/* Those that are a client's alone, given to a call. */
static const struct {
    void (*set)(lpa_options *);
    const char *parameter;
} of_a_client[] = {{set_key, "api_key"}, {set_read_only, "read_only"}, {set_backoff, "backoff"}};

static void refused(const lpa_client *lp, const lpa_options *with, const char *parameter) {
    lpa_company_user *user;
    lpa_pager *users;
    lpa_client *other;
    lpa_credential_report *report;
    FAILS(LPA_INVALID_ARGUMENT, lpa_users_get(lp, FIRST_ID, with, &user, &why));
    CHECK(strncmp(lpa_error_parameter(why).data, parameter, strlen(parameter)) == 0);
    CHECK_TEXT(lpa_error_delivery(why), LPA_DELIVERY_NOT_SENT);
    CHECK_HOLDS(lpa_error_message(why), parameter);
    FAILS(LPA_INVALID_ARGUMENT, lpa_users_list(lp, NULL, with, &users, &why));
    CHECK_HOLDS(lpa_error_parameter(why), parameter);
    FAILS(LPA_INVALID_ARGUMENT, lpa_client_with_options(lp, with, &other, &why));
    CHECK_HOLDS(lpa_error_parameter(why), parameter);
    FAILS(LPA_INVALID_ARGUMENT, lpa_check(lp, with, &report, &why));
    CHECK_HOLDS(lpa_error_parameter(why), parameter);
}

static void a_wrong_option_is_refused_by_its_name(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    for (size_t at = 0; at < LENGTH(mistakes); at++) {
        in_case(mistakes[at].name);
        lpa_options *with = options();
        mistakes[at].set(with);
        refused(lp, with, mistakes[at].parameter);
        refused(lp, with, mistakes[at].parameter);
    }
    for (size_t at = 0; at < LENGTH(of_a_client); at++) {
        in_case(of_a_client[at].parameter);
        lpa_options *with = options();
        of_a_client[at].set(with);
        refused(lp, with, of_a_client[at].parameter);
    }
    CHECK_NUMBER(hits(made, NULL), 0);
}

static void set_key_of_another_form(lpa_options *options) {
    lpa_options_set_api_key(options, "nonsense");
}

static void set_key_that_is_none(lpa_options *options) {
    lpa_options_set_api_key(options, "lpkey_\xff\xfe");
}

static void set_number_without_hash(lpa_options *options) {
    lpa_options_set_cid(options, "1");
}

static void set_hash_without_number(lpa_options *options) {
    lpa_options_set_provhash(options, HASH);
}

static void set_bad_url(lpa_options *options) {
    lpa_options_set_business_url(options, "nonsense");
}

static void set_bad_proxy(lpa_options *options) {
    lpa_options_set_proxy(options, "nonsense://");
}

static void set_no_rate(lpa_options *options) {
    lpa_options_set_requests_per_second(options, 0);
}

static void set_nan_rate(lpa_options *options) {
    lpa_options_set_requests_per_second(options, NAN);
}

static void set_bad_pem(lpa_options *options) {
    lpa_options_set_ca_pem(options, "nonsense", 8);
}

static void set_no_pem(lpa_options *options) {
    lpa_options_set_ca_pem(options, NULL, 8);
}

static void set_bad_backoff(lpa_options *options) {
    lpa_options_set_backoff(options, -1, 5, 5);
}

static void a_wrong_setting_is_refused_by_its_name(void) {
    static const struct {
        void (*set)(lpa_options *);
        const char *parameter;
    } wrong[] = {
        {set_key_of_another_form, "api_key"},
        {set_key_that_is_none, "api_key"},
        {set_number_without_hash, "provhash"},
        {set_hash_without_number, "cid"},
        {set_bad_url, "business_url"},
        {set_bad_proxy, "proxy"},
        {set_no_rate, "requests_per_second"},
        {set_nan_rate, "requests_per_second"},
        {set_bad_pem, "ca_pem"},
        {set_no_pem, "ca_pem"},
        {set_bad_backoff, "backoff"},
        {set_bad_zone, "time_zone"},
    };

    for (size_t at = 0; at < LENGTH(wrong); at++) {
        in_case(wrong[at].parameter);
        lpa_options *with = options();
        if (strcmp(wrong[at].parameter, "provhash") != 0 &&
            strcmp(wrong[at].parameter, "cid") != 0) {
            lpa_options_set_api_key(with, KEY);
        }
        wrong[at].set(with);
        lpa_client *lp = NULL;
        FAILS(LPA_INVALID_ARGUMENT, lpa_client_new(with, &lp, &why));
        CHECK(strncmp(lpa_error_parameter(why).data, wrong[at].parameter,
                      strlen(wrong[at].parameter)) == 0);
        CHECK(lp == NULL);
    }
}

static void what_is_set_to_null_is_not_set(void) {
    tenant *made = company();
    lpa_options *with = settings(made);
    lpa_options_set_user_agent_suffix(with, NULL);
    lpa_options_set_proxy(with, NULL);
    lpa_options_set_api_key(with, NULL);
    lpa_client *lp = client(with);
    lpa_company_user *user;
    FAILS(LPA_CONFIGURATION, lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    lpa_provisioning_user *provisioned = NULL;
    OK(lpa_provisioning_users_get(lp, ADA, NULL, &provisioned, &why));
    lpa_provisioning_user_free(provisioned);
}

static void no_options_are_no_mistake(void) {
    lpa_options_set_api_key(NULL, KEY);
    lpa_options_set_timeout(NULL, 5);
    lpa_options_set_max_retries(NULL, 5);
    lpa_options_set_read_only(NULL, true);
    lpa_options_add_header(NULL, "x", "y");
    lpa_options_set_backoff(NULL, 1, 2, 3);
    lpa_options_set_ca_pem(NULL, NULL, 0);
    lpa_options_set_cancel(NULL, NULL);
    lpa_options_set_json(NULL, NULL, 0);
    lpa_options_free(NULL);
}

static void closing_refuses_further_calls_unsent(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made), *other = NULL;
    read_ada(lp, NULL);
    OK(lpa_client_with_options(lp, NULL, &other, &why));
    KEEP(lpa_client_free, other);
    lpa_client_close(lp);
    lpa_client_close(lp);
    until_unconnected();
    int asked = hits(made, NULL);
    lpa_company_user *user;
    FAILS(LPA_CONFIGURATION, lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    CHECK_HOLDS(lpa_error_message(why), "closed");
    FAILS(LPA_CONFIGURATION, lpa_users_get(other, FIRST_ID, NULL, &user, &why));
    CHECK_NUMBER(hits(made, NULL), asked);
    lpa_client_close(NULL);
    lpa_client_free(NULL);
}

MAIN(TEST(the_environment_is_what_holds_without_settings),
     TEST(without_any_credential_there_is_no_client), TEST(settings_go_along),
     TEST(settings_are_read_once), TEST(settings_make_several_clients),
     TEST(headers_and_query_parameters_go_along), TEST(time_limits_are_in_seconds),
     TEST(a_body_that_stops_is_given_up), TEST(connecting_has_its_limit),
     TEST(options_of_a_call_go_over_those_of_the_client),
     TEST(another_client_of_the_same_connections_lives_by_itself),
     TEST(the_size_of_a_part_and_the_pause_between), TEST(gone_is_deleted_where_it_was_sent_again),
     TEST(what_may_only_read_sends_no_write), TEST(settings_by_their_names),
     TEST(what_json_set_wrongly_is_set_anew), TEST(a_wrong_option_is_refused_by_its_name),
     TEST(a_wrong_setting_is_refused_by_its_name), TEST(what_is_set_to_null_is_not_set),
     TEST(no_options_are_no_mistake), TEST(closing_refuses_further_calls_unsent))

/* Errors: each kind once, and what its fields tell. */
#include <string.h>

#include "sandbox.h"

/* What a kind of error is made of, and what its fields say. */
typedef struct failure {
    lpa_status kind;
    const char *name;
    lpa_status (*use)(const lpa_client *);
    void (*prepare)(const tenant *);
    void (*set)(const tenant *, lpa_options *);
    int64_t status;
    int64_t attempts;
    const char *delivery;
} failure;

static lpa_status get_user(const lpa_client *lp) {
    lpa_company_user *user;
    return lpa_users_get(lp, FIRST_ID, NULL, &user, &why);
}

static lpa_status get_nobody(const lpa_client *lp) {
    lpa_company_user *user;
    return lpa_users_get(lp, 4, NULL, &user, &why);
}

static lpa_status get_provisioned(const lpa_client *lp) {
    lpa_provisioning_user *user;
    return lpa_provisioning_users_get(lp, ADA, NULL, &user, &why);
}

static lpa_status create(const lpa_client *lp) {
    lpa_users_create_params params = {.email = ADA, .creation_account_action = "stage"};
    lpa_company_user *user;
    return lpa_users_create(lp, &params, NULL, &user, &why);
}

static lpa_status update(const lpa_client *lp) {
    lpa_users_update_params params = {.name = "Ada"};
    lpa_company_user *user;
    return lpa_users_update(lp, FIRST_ID, &params, NULL, &user, &why);
}

static lpa_status create_company(const lpa_client *lp) {
    lpa_managed_companies_create_params params = {.name = "New Ltd", .type = "other"};
    lpa_async_request *accepted;
    return lpa_managed_companies_create(lp, &params, NULL, &accepted, &why);
}

static lpa_status read_first_page(const lpa_client *lp, uint32_t size) {
    lpa_users_list_params params = {.page_size = size};
    lpa_pager *users;
    lpa_status status = lpa_users_list(lp, &params, NULL, &users, &why);
    if (status == LPA_OK) {
        lpa_page *page = NULL;
        do {
            lpa_page_free(page);
            page = NULL;
            status = lpa_pager_next_page(users, &page, &why);
        } while (status == LPA_OK && page != NULL);
        lpa_page_free(page);
        lpa_pager_free(users);
    }
    return status;
}

static lpa_status list_too_large(const lpa_client *lp) {
    return read_first_page(lp, 501);
}

static lpa_status list(const lpa_client *lp) {
    return read_first_page(lp, 10);
}

static lpa_status reinvite_nobody(const lpa_client *lp) {
    return lpa_provisioning_users_reinvite(lp, "nobody@example.com", NULL, &why);
}

static lpa_status disable(const lpa_client *lp) {
    const char *usernames[] = {ADA, "nobody@example.com"};
    lpa_outcome *outcome;
    return lpa_provisioning_users_disable(lp, usernames, 2, NULL, &outcome, &why);
}

static lpa_status resource_types(const lpa_client *lp) {
    lpa_texts *types;
    return lpa_iam_list_resource_types(lp, NULL, &types, &why);
}

static void revoke_hash(const tenant *company) {
    take_back(company, "provhash");
}

static void answer_409(const tenant *company) {
    quirks(company, "{\"duplicate_email_status\":409}");
}

static void want_merge(const tenant *company) {
    quirks(company, "{\"patch_media_type\":\"merge-patch\"}");
}

static void answer_429(const tenant *company) {
    fault(company, "getUser", "{\"too-many-requests\":{\"retry_after\":{\"seconds\":300}}}", 0, 0);
}

static void answer_503(const tenant *company) {
    fault(company, "getUser", "{\"status\":{\"status\":503}}", 0, 0);
}

static void refuse_nobody(const tenant *company) {
    quirks(company, "{\"unknown_addresses_are_errors\":true}");
}

static void answer_html(const tenant *company) {
    fault(company, "getUser", "\"html\"", 0, 0);
}

static void be_slow(const tenant *company) {
    fault(company, "getUser", SLOW, 0, 0);
}

static void reset(const tenant *company) {
    fault(company, "createUser", "\"reset-after\"", 0, 0);
}

static void repeat_token(const tenant *company) {
    fault(company, "listUsers", "\"repeat-token\"", 0, 0);
}

static void without_key(const tenant *company, lpa_options *settings) {
    (void)company;
    lpa_options_set_api_key(settings, NULL);
}

static void without_hash(const tenant *company, lpa_options *settings) {
    (void)company;
    lpa_options_set_cid(settings, NULL);
    lpa_options_set_provhash(settings, NULL);
}

static void read_only(const tenant *company, lpa_options *settings) {
    (void)company;
    lpa_options_set_read_only(settings, true);
}

static void forbidden(const tenant *company, lpa_options *settings) {
    lpa_options_set_api_key(settings, company->forbidden_api_key);
}

static void expired(const tenant *company, lpa_options *settings) {
    lpa_options_set_api_key(settings, company->expired_api_key);
}

static void impatient(const tenant *company, lpa_options *settings) {
    (void)company;
    lpa_options_set_attempt_timeout(settings, 0.1);
    lpa_options_set_max_retries(settings, 0);
}

#define UNSENT 0, 0, LPA_DELIVERY_NOT_SENT
#define ANSWERED(status) status, 1, LPA_DELIVERY_ANSWERED

/* A call that was given up is in cancel.c, and a fault of the library in panic.c. */
static const failure failures[] = {
    {LPA_INVALID_ARGUMENT, "invalid_argument", list_too_large, NULL, NULL, UNSENT},
    {LPA_CONFIGURATION, "configuration", get_user, NULL, without_key, UNSENT},
    {LPA_READ_ONLY, "read_only", create, NULL, read_only, UNSENT},
    {LPA_AUTHENTICATION, "authentication", get_provisioned, revoke_hash, NULL, ANSWERED(200)},
    {LPA_PERMISSION, "permission", get_user, NULL, forbidden, ANSWERED(403)},
    {LPA_SUBSCRIPTION_EXPIRED, "subscription_expired", get_user, NULL, expired, ANSWERED(402)},
    {LPA_NOT_FOUND, "not_found", get_nobody, NULL, NULL, ANSWERED(404)},
    {LPA_CONFLICT, "conflict", create, answer_409, NULL, ANSWERED(409)},
    {LPA_INVALID_REQUEST, "invalid_request", create_company, NULL, NULL, ANSWERED(422)},
    {LPA_UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", update, want_merge, NULL, ANSWERED(415)},
    {LPA_RATE_LIMIT, "rate_limit", get_user, answer_429, NULL, ANSWERED(429)},
    {LPA_SERVER, "server", get_user, answer_503, NULL, 503, 3, LPA_DELIVERY_ANSWERED},
    {LPA_REJECTED, "rejected", reinvite_nobody, NULL, NULL, ANSWERED(200)},
    {LPA_PARTIAL, "partial", disable, refuse_nobody, NULL, 0, 1, LPA_DELIVERY_ANSWERED},
    {LPA_UNEXPECTED_RESPONSE, "unexpected_response", get_user, answer_html, NULL, ANSWERED(200)},
    {LPA_TIMEOUT, "timeout", get_user, be_slow, impatient, 0, 1, LPA_DELIVERY_UNKNOWN},
    {LPA_CONNECTION, "connection", create, reset, NULL, 0, 1, LPA_DELIVERY_UNKNOWN},
    {LPA_PAGING, "paging", list, repeat_token, NULL, 0, 0, LPA_DELIVERY_ANSWERED},
    {LPA_NOT_SUPPORTED, "not_supported", resource_types, NULL, without_hash, UNSENT},
};

static void force(const failure *failure) {
    tenant *made = company();
    lpa_options *with = settings(made);
    if (failure->prepare != NULL) {
        failure->prepare(made);
    }
    if (failure->set != NULL) {
        failure->set(made, with);
    }
    lpa_client *lp = client(with);
    FAILS(failure->kind, failure->use(lp));
}

static void every_kind(void) {
    for (size_t at = 0; at < LENGTH(failures); at++) {
        const failure *failure = &failures[at];
        in_case(failure->name);
        force(failure);
        CHECK_TEXT(lpa_error_kind_name(why), failure->name);
        CHECK_NUMBER(lpa_error_http_status(why), failure->status);
        CHECK_NUMBER(lpa_error_attempts(why), failure->attempts);
        CHECK_TEXT(lpa_error_delivery(why), failure->delivery);
        CHECK(lpa_error_message(why).length > 10);
        CHECK(lpa_error_operation(why).data != NULL);
        CHECK_HOLDS(lpa_error_text(why), lpa_error_message(why).data);
        CHECK_LACKS(lpa_error_text(why), "{");
        CHECK_HOLDS(lpa_error_json(why), failure->name);
    }
}

static const failure *of_kind(lpa_status kind) {
    const failure *failure = failures;
    while (failure->kind != kind) {
        failure++;
    }
    return failure;
}

/* The numbers are those of the error table, and never change. */
static void statuses_have_their_numbers(void) {
    CHECK_NUMBER(LPA_OK, 0);
    CHECK_NUMBER(LPA_INVALID_ARGUMENT, 1);
    CHECK_NUMBER(LPA_NOT_FOUND, 7);
    CHECK_NUMBER(LPA_RATE_LIMIT, 11);
    CHECK_NUMBER(LPA_PARTIAL, 14);
    CHECK_NUMBER(LPA_CANCELLED, 19);
    CHECK_NUMBER(LPA_INTERNAL, 21);
}

static void a_problem_of_the_vendor_is_told_in_its_words(void) {
    force(of_kind(LPA_NOT_FOUND));
    CHECK_TEXT(lpa_error_operation(why), "users.get");
    CHECK_TEXT(lpa_error_title(why), "Not Found");
    CHECK_TEXT(lpa_error_detail(why), "The user does not exist.");
    CHECK_TEXT(lpa_error_instance(why), "/business/v1/users/4");
}

static void field_errors_say_what_is_at_fault(void) {
    force(of_kind(LPA_INVALID_REQUEST));
    size_t length = 0;
    const lpa_field_error *fields = lpa_error_field_errors(why, &length);
    CHECK_NUMBER(length, 1);
    CHECK_TEXT(fields[0].detail, "It must be one of managed, managed-msp.");
    CHECK_TEXT(fields[0].pointer, "/type");
}

static void what_is_not_known_is_absent(void) {
    force(of_kind(LPA_INVALID_ARGUMENT));
    CHECK_TEXT(lpa_error_parameter(why), "page_size");
    CHECK_TEXT(lpa_error_title(why), NULL);
    CHECK_TEXT(lpa_error_detail(why), NULL);
    CHECK_TEXT(lpa_error_instance(why), NULL);
    CHECK_TEXT(lpa_error_cause(why), NULL);
    CHECK(lpa_error_retry_after(why) < 0);
    CHECK(lpa_error_outcome(why) == NULL);
    size_t length = 1;
    lpa_error_field_errors(why, &length);
    CHECK_NUMBER(length, 0);
}

static void the_wait_that_the_vendor_asks_for_is_in_seconds(void) {
    force(of_kind(LPA_RATE_LIMIT));
    CHECK(lpa_error_retry_after(why) == 300);
}

static void some_users_of_several_are_told_from_the_others(void) {
    force(of_kind(LPA_PARTIAL));
    const lpa_outcome *outcome = lpa_error_outcome(why);
    CHECK(outcome != NULL);
    CHECK_NUMBER(outcome->rows.length, 2);
    CHECK_TEXT(outcome->rows.items[1].username, "nobody@example.com");
    CHECK_TEXT(outcome->rows.items[1].state, LPA_ROW_STATE_REJECTED);
}

static void where_one_part_fails_the_next_ones_are_not_sent(void) {
    tenant *made = company();
    fault(made, "disableuser", "{\"status\":{\"status\":503}}", 0, 1);
    lpa_client *lp = client_of(made);
    lpa_options *with = options();
    lpa_options_set_chunk_size(with, 1);
    lpa_options_set_max_retries(with, 0);
    const char *usernames[] = {ADA, "bob@example.com", "user00003@example.com"};
    lpa_outcome *outcome;
    FAILS(LPA_PARTIAL, lpa_provisioning_users_disable(lp, usernames, 3, with, &outcome, &why));
    const lpa_outcome *told = lpa_error_outcome(why);
    CHECK_NUMBER(told->rows.length, 3);
    CHECK_TEXT(told->rows.items[0].state, LPA_ROW_STATE_APPLIED);
    CHECK_TEXT(told->rows.items[2].state, LPA_ROW_STATE_NOT_SENT);
}

static void a_failure_of_the_network_has_its_cause(void) {
    tenant *made = company();
    lpa_options *with = settings(made);
    lpa_options_set_business_url(with, "http://127.0.0.1:1/business");
    lpa_options_set_max_retries(with, 0);
    lpa_client *lp = client(with);
    FAILS(LPA_CONNECTION, get_user(lp));
    CHECK_TEXT(lpa_error_delivery(why), LPA_DELIVERY_NOT_SENT);
    CHECK_HOLDS(lpa_error_cause(why), "refused");
}

static void nobody_needs_to_ask_for_the_error(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_company_user *user = NULL;
    CHECK_NUMBER(lpa_users_get(lp, 4, NULL, &user, NULL), LPA_NOT_FOUND);
    CHECK(user == NULL);
}

static void what_is_answered_is_written_only_on_success(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_company_user untouched, *user = &untouched;
    FAILS(LPA_NOT_FOUND, lpa_users_get(lp, 4, NULL, &user, &why));
    CHECK(user == &untouched);
}

static void an_error_outlives_its_client(void) {
    tenant *made = company();
    lpa_client *lp = NULL;
    OK(lpa_client_new(settings(made), &lp, &why));
    lpa_company_user *user;
    FAILS(LPA_NOT_FOUND, lpa_users_get(lp, 4, NULL, &user, &why));
    lpa_client_free(lp);
    CHECK_TEXT(lpa_error_title(why), "Not Found");
}

/* Getters of no error give what is absent. */
static void no_error_has_no_fields(void) {
    size_t length = 1;
    CHECK_NUMBER(lpa_error_kind(NULL), LPA_OK);
    CHECK_TEXT(lpa_error_kind_name(NULL), NULL);
    CHECK_TEXT(lpa_error_text(NULL), NULL);
    CHECK_TEXT(lpa_error_message(NULL), NULL);
    CHECK_TEXT(lpa_error_operation(NULL), NULL);
    CHECK_TEXT(lpa_error_parameter(NULL), NULL);
    CHECK_NUMBER(lpa_error_http_status(NULL), 0);
    CHECK_TEXT(lpa_error_title(NULL), NULL);
    CHECK_TEXT(lpa_error_detail(NULL), NULL);
    CHECK_TEXT(lpa_error_instance(NULL), NULL);
    CHECK(lpa_error_field_errors(NULL, &length) == NULL);
    CHECK_NUMBER(length, 0);
    CHECK_NUMBER(lpa_error_attempts(NULL), 0);
    CHECK_TEXT(lpa_error_delivery(NULL), NULL);
    CHECK(lpa_error_retry_after(NULL) < 0);
    CHECK(lpa_error_outcome(NULL) == NULL);
    CHECK_TEXT(lpa_error_cause(NULL), NULL);
    CHECK_TEXT(lpa_error_json(NULL), NULL);
    lpa_error_free(NULL);
    force(of_kind(LPA_INVALID_REQUEST));
    CHECK(lpa_error_field_errors(why, NULL) != NULL);
}

MAIN(TEST(every_kind), TEST(statuses_have_their_numbers),
     TEST(a_problem_of_the_vendor_is_told_in_its_words), TEST(field_errors_say_what_is_at_fault),
     TEST(what_is_not_known_is_absent), TEST(the_wait_that_the_vendor_asks_for_is_in_seconds),
     TEST(some_users_of_several_are_told_from_the_others),
     TEST(where_one_part_fails_the_next_ones_are_not_sent),
     TEST(a_failure_of_the_network_has_its_cause), TEST(nobody_needs_to_ask_for_the_error),
     TEST(what_is_answered_is_written_only_on_success), TEST(an_error_outlives_its_client),
     TEST(no_error_has_no_fields))

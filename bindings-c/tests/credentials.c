/* Credentials that a function of the caller's gives. */
#include <stdatomic.h>

#include "background.h"
#include "sandbox.h"
#include "stub.h"

/* What the function is called with. */
typedef struct vault {
    const char *api_key;
    const char *cid;
    const char *provhash;
    const char *sealed;
    long takes;
    const lpa_client *other;
    atomic_int asked;
    atomic_int released;
} vault;

static void give(void *user_data, lpa_options *into) {
    vault *vault = user_data;
    bool is_first = atomic_fetch_add(&vault->asked, 1) == 0;
    milliseconds(vault->takes);
    if (vault->other != NULL) {
        lpa_company_user *user = NULL;
        lpa_users_get(vault->other, FIRST_ID, NULL, &user, NULL);
        lpa_company_user_free(user);
    }
    if (vault->sealed != NULL && is_first) {
        lpa_options_fail(into, vault->sealed);
        return;
    }
    if (vault->api_key != NULL) {
        lpa_options_set_api_key(into, vault->api_key);
    }
    if (vault->cid != NULL) {
        lpa_options_set_cid(into, vault->cid);
        lpa_options_set_provhash(into, vault->provhash);
    }
}

static void release(void *user_data) {
    vault *vault = user_data;
    atomic_fetch_add(&vault->released, 1);
}

/* Settings of a client of the company that asks for its credentials. */
static lpa_options *asking(const tenant *made, vault *vault) {
    lpa_options *with = settings(made);
    lpa_options_set_api_key(with, NULL);
    lpa_options_set_cid(with, NULL);
    lpa_options_set_provhash(with, NULL);
    lpa_options_set_credentials_provider(with, give, vault, release);
    return with;
}

static void are_asked_for_once_when_the_first_request_needs_them(void) {
    tenant *made = company();
    static vault vault;
    vault = (struct vault){
        .api_key = made->api_key, .cid = made->cid, .provhash = made->provhash, .takes = 50};
    lpa_client *lp = client(asking(made, &vault));
    CHECK_NUMBER(vault.asked, 0);
    reading *calls[10];
    for (int at = 0; at < 10; at++) {
        calls[at] = begin(lp, FIRST_ID + at, NULL);
    }
    for (int at = 0; at < 10; at++) {
        CHECK_NUMBER(end(calls[at]), LPA_OK);
        CHECK_NUMBER(calls[at]->user->id.value, FIRST_ID + at);
    }
    lpa_provisioning_user *user = NULL;
    OK(lpa_provisioning_users_get(lp, ADA, NULL, &user, &why));
    lpa_provisioning_user_free(user);
    CHECK_NUMBER(vault.asked, 1);
}

static void that_are_refused_are_asked_for_again(void) {
    tenant *made = company();
    static vault vault;
    vault = (struct vault){.api_key = made->api_key, .sealed = "the vault is sealed"};
    lpa_client *lp = client(asking(made, &vault));
    lpa_company_user *user = NULL;
    FAILS(LPA_CONFIGURATION, lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    CHECK_TEXT(lpa_error_delivery(why), LPA_DELIVERY_NOT_SENT);
    CHECK_HOLDS(lpa_error_cause(why), "the vault is sealed");
    CHECK_NUMBER(hits(made, NULL), 0);
    OK(lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    lpa_company_user_free(user);
    CHECK_NUMBER(vault.asked, 2);
}

static void that_are_none_are_an_error(void) {
    tenant *made = company();
    static vault vaults[] = {
        {.api_key = NULL},
        {.api_key = "nonsense"},
        {.api_key = "lpkey_\xff"},
        {.api_key = ""},
        {.cid = "4711", .provhash = NULL},
        {.cid = "4711", .provhash = KEY},
        {.cid = "4711\xff", .provhash = HASH},
        {.sealed = "\xff\xfe"},
        {.sealed = ""},
    };
    for (size_t at = 0; at < LENGTH(vaults); at++) {
        lpa_client *lp = client(asking(made, &vaults[at]));
        lpa_company_user *user = NULL;
        lpa_error *error = NULL;
        lpa_status status = lpa_users_get(lp, FIRST_ID, NULL, &user, &error);
        later((void (*)(void *))lpa_error_free, error);
        CHECK(status == LPA_CONFIGURATION || status == LPA_INVALID_ARGUMENT);
        CHECK_TEXT(lpa_error_delivery(error), LPA_DELIVERY_NOT_SENT);
        CHECK_LACKS(lpa_error_json(error), KEY);
        CHECK_LACKS(lpa_error_json(error), HASH);
    }
    CHECK_NUMBER(hits(made, NULL), 0);
}

static void give_more(void *user_data, lpa_options *into) {
    give(user_data, into);
    lpa_options_set_timeout(into, 5);
}

static void give_a_function(void *user_data, lpa_options *into) {
    lpa_options_set_credentials_provider(into, give, user_data, release);
}

static void other_settings_among_them_are_refused(void) {
    tenant *made = company();
    static vault vault;
    const lpa_credentials_provider wrong[] = {give_more, give_a_function};
    for (size_t at = 0; at < LENGTH(wrong); at++) {
        vault = (struct vault){.api_key = made->api_key};
        lpa_options *with = asking(made, &vault);
        lpa_options_set_credentials_provider(with, wrong[at], &vault, NULL);
        lpa_client *lp = client(with);
        lpa_company_user *user = NULL;
        FAILS(LPA_CONFIGURATION, lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    }
    CHECK_NUMBER(hits(made, NULL), 0);
}

static void a_call_is_given_up_while_they_are_asked_for(void) {
    tenant *made = company();
    static vault vault;
    vault = (struct vault){.api_key = made->api_key, .takes = 1500};
    lpa_client *lp = client(asking(made, &vault));
    lpa_cancel *cancel = KEEP(lpa_cancel_free, lpa_cancel_new());
    lpa_options *with = options();
    lpa_options_set_cancel(with, cancel);
    double start = seconds();
    reading *call = begin(lp, FIRST_ID, with);
    milliseconds(200);
    lpa_cancel_fire(cancel);
    CHECK_NUMBER(end(call), LPA_CANCELLED);
    CHECK(seconds() - start < 1.3);
    milliseconds(1500);
}

static void a_time_limit_holds_while_they_are_asked_for(void) {
    tenant *made = company();
    static vault vault;
    vault = (struct vault){.api_key = made->api_key, .takes = 1500};
    lpa_client *lp = client(asking(made, &vault));
    lpa_options *with = options();
    lpa_options_set_timeout(with, 0.2);
    lpa_company_user *user;
    FAILS(LPA_TIMEOUT, lpa_users_get(lp, FIRST_ID, with, &user, &why));
    CHECK_TEXT(lpa_error_delivery(why), LPA_DELIVERY_NOT_SENT);
    milliseconds(1500);
}

static void may_be_read_by_another_client(void) {
    tenant *made = company();
    static vault vault;
    vault = (struct vault){.api_key = made->api_key, .other = client_of(made)};
    lpa_client *lp = client(asking(made, &vault));
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    lpa_company_user_free(user);
    CHECK_NUMBER(hits(made, "getUser"), 2);
}

static void the_function_is_released_once_when_nobody_has_it_any_more(void) {
    tenant *made = company();
    static vault vault;
    vault = (struct vault){.api_key = made->api_key};
    lpa_options *with = lpa_options_new();
    lpa_options_set_credentials_provider(with, give, &vault, release);
    lpa_client *one = NULL, *other = NULL;
    OK(lpa_client_new(with, &one, &why));
    OK(lpa_client_new(with, &other, &why));
    lpa_options_free(with);
    lpa_client_free(one);
    CHECK_NUMBER(vault.released, 0);
    lpa_client_free(other);
    CHECK_NUMBER(vault.released, 1);

    lpa_options *unused = lpa_options_new();
    lpa_options_set_credentials_provider(unused, give, &vault, release);
    lpa_options_set_credentials_provider(unused, give, &vault, release);
    CHECK_NUMBER(vault.released, 2);
    lpa_options_set_credentials_provider(unused, NULL, NULL, NULL);
    CHECK_NUMBER(vault.released, 3);
    lpa_options_free(unused);
    CHECK_NUMBER(vault.released, 3);
}

static void release_may_be_left_out(void) {
    tenant *made = company();
    static vault vault;
    vault = (struct vault){.api_key = made->api_key};
    lpa_options *with = asking(made, &vault);
    lpa_options_set_credentials_provider(with, give, &vault, NULL);
    lpa_client *lp = client(with);
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    lpa_company_user_free(user);
}

static void a_function_beside_the_credentials_themselves_is_refused(void) {
    tenant *made = company();
    static vault vault;
    lpa_options *with = settings(made);
    lpa_options_set_credentials_provider(with, give, &vault, NULL);
    lpa_client *lp = NULL;
    FAILS(LPA_INVALID_ARGUMENT, lpa_client_new(with, &lp, &why));
    CHECK_TEXT(lpa_error_parameter(why), "credentials");
}

static void a_call_takes_no_function(void) {
    tenant *made = company();
    static vault vault;
    lpa_client *lp = client_of(made), *other;
    lpa_options *with = options();
    lpa_options_set_credentials_provider(with, give, &vault, NULL);
    lpa_company_user *user;
    FAILS(LPA_INVALID_ARGUMENT, lpa_users_get(lp, FIRST_ID, with, &user, &why));
    CHECK_TEXT(lpa_error_parameter(why), "credentials_provider");
    FAILS(LPA_INVALID_ARGUMENT, lpa_client_with_options(lp, with, &other, &why));
}

static void into_nothing_is_no_mistake(void) {
    lpa_options_fail(NULL, "no");
    lpa_options_set_credentials_provider(NULL, give, NULL, NULL);
}

MAIN(TEST(are_asked_for_once_when_the_first_request_needs_them),
     TEST(that_are_refused_are_asked_for_again), TEST(that_are_none_are_an_error),
     TEST(other_settings_among_them_are_refused), TEST(a_call_is_given_up_while_they_are_asked_for),
     TEST(a_time_limit_holds_while_they_are_asked_for), TEST(may_be_read_by_another_client),
     TEST(the_function_is_released_once_when_nobody_has_it_any_more), TEST(release_may_be_left_out),
     TEST(a_function_beside_the_credentials_themselves_is_refused), TEST(a_call_takes_no_function),
     TEST(into_nothing_is_no_mistake))

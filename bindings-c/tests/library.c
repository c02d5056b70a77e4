/* Which library this is, and what becomes of a fault inside of it. */
#include <string.h>

#include "sandbox.h"

static void the_header_is_that_of_the_library(void) {
    CHECK_NUMBER(lpa_abi_version(), LPA_ABI_VERSION);
    CHECK(strchr(lpa_version(), '.') != NULL);
}

static void a_panic_is_an_internal_error(void) {
    for (int turn = 0; turn < 3; turn++) {
        FAILS(LPA_INTERNAL, lpa_test_panic(&why));
        CHECK_TEXT(lpa_error_kind_name(why), "internal");
        CHECK(lpa_error_message(why).length > 10);
    }
    CHECK_NUMBER(lpa_test_panic(NULL), LPA_INTERNAL);
}

static void what_was_made_before_a_panic_goes_on_after_it(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_company_user *user = NULL;
    OK(lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    lpa_company_user_free(user);
    FAILS(LPA_INTERNAL, lpa_test_panic(&why));
    OK(lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
    lpa_company_user_free(user);
}

static void nothing_is_freed_without_complaint(void) {
    lpa_client_free(NULL);
    lpa_options_free(NULL);
    lpa_cancel_free(NULL);
    lpa_pager_free(NULL);
    lpa_page_free(NULL);
    lpa_error_free(NULL);
    lpa_answer_free(NULL);
    lpa_company_user_free(NULL);
    lpa_provisioning_user_free(NULL);
    lpa_billing_cycle_list_free(NULL);
    lpa_outcome_free(NULL);
    lpa_group_free(NULL);
    lpa_group_list_free(NULL);
    lpa_texts_free(NULL);
    lpa_json_free(NULL);
    lpa_event_batch_free(NULL);
    lpa_raw_response_free(NULL);
    lpa_credential_report_free(NULL);
    lpa_iam_user_free(NULL);
}

MAIN(TEST(the_header_is_that_of_the_library), TEST(a_panic_is_an_internal_error),
     TEST(what_was_made_before_a_panic_goes_on_after_it), TEST(nothing_is_freed_without_complaint))

/* Lists: their pages, where they stand, what is known of them, and how they end. */
#include <string.h>

#include "background.h"
#include "sandbox.h"

/* A list of users in pages of this size. */
static lpa_pager *list(const lpa_client *lp, uint32_t size, const char *token) {
    lpa_users_list_params params = {.page_size = size, .page_token = token};
    lpa_pager *users = NULL;
    OK(lpa_users_list(lp, &params, NULL, &users, &why));
    return KEEP(lpa_pager_free, users);
}

/* The next page; NULL behind the last one. */
static lpa_page *next(lpa_pager *pager) {
    lpa_page *page = NULL;
    OK(lpa_pager_next_page(pager, &page, &why));
    return KEEP(lpa_page_free, page);
}

/* Reads to the end, and gives how many users there were; checks that they come in order from this
 * one. */
static int read_from(lpa_pager *pager, int64_t first) {
    int count = 0;
    for (lpa_page *page; (page = next(pager)) != NULL;) {
        size_t length = 0;
        const lpa_company_user *users = lpa_page_company_users(page, &length);
        CHECK(users != NULL);
        for (size_t at = 0; at < length; at++) {
            CHECK_NUMBER(users[at].id.value, first + count++);
        }
    }
    return count;
}

static void pages_hold_all_items(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_pager *users = list(lp, 10, NULL);
    CHECK_NUMBER(hits(made, NULL), 0);
    CHECK_NUMBER(read_from(users, FIRST_ID), USERS);
    CHECK_NUMBER(hits(made, "listUsers"), 3);
    CHECK(next(users) == NULL);
    CHECK(next(users) == NULL);
    CHECK_NUMBER(hits(made, "listUsers"), 3);
}

static void without_a_size_pages_are_the_largest(void) {
    tenant *made = company_of("{\"users\":501,\"companies\":0,\"events\":0}");
    lpa_client *lp = client_of(made);
    lpa_pager *users = NULL;
    OK(lpa_users_list(lp, NULL, NULL, &users, &why));
    KEEP(lpa_pager_free, users);
    CHECK_NUMBER(next(users)->length, 500);
    CHECK_NUMBER(next(users)->length, 1);
}

static void a_page_has_its_items_its_place_and_what_came_with_it(void) {
    tenant *made = company();
    fault(made, "listUsers", "{\"delay\":{\"before_ms\":50}}", 0, 0);
    lpa_client *lp = client_of(made);
    lpa_pager *users = list(lp, 10, NULL);
    const lpa_page *first = next(users), *second = next(users), *third = next(users);
    CHECK_NUMBER(first->length, 10);
    CHECK_NUMBER(third->length, 5);
    CHECK_TEXT(first->type_name, "CompanyUser");
    CHECK_TEXT(first->token, "start");
    CHECK_TEXT(second->token, first->next_token.data);
    CHECK_TEXT(third->token, second->next_token.data);
    CHECK_TEXT(third->next_token, NULL);
    const lpa_response *response = first->response;
    CHECK_NUMBER(response->status, 200);
    CHECK_NUMBER(response->attempts, 1);
    CHECK(response->elapsed >= 0.05 && response->elapsed < 60);
    bool has_type = false;
    for (size_t at = 0; at < response->headers.length; at++) {
        const lpa_text_pair *header = &response->headers.items[at];
        has_type = has_type || (strcmp(header->key.data, "content-type") == 0 &&
                                strcmp(header->value.data, "application/json") == 0);
    }
    CHECK(has_type);
}

static void all_texts_of_a_page_stand_in_one_piece(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    const lpa_page *page = next(list(lp, 10, NULL));
    const char *start = page->texts.data, *end = start + page->texts.length;
    const lpa_company_user *users = page->records;
    for (size_t at = 0; at < page->length; at++) {
        const lpa_text texts[] = {users[at].email, users[at].name, users[at].account_status};
        for (size_t text = 0; text < LENGTH(texts); text++) {
            CHECK(texts[text].data == NULL ||
                  (texts[text].data >= start && texts[text].data + texts[text].length <= end));
        }
    }
}

static void a_page_outlives_its_list_and_its_client(void) {
    tenant *made = company();
    lpa_client *lp = NULL;
    OK(lpa_client_new(settings(made), &lp, &why));
    lpa_pager *users = NULL;
    OK(lpa_users_list(lp, NULL, NULL, &users, &why));
    lpa_client_free(lp);
    const lpa_page *page = next(users);
    lpa_pager_free(users);
    CHECK_NUMBER(page->length, USERS);
    CHECK_TEXT(((const lpa_company_user *)page->records)[0].email, ADA);
}

static void items_of_another_type_are_not_there(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    const lpa_page *page = next(list(lp, 10, NULL));
    size_t length = 7;
    CHECK(lpa_page_provisioning_users(page, &length) == NULL);
    CHECK_NUMBER(length, 0);
    CHECK(lpa_page_company_users(page, NULL) != NULL);
}

static void an_empty_list_has_an_end_and_no_page(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_users_list_params nobody = {.email = "nobody%"};
    lpa_pager *users = NULL;
    OK(lpa_users_list(lp, &nobody, NULL, &users, &why));
    KEEP(lpa_pager_free, users);
    CHECK_NUMBER(read_from(users, 0), 0);
    CHECK_TEXT(lpa_pager_page_token(users), NULL);
    lpa_summary summary = lpa_pager_summary(users);
    CHECK_NUMBER(summary.items, 0);
    CHECK(summary.complete.value);
}

static void the_token_resumes_in_another_client(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made), *other = client_of(made);
    lpa_pager *users = list(lp, 10, NULL);
    CHECK_TEXT(lpa_pager_page_token(users), "start");
    for (int read = 10; read <= 20; read += 10) {
        const lpa_page *page = next(users);
        CHECK_TEXT(lpa_pager_page_token(users), page->next_token.data);
        lpa_pager *rest = list(other, 10, lpa_pager_page_token(users).data);
        CHECK_NUMBER(read_from(rest, FIRST_ID + read), USERS - read);
        CHECK(lpa_pager_summary(rest).resumed.value);
    }
    next(users);
    CHECK_TEXT(lpa_pager_page_token(users), NULL);
}

static void a_page_is_read_again_by_its_own_token(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_pager *users = list(lp, 10, NULL);
    next(users);
    const lpa_page *page = next(users), *again = next(list(lp, 10, page->token.data));
    CHECK_NUMBER(again->length, page->length);
    const lpa_company_user *one = page->records, *other = again->records;
    CHECK_NUMBER(one[9].id.value, other[9].id.value);
}

static void the_summary_tells_what_is_known(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_provisioning_users_list_params params = {.page_size = 10};
    lpa_pager *users = NULL;
    OK(lpa_provisioning_users_list(lp, &params, NULL, &users, &why));
    KEEP(lpa_pager_free, users);
    lpa_summary summary = lpa_pager_summary(users);
    CHECK_NUMBER(summary.items, 0);
    CHECK(!summary.complete.value && !summary.resumed.value && !summary.is_inconsistent.value);
    CHECK(!summary.total.is_set);
    int count = 0;
    for (lpa_page *page; (page = next(users)) != NULL;) {
        count += (int)page->length;
    }
    summary = lpa_pager_summary(users);
    CHECK_NUMBER(summary.items, count);
    CHECK_NUMBER(summary.duplicates, 0);
    CHECK(summary.complete.value && summary.complete.is_set);
    CHECK(summary.total.is_set);
    CHECK_NUMBER(summary.total.value, count);
}

static void items_that_come_twice_are_left_out_and_counted(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    fault(made, "listUsers", "\"overlap-pages\"", 0, 0);
    lpa_pager *users = list(lp, 10, NULL);
    CHECK_NUMBER(read_from(users, FIRST_ID), USERS);
    CHECK(lpa_pager_summary(users).duplicates > 0);
}

static void after_a_failure_the_same_list_tries_the_page_again(void) {
    tenant *made = company();
    lpa_options *once = settings(made);
    lpa_options_set_max_retries(once, 0);
    lpa_client *lp = client(once);
    fault(made, "listUsers", "{\"status\":{\"status\":500}}", 1, 1);
    lpa_pager *users = list(lp, 10, NULL);
    CHECK_NUMBER(next(users)->length, 10);
    lpa_page untouched, *page = &untouched;
    FAILS(LPA_SERVER, lpa_pager_next_page(users, &page, &why));
    CHECK(page == &untouched);
    CHECK_TEXT(lpa_error_operation(why), "users.list");
    CHECK_NUMBER(read_from(users, FIRST_ID + 10), USERS - 10);
}

static void a_list_without_end_is_an_error(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    fault(made, "listUsers", "\"repeat-token\"", 0, 0);
    lpa_pager *users = list(lp, 10, NULL);
    next(users);
    lpa_page *page;
    FAILS(LPA_PAGING, lpa_pager_next_page(users, &page, &why));
}

static void the_next_page_is_on_its_way_while_one_is_worked_on(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    lpa_pager *users = list(lp, 10, NULL);
    next(users);
    next(users);
    until_asked(made, "listUsers", 3);
    CHECK_NUMBER(next(users)->length, 5);
    CHECK_NUMBER(hits(made, "listUsers"), 3);
}

/* Reads two of three pages, the third of which is on its way then and does not come. */
static lpa_pager *reading_ahead(const tenant *made, const lpa_client *lp) {
    fault(made, "listUsers", SLOW, 0, 2);
    lpa_users_list_params params = {.page_size = 10};
    lpa_pager *users = NULL;
    OK(lpa_users_list(lp, &params, NULL, &users, &why));
    next(users);
    next(users);
    until_asked(made, "listUsers", 3);
    return users;
}

static void a_list_that_is_freed_drops_the_page_that_is_on_its_way(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    int before = dropped();
    lpa_pager_free(reading_ahead(made, lp));
    until_dropped(before + 1);
}

static void a_pause_drops_it_too_and_the_list_goes_on(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    int before = dropped();
    lpa_pager *users = KEEP(lpa_pager_free, reading_ahead(made, lp));
    lpa_pager_pause(users);
    lpa_pager_pause(users);
    until_dropped(before + 1);
    clear_faults(made);
    CHECK_NUMBER(read_from(users, FIRST_ID + 20), 5);
}

static void what_cannot_be_a_page_is_refused_before_it_is_sent(void) {
    static const struct {
        lpa_users_list_params params;
        const char *parameter;
    } mistakes[] = {
        {{.page_size = 501}, "page_size"},
        {{.page_token = "index:1:10"}, "page_token"},
        {{.page_token = ""}, "page_token"},
    };

    tenant *made = company();
    lpa_client *lp = client_of(made);
    for (size_t at = 0; at < LENGTH(mistakes); at++) {
        in_case(mistakes[at].parameter);
        lpa_pager *users = NULL;
        lpa_page *page = NULL;
        OK(lpa_users_list(lp, &mistakes[at].params, NULL, &users, &why));
        KEEP(lpa_pager_free, users);
        /* However often it is asked: what was refused is no empty list. */
        for (int turn = 0; turn < 2; turn++) {
            FAILS(LPA_INVALID_ARGUMENT, lpa_pager_next_page(users, &page, &why));
            CHECK_TEXT(lpa_error_parameter(why), mistakes[at].parameter);
            CHECK(page == NULL);
        }
    }
    CHECK_NUMBER(hits(made, NULL), 0);
}

static void an_error_of_the_first_page_is_never_an_empty_list(void) {
    static const char *const kinds[] = {"\"null-elements\"",  "\"other-shape\"",
                                        "\"truncated-json\"", "\"xml-authorization-error\"",
                                        "\"html\"",           "{\"empty-body\":{\"status\":200}}"};
    for (size_t at = 0; at < LENGTH(kinds); at++) {
        in_case(kinds[at]);
        tenant *made = company();
        lpa_options *once = settings(made);
        lpa_options_set_max_retries(once, 0);
        lpa_client *lp = client(once);
        fault(made, "any", kinds[at], 0, 0);
        lpa_page *page = NULL;
        CHECK(lpa_pager_next_page(list(lp, 10, NULL), &page, NULL) != LPA_OK);
        lpa_pager *users = NULL;
        OK(lpa_provisioning_users_list(lp, NULL, NULL, &users, &why));
        CHECK(lpa_pager_next_page(KEEP(lpa_pager_free, users), &page, NULL) != LPA_OK);
        CHECK(page == NULL);
    }
}

static void a_large_list_comes_whole_and_in_order(void) {
    tenant *made =
        company_of("{\"users\":20000,\"companies\":0,\"events\":0,\"recorded_requests\":0}");
    lpa_client *lp = client_of(made);
    lpa_pager *users = list(lp, 0, NULL);
    int64_t count = 0;
    lpa_page *page = NULL;
    for (;;) {
        OK(lpa_pager_next_page(users, &page, &why));
        if (page == NULL) {
            break;
        }
        const lpa_company_user *user = lpa_page_company_users(page, NULL);
        for (size_t at = 0; at < page->length; at++) {
            CHECK_NUMBER(user[at].id.value, FIRST_ID + count++);
        }
        lpa_page_free(page);
    }
    CHECK_NUMBER(count, 20000);
}

static void a_list_goes_on_after_its_client_is_closed_and_freed(void) {
    tenant *made = company();
    lpa_client *lp = NULL;
    OK(lpa_client_new(settings(made), &lp, &why));
    lpa_pager *users = list(lp, 5, NULL);
    next(users);
    lpa_client_close(lp);
    lpa_client_free(lp);
    CHECK_NUMBER(read_from(users, FIRST_ID + 5), USERS - 5);
}

MAIN(TEST(pages_hold_all_items), TEST(without_a_size_pages_are_the_largest),
     TEST(a_page_has_its_items_its_place_and_what_came_with_it),
     TEST(all_texts_of_a_page_stand_in_one_piece), TEST(a_page_outlives_its_list_and_its_client),
     TEST(items_of_another_type_are_not_there), TEST(an_empty_list_has_an_end_and_no_page),
     TEST(the_token_resumes_in_another_client), TEST(a_page_is_read_again_by_its_own_token),
     TEST(the_summary_tells_what_is_known), TEST(items_that_come_twice_are_left_out_and_counted),
     TEST(after_a_failure_the_same_list_tries_the_page_again), TEST(a_list_without_end_is_an_error),
     TEST(the_next_page_is_on_its_way_while_one_is_worked_on),
     TEST(a_list_that_is_freed_drops_the_page_that_is_on_its_way),
     TEST(a_pause_drops_it_too_and_the_list_goes_on),
     TEST(what_cannot_be_a_page_is_refused_before_it_is_sent),
     TEST(an_error_of_the_first_page_is_never_an_empty_list),
     TEST(a_large_list_comes_whole_and_in_order),
     TEST(a_list_goes_on_after_its_client_is_closed_and_freed))

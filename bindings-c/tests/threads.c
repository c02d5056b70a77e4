/* What threads share: one client, one list, one token, and the options of many calls. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "sandbox.h"

#define THREADS 16
#define TURNS 25

/* What all threads of a test have; each has a place of its own. */
typedef struct shared {
    const lpa_client *lp;
    const lpa_options *options;
    const lpa_pager *pager;
    atomic_int place;
    atomic_int wrong;
    atomic_int items;
    atomic_int seen[1000];
} shared;

static void together(void *(*work)(void *), shared *shared) {
    pthread_t threads[THREADS];
    for (int at = 0; at < THREADS; at++) {
        CHECK(pthread_create(&threads[at], NULL, work, shared) == 0);
    }
    for (int at = 0; at < THREADS; at++) {
        pthread_join(threads[at], NULL);
    }
    CHECK_NUMBER(shared->wrong, 0);
}

static shared *sharing(const tenant *made) {
    shared *shared = KEEP(free, calloc(1, sizeof *shared));
    shared->lp = client_of(made);
    return shared;
}

/* Answers, failures and lists in turn: each has to be one's own. */
static void *use(void *given) {
    shared *shared = given;
    int64_t place = atomic_fetch_add(&shared->place, 1);
    for (int turn = 0; turn < TURNS; turn++) {
        lpa_company_user *user = NULL;
        lpa_error *error = NULL;
        lpa_status status =
            lpa_users_get(shared->lp, FIRST_ID + place, shared->options, &user, &error);
        atomic_fetch_add(&shared->wrong, status != LPA_OK || user->id.value != FIRST_ID + place);
        lpa_company_user_free(user);

        status = lpa_users_get(shared->lp, place, shared->options, &user, &error);
        char expected[40] = "/business/v1/users/";
        size_t length = strlen(expected);
        if (place >= 10) {
            expected[length++] = (char)('0' + place / 10);
        }
        expected[length] = (char)('0' + place % 10);
        atomic_fetch_add(&shared->wrong, status != LPA_NOT_FOUND ||
                                             strcmp(lpa_error_instance(error).data, expected) != 0);
        lpa_error_free(error);

        lpa_users_list_params params = {.page_size = 5};
        lpa_pager *users = NULL;
        lpa_page *page = NULL;
        size_t items = 0;
        status = lpa_users_list(shared->lp, &params, shared->options, &users, NULL);
        while (status == LPA_OK && (status = lpa_pager_next_page(users, &page, NULL)) == LPA_OK &&
               page != NULL) {
            items += page->length;
            lpa_page_free(page);
            page = NULL;
        }
        atomic_fetch_add(&shared->wrong, status != LPA_OK || items != USERS);
        lpa_pager_free(users);
    }
    return NULL;
}

static void one_client_and_the_same_options(void) {
    tenant *made = company();
    shared *shared = sharing(made);
    lpa_options *with = options();
    lpa_options_add_header(with, "x-team", "it");
    shared->options = with;
    together(use, shared);
}

static void *read_pages(void *given) {
    shared *shared = given;
    lpa_page *page = NULL;
    lpa_status status;
    while ((status = lpa_pager_next_page(shared->pager, &page, NULL)) == LPA_OK && page != NULL) {
        const lpa_company_user *users = page->records;
        for (size_t at = 0; at < page->length; at++) {
            atomic_fetch_add(&shared->seen[users[at].id.value - FIRST_ID], 1);
            atomic_fetch_add(&shared->items, 1);
        }
        lpa_pager_summary(shared->pager);
        lpa_page_free(page);
        page = NULL;
    }
    atomic_fetch_add(&shared->wrong, status != LPA_OK);
    return NULL;
}

/* The threads share its pages: none is lost, none comes twice. */
static void one_list(void) {
    tenant *made = company_of("{\"users\":1000,\"companies\":0,\"events\":0}");
    shared *shared = sharing(made);
    lpa_users_list_params params = {.page_size = 10};
    lpa_pager *users = NULL;
    OK(lpa_users_list(shared->lp, &params, NULL, &users, &why));
    shared->pager = KEEP(lpa_pager_free, users);
    together(read_pages, shared);
    CHECK_NUMBER(shared->items, 1000);
    for (int at = 0; at < 1000; at++) {
        CHECK_NUMBER(shared->seen[at], 1);
    }
}

static void *make_clients(void *given) {
    shared *shared = given;
    for (int turn = 0; turn < 10; turn++) {
        lpa_client *lp = NULL;
        lpa_company_user *user = NULL;
        lpa_status made = lpa_client_with_options(shared->lp, shared->options, &lp, NULL);
        lpa_status status = lpa_users_get(lp, FIRST_ID, NULL, &user, NULL);
        atomic_fetch_add(&shared->wrong, made != LPA_OK || status != LPA_OK);
        lpa_client_free(lp);
        lpa_company_user_free(user);
    }
    return NULL;
}

static void clients_are_made_and_freed_while_others_work(void) {
    tenant *made = company();
    shared *shared = sharing(made);
    together(make_clients, shared);
}

/* Closing while calls are under way: each of them is answered, or refused as the call of a closed
 * client. */
static void *call_until_closed(void *given) {
    shared *shared = given;
    lpa_status status = LPA_OK;
    while (status == LPA_OK) {
        lpa_company_user *user = NULL;
        lpa_error *error = NULL;
        status = lpa_users_get(shared->lp, FIRST_ID, NULL, &user, &error);
        atomic_fetch_add(&shared->items, status == LPA_OK);
        atomic_fetch_add(&shared->wrong, status != LPA_OK && status != LPA_CONFIGURATION);
        lpa_company_user_free(user);
        lpa_error_free(error);
    }
    return NULL;
}

static void *close_soon(void *given) {
    shared *shared = given;
    milliseconds(200);
    lpa_client_close(shared->lp);
    return NULL;
}

static void closing_in_the_middle(void) {
    tenant *made = company();
    shared *shared = sharing(made);
    pthread_t closing;
    CHECK(pthread_create(&closing, NULL, close_soon, shared) == 0);
    together(call_until_closed, shared);
    pthread_join(closing, NULL);
    CHECK(shared->items > 0);
}

/* Results do not belong to the thread that made them. */
static void *free_it(void *user) {
    lpa_company_user_free(user);
    return NULL;
}

static void a_result_may_be_freed_by_another_thread(void) {
    tenant *made = company();
    lpa_client *lp = client_of(made);
    for (int turn = 0; turn < 10; turn++) {
        lpa_company_user *user = NULL;
        pthread_t other;
        OK(lpa_users_get(lp, FIRST_ID, NULL, &user, &why));
        CHECK(pthread_create(&other, NULL, free_it, user) == 0);
        pthread_join(other, NULL);
    }
}

MAIN(TEST(one_client_and_the_same_options), TEST(one_list),
     TEST(clients_are_made_and_freed_while_others_work), TEST(closing_in_the_middle),
     TEST(a_result_may_be_freed_by_another_thread))

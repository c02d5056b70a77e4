/* This library. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include <lastpass_admin.h>

#include "members.h"

/* The users that are read one by one, in turns: those of a page. */
typedef struct reads {
    const lpa_client *lp;
    const lpa_company_user *users;
    size_t length;
    size_t count;
    atomic_size_t next;
    atomic_uint_fast64_t sum;
} reads;

static uint64_t of_user(const lpa_company_user *user) {
    return (uint64_t)user->id.value + user->name.length + user->email.length +
           user->account_status.length;
}

static uint64_t of_three(const lpa_company_user *user) {
    return (uint64_t)user->id.value + user->email.length + user->account_status.length;
}

static uint64_t of_provisioned(const lpa_provisioning_user *user) {
    uint64_t sum =
        user->id.length + user->username.length + user->full_name.length + user->multifactor.length;
    sum += user->linked.length + user->duo_username.length;
    sum += of_time(user->created.text.data) + of_time(user->last_password_change.text.data);
    sum += of_time(user->last_login.text.data);
    sum += (uint64_t)(user->never_logged_in.value + user->disabled.value + user->admin.value);
    sum += (uint64_t)(user->has_sharing_keys.value + user->password_reset_required.value);
    sum += (uint64_t)user->master_password_strength.value + (uint64_t)user->total_score.value;
    sum += (uint64_t)user->legacy_total_score.value;
    sum += (uint64_t)(user->sites.value + user->notes.value + user->form_fills.value);
    sum += (uint64_t)(user->applications.value + user->attachments.value);
    for (size_t at = 0; at < user->groups.length; at++) {
        sum += user->groups.items[at].length;
    }
    for (size_t at = 0; at < user->attribs.length; at++) {
        sum += user->attribs.items[at].key.length + user->attribs.items[at].value.length;
    }
    return sum;
}

static uint64_t of_page(const lpa_page *page, bool is_business, bool three) {
    uint64_t sum = 0;
    const lpa_company_user *users = lpa_page_company_users(page, NULL);
    const lpa_provisioning_user *provisioned = lpa_page_provisioning_users(page, NULL);
    for (size_t at = 0; at < page->length; at++) {
        if (is_business) {
            sum += three ? of_three(&users[at]) : of_user(&users[at]);
        } else if (three) {
            const lpa_provisioning_user *user = &provisioned[at];
            sum += user->id.length + user->username.length + (uint64_t)user->disabled.value;
        } else {
            sum += of_provisioned(&provisioned[at]);
        }
    }
    return sum;
}

static void must(lpa_status status, lpa_error *error) {
    if (status != LPA_OK) {
        fail(lpa_error_text(error).data);
    }
}

static lpa_client *new_client(void) {
    lpa_client *lp = NULL;
    lpa_error *error = NULL;
    lpa_options *settings = lpa_options_new();
    lpa_options_set_max_retries(settings, 0);
    must(lpa_client_new(settings, &lp, &error), error);
    lpa_options_free(settings);
    return lp;
}

static lpa_pager *list(const lpa_client *lp, bool is_business) {
    lpa_pager *pager = NULL;
    lpa_error *error = NULL;
    must(is_business ? lpa_users_list(lp, NULL, NULL, &pager, &error)
                     : lpa_provisioning_users_list(lp, NULL, NULL, &pager, &error),
         error);
    return pager;
}

static lpa_page *next(lpa_pager *pager) {
    lpa_page *page = NULL;
    lpa_error *error = NULL;
    must(lpa_pager_next_page(pager, &page, &error), error);
    return page;
}

static void *read_users(void *given) {
    reads *reads = given;
    for (size_t turn; (turn = atomic_fetch_add(&reads->next, 1)) < reads->count;) {
        lpa_company_user *user = NULL;
        lpa_error *error = NULL;
        int64_t id = reads->users[turn % reads->length].id.value;
        must(lpa_users_get(reads->lp, id, NULL, &user, &error), error);
        atomic_fetch_add(&reads->sum, of_user(user));
        lpa_company_user_free(user);
    }
    return NULL;
}

/* Single reads on one thread, or on as many as there are in flight. */
static uint64_t single_reads(lpa_client *lp, size_t count, int in_flight) {
    lpa_pager *pager = list(lp, true);
    lpa_page *page = next(pager);
    reads reads = {.lp = lp,
                   .users = lpa_page_company_users(page, NULL),
                   .length = page->length,
                   .count = count};
    lpa_pager_free(pager);
    pthread_t threads[W2_IN_FLIGHT];
    for (int at = 1; at < in_flight; at++) {
        if (pthread_create(&threads[at], NULL, read_users, &reads) != 0) {
            fail("no thread");
        }
    }
    read_users(&reads);
    for (int at = 1; at < in_flight; at++) {
        pthread_join(threads[at], NULL);
    }
    lpa_page_free(page);
    return reads.sum;
}

static uint64_t ours(const char *workload, bool three) {
    lpa_client *lp = new_client();
    if (strcmp(workload, "w2") == 0) {
        return single_reads(lp, W2_READS, W2_IN_FLIGHT);
    }
    if (strcmp(workload, "w3") == 0) {
        return single_reads(lp, W3_READS, 1);
    }
    bool is_business = strcmp(workload, "w1") == 0;
    lpa_pager *pager = list(lp, is_business);
    static lpa_page *pages[10000];
    size_t count = 0;
    while ((pages[count] = next(pager)) != NULL) {
        count++;
    }
    uint64_t sum = 0;
    for (size_t at = 0; at < count; at++) {
        sum += of_page(pages[at], is_business, three);
    }
    return sum;
}

/* Lists without keeping the users. */
static uint64_t ours_streaming(const char *workload, bool three) {
    bool is_business = strcmp(workload, "w1") == 0;
    lpa_pager *pager = list(new_client(), is_business);
    uint64_t sum = 0;
    for (lpa_page *page; (page = next(pager)) != NULL; lpa_page_free(page)) {
        sum += of_page(page, is_business, three);
    }
    return sum;
}

const struct named_client clients[] = {
    {"ours", ours}, {"ours-streaming", ours_streaming}, {NULL, NULL}};

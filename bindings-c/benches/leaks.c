/*
 * Resident memory over many calls, or over many clients: prints samples in MiB as a JSON list.
 *
 * Run by `cargo xtask bench c --leaks`, with the server and the credentials in the environment:
 *
 *     leaks <calls|clients>
 *
 * What malloc keeps for later is given back before a look, and a sample is the least of ten. The
 * first half is warm-up.
 */
#define _GNU_SOURCE

#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <lastpass_admin.h>

enum { ADA = 80001, NOBODY = 1, THREADS = 8, LOOKS = 100 };

static double seen[LOOKS];

static void look(long turn, long turns) {
    long place = turn - turns / 2;
    if (place <= 0 || place % (turns / (2 * LOOKS)) != 0) {
        return;
    }
    malloc_trim(0);
    FILE *file = fopen("/proc/self/statm", "r");
    long resident;
    if (file == NULL || fscanf(file, "%*d %ld", &resident) != 1) {
        abort();
    }
    fclose(file);
    seen[place / (turns / (2 * LOOKS)) - 1] =
        (double)(resident * sysconf(_SC_PAGESIZE)) / (1 << 20);
}

static void must(bool holds) {
    if (!holds) {
        abort();
    }
}

static lpa_client *new_client(void) {
    lpa_client *lp = NULL;
    lpa_options *settings = lpa_options_new();
    lpa_options_set_max_retries(settings, 0);
    must(lpa_client_new(settings, &lp, NULL) == LPA_OK);
    lpa_options_free(settings);
    return lp;
}

static void get(const lpa_client *lp, int64_t id, const lpa_options *options, lpa_status expected) {
    lpa_company_user *user = NULL;
    lpa_error *error = NULL;
    lpa_status status = lpa_users_get(lp, id, options, &user, &error);
    must(status == expected && (user != NULL) == (status == LPA_OK) &&
         (error != NULL) == (status != LPA_OK));
    lpa_company_user_free(user);
    lpa_error_free(error);
}

static void page(lpa_pager *pager) {
    lpa_page *page = NULL;
    must(lpa_pager_next_page(pager, &page, NULL) == LPA_OK && page != NULL);
    lpa_page_free(page);
    lpa_pager_free(pager);
}

/* Most calls read a user; one in ten fails, one reads a page, one begins a list and leaves it, one
 * is given up. */
static void call(const lpa_client *lp, long turn) {
    lpa_users_list_params small = {.page_size = 5};
    lpa_provisioning_users_list_params others = {.page_size = 5};
    lpa_pager *pager = NULL;
    switch (turn % 10) {
    case 0:
        get(lp, NOBODY, NULL, LPA_NOT_FOUND);
        break;
    case 1:
        must(lpa_users_list(lp, &small, NULL, &pager, NULL) == LPA_OK);
        page(pager);
        break;
    case 2:
        must(lpa_provisioning_users_list(lp, &others, NULL, &pager, NULL) == LPA_OK);
        page(pager);
        break;
    case 3: {
        lpa_cancel *cancel = lpa_cancel_new();
        lpa_options *options = lpa_options_new();
        lpa_options_set_cancel(options, cancel);
        lpa_cancel_fire(cancel);
        get(lp, ADA, options, LPA_CANCELLED);
        lpa_options_free(options);
        lpa_cancel_free(cancel);
        break;
    }
    default:
        get(lp, ADA, NULL, LPA_OK);
    }
}

static const long CALLS = 100000;
static atomic_long begun;

static void *work(void *lp) {
    for (long turn; (turn = atomic_fetch_add(&begun, 1) + 1) <= CALLS;) {
        call(lp, turn);
        look(turn, CALLS);
    }
    return NULL;
}

static void calls(void) {
    pthread_t threads[THREADS];
    lpa_client *lp = new_client();
    for (int at = 0; at < THREADS; at++) {
        must(pthread_create(&threads[at], NULL, work, lp) == 0);
    }
    for (int at = 0; at < THREADS; at++) {
        pthread_join(threads[at], NULL);
    }
    lpa_client_free(lp);
}

static void clients(void) {
    const long turns = 10000;
    for (long turn = 1; turn <= turns; turn++) {
        lpa_client *lp = new_client();
        get(lp, ADA, NULL, LPA_OK);
        if (turn % 2 == 0) {
            lpa_client_close(lp);
        }
        lpa_client_free(lp);
        look(turn, turns);
    }
}

int main(int argc, char **argv) {
    must(argc == 2);
    if (strcmp(argv[1], "calls") == 0) {
        calls();
    } else {
        clients();
    }
    for (int tenth = 0; tenth < 10; tenth++) {
        double least = seen[LOOKS / 10 * tenth];
        for (int at = 1; at < LOOKS / 10; at++) {
            double sample = seen[LOOKS / 10 * tenth + at];
            least = sample < least ? sample : least;
        }
        printf("%s%.2f", tenth == 0 ? "[" : ",", least);
    }
    puts("]");
    return EXIT_SUCCESS;
}

static const char HELP[] =
    "An admin's first ten minutes: what a company looks like through this library. It changes\n"
    "nothing.\n"
    "\n"
    "Shows which credentials work, and then, for those that do: some users, who holds which\n"
    "admin level, managed companies, shared folders, a few users read at once, and the audit\n"
    "events of the last day.\n"
    "\n"
    "Needs LASTPASS_API_KEY, or LASTPASS_CID with LASTPASS_PROVHASH, or all three; for the\n"
    "events LASTPASS_TIME_ZONE, the zone of the account as an IANA name such as\n"
    "America/New_York.\n"
    "\n"
    "    cc -pthread -o quickstart quickstart.c $(pkg-config --cflags --libs lastpass-admin)\n"
    "    ./quickstart\n"
    "\n"
    "Without an account, on a made-up company:\n"
    "\n"
    "    cargo run -p lastpass-sandbox -- --users 50 > sandbox.json &\n"
    "    until [ -s sandbox.json ]; do sleep 0.1; done\n"
    "    export $(jq -r '.environment | to_entries[] | .key + \"=\" + .value' sandbox.json)\n"
    "    ./quickstart\n"
    "\n"
    "Ends with 0 if all that is set works, with 1 if something does not, with 2 if nothing is\n"
    "set.\n";

static const char HOW_TO_BEGIN[] =
    "Set LASTPASS_API_KEY, or LASTPASS_CID and LASTPASS_PROVHASH; or try a made-up company:\n"
    "\n"
    "    cargo run -p lastpass-sandbox -- --users 50 > sandbox.json &\n"
    "    until [ -s sandbox.json ]; do sleep 0.1; done\n"
    "    export $(jq -r '.environment | to_entries[] | .key + \"=\" + .value' sandbox.json)\n";

#define _POSIX_C_SOURCE 200809L

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <lastpass_admin.h>

enum { SHOWN = 8, AT_ONCE = 5 };

/* What is absent is shown as a dash. */
static const char *shown(lpa_text text) {
    return text.data == NULL ? "-" : text.data;
}

/* The first page of a list; NULL without an error if the list is empty. Frees the list. */
static lpa_status first_page(lpa_pager *list, lpa_page **page, lpa_error **error) {
    lpa_status status = lpa_pager_next_page(list, page, error);
    lpa_pager_free(list);
    return status;
}

/* A list is read page by page, as far as it is asked for. */
static lpa_status users(const lpa_client *lp, lpa_error **error) {
    lpa_users_list_params params = {.page_size = SHOWN};
    lpa_pager *list;
    lpa_page *page;
    lpa_status status = lpa_users_list(lp, &params, NULL, &list, error);
    if (status != LPA_OK || (status = first_page(list, &page, error)) != LPA_OK) {
        return status;
    }
    size_t length;
    const lpa_company_user *found = lpa_page_company_users(page, &length);
    for (size_t at = 0; at < length; at++) {
        printf("  %" PRId64 "  %-20s %s\n", found[at].id.value, shown(found[at].account_status),
               shown(found[at].email));
    }
    lpa_page_free(page);
    return LPA_OK;
}

/* How many users a list holds, over all of its pages. Frees the list. */
static lpa_status count(lpa_pager *list, size_t *items, lpa_error **error) {
    lpa_page *page = NULL;
    lpa_status status;
    *items = 0;
    while ((status = lpa_pager_next_page(list, &page, error)) == LPA_OK && page != NULL) {
        *items += page->length;
        lpa_page_free(page);
    }
    lpa_pager_free(list);
    return status;
}

static lpa_status admin_levels(const lpa_client *lp, lpa_error **error) {
    lpa_pager *list;
    lpa_page *page = NULL;
    lpa_status status = lpa_admin_levels_list(lp, NULL, NULL, &list, error);
    if (status != LPA_OK) {
        return status;
    }
    while ((status = lpa_pager_next_page(list, &page, error)) == LPA_OK && page != NULL) {
        const lpa_admin_level *levels = lpa_page_admin_levels(page, NULL);
        for (size_t at = 0; at < page->length && status == LPA_OK; at++) {
            lpa_pager *holders;
            size_t held = 0;
            status =
                lpa_admin_levels_list_users(lp, levels[at].id.value, NULL, NULL, &holders, error);
            if (status == LPA_OK && (status = count(holders, &held, error)) == LPA_OK) {
                printf("  %-28s %zu %s\n", shown(levels[at].name), held,
                       held == 1 ? "user" : "users");
            }
        }
        lpa_page_free(page);
        if (status != LPA_OK) {
            break;
        }
    }
    lpa_pager_free(list);
    return status;
}

static lpa_status companies(const lpa_client *lp, lpa_error **error) {
    lpa_managed_companies_list_params params = {.page_size = SHOWN};
    lpa_pager *list;
    lpa_page *page;
    lpa_status status = lpa_managed_companies_list(lp, &params, NULL, &list, error);
    if (status != LPA_OK || (status = first_page(list, &page, error)) != LPA_OK) {
        return status;
    }
    size_t length;
    const lpa_managed_company *found = lpa_page_managed_companies(page, &length);
    for (size_t at = 0; at < length; at++) {
        printf("  %" PRId64 "  %-28s %s, %" PRId64 " licenses\n", found[at].id.value,
               shown(found[at].name), shown(found[at].status), found[at].license_limit.value);
    }
    lpa_page_free(page);
    return LPA_OK;
}

/* A member may have several rows: an own one, and one for each group. */
static size_t people(const lpa_shared_folder *folder) {
    size_t different = 0;
    for (size_t at = 0; at < folder->users.length; at++) {
        size_t before = 0;
        while (before < at && strcmp(shown(folder->users.items[before].username),
                                     shown(folder->users.items[at].username)) != 0) {
            before++;
        }
        different += before == at;
    }
    return different;
}

/* Deleted folders are listed too. */
static lpa_status folders(const lpa_client *lp, lpa_error **error) {
    lpa_pager *list;
    lpa_page *page;
    lpa_status status = lpa_provisioning_shared_folders_list(lp, NULL, &list, error);
    if (status != LPA_OK || (status = first_page(list, &page, error)) != LPA_OK) {
        return status;
    }
    size_t length;
    const lpa_shared_folder *found = lpa_page_shared_folders(page, &length);
    for (size_t at = 0; at < length && at < SHOWN; at++) {
        printf("  %-28s %zu members%s\n", shown(found[at].name), people(&found[at]),
               found[at].is_deleted.value ? ", deleted" : "");
    }
    lpa_page_free(page);
    return LPA_OK;
}

/* A user that a thread of its own reads. */
typedef struct reading {
    const lpa_client *lp;
    const char *username;
    lpa_status status;
    lpa_provisioning_user *user;
    lpa_error *error;
    pthread_t thread;
} reading;

static void *read_user(void *given) {
    reading *reading = given;
    reading->status = lpa_provisioning_users_get(reading->lp, reading->username, NULL,
                                                 &reading->user, &reading->error);
    return NULL;
}

/* Threads share a client: this is how many requests are in flight at once. */
static lpa_status several_at_once(const lpa_client *lp, lpa_error **error) {
    lpa_provisioning_users_list_params params = {.page_size = AT_ONCE};
    lpa_pager *list;
    lpa_page *page;
    lpa_status status = lpa_provisioning_users_list(lp, &params, NULL, &list, error);
    if (status != LPA_OK || (status = first_page(list, &page, error)) != LPA_OK) {
        return status;
    }
    size_t length, begun = 0;
    const lpa_provisioning_user *names = lpa_page_provisioning_users(page, &length);
    reading readings[AT_ONCE] = {{0}};
    while (begun < length && begun < AT_ONCE) {
        readings[begun].lp = lp;
        readings[begun].username = names[begun].username.data;
        if (pthread_create(&readings[begun].thread, NULL, read_user, &readings[begun]) != 0) {
            break;
        }
        begun++;
    }
    for (size_t at = 0; at < begun; at++) {
        pthread_join(readings[at].thread, NULL);
        if (readings[at].status == LPA_OK) {
            const char *factor = readings[at].user->multifactor.data;
            printf("  %-28s second factor: %s\n", shown(readings[at].user->username),
                   factor == NULL || *factor == '\0' ? "none" : factor);
        } else if (status == LPA_OK) {
            status = readings[at].status;
            *error = readings[at].error;
            readings[at].error = NULL;
        }
        lpa_provisioning_user_free(readings[at].user);
        lpa_error_free(readings[at].error);
    }
    lpa_page_free(page);
    return status;
}

/* The vendor's times carry no zone. With the zone of the account they are instants, too. */
static lpa_status events(const lpa_client *lp, lpa_error **error) {
    time_t now = time(NULL), yesterday = now - 24 * 60 * 60;
    char from[32], to[32];
    strftime(from, sizeof from, "%Y-%m-%dT%H:%M:%SZ", gmtime(&yesterday));
    strftime(to, sizeof to, "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
    lpa_provisioning_events_list_params params = {.from = from, .to = to};
    lpa_pager *list;
    lpa_page *page;
    lpa_status status = lpa_provisioning_events_list(lp, &params, NULL, &list, error);
    if (status != LPA_OK || (status = first_page(list, &page, error)) != LPA_OK) {
        return status;
    }
    size_t length;
    const lpa_event *found = lpa_page_events(page, &length);
    for (size_t at = 0; at < length && at < SHOWN; at++) {
        const char *who = found[at].username.data;
        printf("  %s  %-24s %s\n", shown(found[at].time.text),
               who == NULL || *who == '\0' ? "API" : who, shown(found[at].action));
    }
    lpa_page_free(page);
    return LPA_OK;
}

/* What to do about an error, decided by its kind. Its text is for people, not for programs. */
static void print_advice(FILE *out, const lpa_error *error) {
    switch (lpa_error_kind(error)) {
    case LPA_RATE_LIMIT: {
        double wait = lpa_error_retry_after(error);
        fprintf(out, "Try again in %.0f s.\n", wait < 0 ? 60 : wait);
        break;
    }
    case LPA_CONNECTION:
    case LPA_TIMEOUT:
    case LPA_SERVER:
        fputs("Try again later; reads can always be repeated.\n", out);
        break;
    case LPA_AUTHENTICATION:
        fputs("The credential is wrong or was reset. Take the new one from the Admin Console.\n",
              out);
        break;
    default:
        fputs("Trying again will not help.\n", out);
    }
}

/* Shows a part; whether it could be shown. Not every account may read everything, which is no
 * failure. */
static bool show(const char *title, lpa_status (*part)(const lpa_client *, lpa_error **),
                 const lpa_client *lp) {
    lpa_error *error = NULL;
    printf("\n%s\n", title);
    lpa_status status = part(lp, &error);
    if (status == LPA_NOT_FOUND || status == LPA_PERMISSION) {
        printf("  not for this account: %s\n", lpa_error_text(error).data);
        status = LPA_OK;
    } else if (status != LPA_OK) {
        printf("  %s ", lpa_error_text(error).data);
        print_advice(stdout, error);
    }
    lpa_error_free(error);
    return status == LPA_OK;
}

static void describe(const char *name, lpa_flag works, const lpa_error *error) {
    printf("  %-14s ", name);
    if (error != NULL) {
        printf("%s ", lpa_error_text(error).data);
        print_advice(stdout, error);
    } else {
        puts(works.is_set ? "works" : "not set");
    }
}

static lpa_status tour(const lpa_client *lp, bool *all_works, lpa_error **error) {
    lpa_credential_report *report;
    lpa_status status = lpa_check(lp, NULL, &report, error);
    if (status != LPA_OK) {
        return status;
    }
    puts("Credentials");
    describe("API key", report->business, report->business_error);
    describe("CID and hash", report->provisioning, report->provisioning_error);
    *all_works = report->business_error == NULL && report->provisioning_error == NULL;
    if (report->business.value) {
        *all_works &= show("Users", users, lp);
        *all_works &= show("Admin levels", admin_levels, lp);
        *all_works &= show("Managed companies", companies, lp);
    }
    if (report->provisioning.value) {
        *all_works &= show("Shared folders", folders, lp);
        *all_works &= show("Several at once", several_at_once, lp);
        if (getenv("LASTPASS_TIME_ZONE") != NULL) {
            *all_works &= show("Audit events of the last day", events, lp);
        } else {
            puts("\nAudit events need LASTPASS_TIME_ZONE, the time zone of the account.");
        }
    }
    lpa_credential_report_free(report);
    return LPA_OK;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        fputs(HELP, stdout);
        return 0;
    }
    if (argc > 1) {
        fprintf(stderr, "%s: there is no such argument; --help says what there is\n", argv[1]);
        return 2;
    }
    /* A read-only client refuses every operation that writes, before anything is sent. */
    lpa_options *settings = lpa_options_new();
    lpa_options_set_read_only(settings, true);
    lpa_options_set_api_user(settings, "quickstart.c");
    lpa_client *lp = NULL;
    lpa_error *error = NULL;
    bool all_works = false;
    lpa_status status = lpa_client_new(settings, &lp, &error);
    lpa_options_free(settings);
    if (status == LPA_OK) {
        status = tour(lp, &all_works, &error);
    }
    if (status == LPA_CONFIGURATION) {
        fprintf(stderr, "%s\n\n%s", lpa_error_text(error).data, HOW_TO_BEGIN);
    } else if (status != LPA_OK) {
        fprintf(stderr, "%s ", lpa_error_text(error).data);
        print_advice(stderr, error);
    }
    lpa_error_free(error);
    lpa_client_free(lp);
    return status == LPA_CONFIGURATION ? 2 : status == LPA_OK && all_works ? 0 : 1;
}

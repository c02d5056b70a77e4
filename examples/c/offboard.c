static const char HELP[] =
    "Offboards a leaver: takes every access away, and says which shared folders nobody looks\n"
    "after any more.\n"
    "\n"
    "    cc -o offboard offboard.c $(pkg-config --cflags --libs lastpass-admin)\n"
    "    ./offboard ada@example.com --dry-run     # what would be done\n"
    "    ./offboard ada@example.com\n"
    "\n"
    "In this order: disables the account (vault and data stay, so that it can be undone),\n"
    "lists the shared folders that only the leaver administers, takes the leaver out of all\n"
    "groups, and out of all admin levels. What was done is read back before it is called\n"
    "done. A step that fails does not keep the next ones from being taken, but the folders\n"
    "have to be known before the groups go, since access through a group is not seen\n"
    "afterwards. Run it again if a step failed: what is done is not done twice.\n"
    "\n"
    "Needs LASTPASS_CID with LASTPASS_PROVHASH, and LASTPASS_API_KEY for the admin levels\n"
    "(`--without-admin-levels` does without). `lastpass-sandbox` prints an environment to try\n"
    "it with.\n"
    "\n"
    "Ends with 0 if nothing is left to do, with 1 if a step was not done, with 2 if it was\n"
    "called or set up wrongly.\n";

#define _POSIX_C_SOURCE 200809L

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <lastpass_admin.h>

/* What a step has to say of itself; it grows as it is written to. */
typedef struct detail {
    char *text;
    size_t length;
} detail;

/* The leaver, and what a step came to. */
typedef struct offboarding {
    const lpa_client *lp;
    const char *username;
    bool is_dry_run;
    detail detail;
} offboarding;

/* A step: whether it is done. It says more in `detail`; an error says by itself why it is not done.
 */
typedef bool step(offboarding *leaver, lpa_error **error);

static void say(offboarding *leaver, const char *format, ...) {
    va_list given, again;
    va_start(given, format);
    va_copy(again, given);
    detail *detail = &leaver->detail;
    int more = vsnprintf(NULL, 0, format, given);
    char *text = realloc(detail->text, detail->length + (size_t)more + 1);
    if (text == NULL) {
        abort();
    }
    detail->text = text;
    vsnprintf(text + detail->length, (size_t)more + 1, format, again);
    detail->length += (size_t)more;
    va_end(again);
    va_end(given);
}

/* Addresses are the same however they are written. */
static bool is_same(lpa_text one, lpa_text other) {
    return strcasecmp(one.data == NULL ? "" : one.data, other.data == NULL ? "" : other.data) == 0;
}

static lpa_text text(const char *data) {
    return (lpa_text){data, strlen(data)};
}

/* The user as the vendor has it now; NULL with an error. The caller frees it. */
static lpa_provisioning_user *read_leaver(const offboarding *leaver, lpa_error **error) {
    lpa_provisioning_user *user = NULL;
    lpa_provisioning_users_get(leaver->lp, leaver->username, NULL, &user, error);
    return user;
}

/* Whether the account is disabled now. */
static lpa_status is_disabled(const offboarding *leaver, bool *disabled, lpa_error **error) {
    lpa_provisioning_user *user = read_leaver(leaver, error);
    if (user == NULL) {
        return lpa_error_kind(*error);
    }
    *disabled = user->disabled.value;
    lpa_provisioning_user_free(user);
    return LPA_OK;
}

static bool disable(offboarding *leaver, lpa_error **error) {
    bool disabled = false;
    if (is_disabled(leaver, &disabled, error) != LPA_OK) {
        return false;
    }
    if (disabled) {
        say(leaver, "is disabled already");
        return true;
    }
    if (leaver->is_dry_run) {
        say(leaver, "would be disabled");
        return true;
    }
    lpa_outcome *outcome;
    if (lpa_provisioning_users_disable(leaver->lp, &leaver->username, 1, NULL, &outcome, error) !=
        LPA_OK) {
        return false;
    }
    lpa_outcome_free(outcome);
    if (is_disabled(leaver, &disabled, error) != LPA_OK) {
        return false;
    }
    say(leaver,
        disabled ? "disabled" : "the vendor took the command, and the account is still enabled");
    return disabled;
}

/* All pages of a list: what the pages of many hold has to be there at once. */
typedef struct pages {
    lpa_page **items;
    size_t length;
} pages;

static void free_pages(pages *pages) {
    for (size_t at = 0; at < pages->length; at++) {
        lpa_page_free(pages->items[at]);
    }
    free(pages->items);
    *pages = (struct pages){NULL, 0};
}

/* Reads a list to its end, and frees it. */
static lpa_status read_all(lpa_pager *list, pages *pages, lpa_error **error) {
    lpa_page *page = NULL;
    lpa_status status;
    *pages = (struct pages){NULL, 0};
    while ((status = lpa_pager_next_page(list, &page, error)) == LPA_OK && page != NULL) {
        lpa_page **items = realloc(pages->items, (pages->length + 1) * sizeof *items);
        if (items == NULL) {
            abort();
        }
        pages->items = items;
        pages->items[pages->length++] = page;
    }
    lpa_pager_free(list);
    if (status != LPA_OK) {
        free_pages(pages);
    }
    return status;
}

/* Whether somebody is the leaver, or disabled: who does not look after a folder. */
static bool is_gone(const offboarding *leaver, const pages *disabled, lpa_text username) {
    if (is_same(username, text(leaver->username))) {
        return true;
    }
    for (size_t at = 0; at < disabled->length; at++) {
        size_t length;
        const lpa_provisioning_user *users =
            lpa_page_provisioning_users(disabled->items[at], &length);
        for (size_t user = 0; user < length; user++) {
            if (is_same(users[user].username, username)) {
                return true;
            }
        }
    }
    return false;
}

/* Whether a row makes somebody an admin of the folder. Super admins reach all and look after none.
 */
static bool administers(const lpa_shared_folder_member *member) {
    return member->role.data != NULL && strcmp(member->role.data, LPA_FOLDER_ROLE_ADMIN) == 0 &&
           !member->is_super_admin.value;
}

/* Whether the leaver administers the folder, and nobody else does who is still there. */
static bool is_orphaned(const offboarding *leaver, const pages *disabled,
                        const lpa_shared_folder *folder) {
    bool is_theirs = false;
    for (size_t at = 0; at < folder->users.length; at++) {
        const lpa_shared_folder_member *member = &folder->users.items[at];
        if (administers(member)) {
            is_theirs = is_theirs || is_same(member->username, text(leaver->username));
            if (!is_gone(leaver, disabled, member->username)) {
                return false;
            }
        }
    }
    return is_theirs && !folder->is_deleted.value;
}

static void describe(offboarding *leaver, const lpa_shared_folder *folder) {
    const char *before = "super admins who reach it: ";
    say(leaver, "\n%s (id %s; ", folder->name.data == NULL ? "-" : folder->name.data,
        folder->id.data);
    for (size_t at = 0; at < folder->users.length; at++) {
        const lpa_shared_folder_member *member = &folder->users.items[at];
        if (member->is_super_admin.value) {
            say(leaver, "%s%s", before,
                member->username.data == NULL ? "-" : member->username.data);
            before = ", ";
        }
    }
    say(leaver, *before == ',' ? ")" : "no super admin reaches it)");
}

/* Folders whose only admin, apart from super admins and disabled users, is the leaver. */
static bool find_orphaned_folders(offboarding *leaver, lpa_error **error) {
    lpa_provisioning_users_list_params who = {.disabled = {.value = true, .is_set = true}};
    lpa_pager *list;
    pages disabled, folders;
    if (lpa_provisioning_users_list(leaver->lp, &who, NULL, &list, error) != LPA_OK ||
        read_all(list, &disabled, error) != LPA_OK) {
        return false;
    }
    if (lpa_provisioning_shared_folders_list(leaver->lp, NULL, &list, error) != LPA_OK ||
        read_all(list, &folders, error) != LPA_OK) {
        free_pages(&disabled);
        return false;
    }
    size_t orphaned = 0;
    for (size_t at = 0; at < folders.length; at++) {
        size_t length;
        const lpa_shared_folder *found = lpa_page_shared_folders(folders.items[at], &length);
        for (size_t folder = 0; folder < length; folder++) {
            if (is_orphaned(leaver, &disabled, &found[folder])) {
                if (orphaned++ == 0) {
                    say(leaver,
                        "administered by the leaver alone; name another admin in the vault:");
                }
                describe(leaver, &found[folder]);
            }
        }
    }
    if (orphaned == 0) {
        say(leaver, "none is administered by the leaver alone");
    }
    free_pages(&folders);
    free_pages(&disabled);
    return true;
}

static void say_names(offboarding *leaver, lpa_texts names) {
    for (size_t at = 0; at < names.length; at++) {
        say(leaver, "%s%s", at == 0 ? "" : ", ", names.items[at].data);
    }
}

/* Takes the leaver out of these groups, and says which of them are left. */
static bool leave(offboarding *leaver, lpa_texts groups, lpa_error **error) {
    const char **names = malloc(groups.length * sizeof *names);
    if (names == NULL) {
        abort();
    }
    for (size_t at = 0; at < groups.length; at++) {
        names[at] = groups.items[at].data;
    }
    lpa_group_change change = {
        .username = leaver->username, .remove = names, .remove_length = groups.length};
    lpa_outcome *outcome;
    lpa_status status =
        lpa_provisioning_groups_change_members(leaver->lp, &change, 1, NULL, &outcome, error);
    free(names);
    if (status != LPA_OK) {
        return false;
    }
    lpa_outcome_free(outcome);
    lpa_provisioning_user *user = read_leaver(leaver, error);
    if (user == NULL) {
        return false;
    }
    bool is_out = user->groups.length == 0;
    say(leaver, is_out ? "taken out of " : "still in ");
    say_names(leaver, is_out ? groups : user->groups);
    if (!is_out) {
        say(leaver, "; groups of a directory are changed there");
    }
    lpa_provisioning_user_free(user);
    return is_out;
}

static bool leave_groups(offboarding *leaver, lpa_error **error) {
    lpa_provisioning_user *user = read_leaver(leaver, error);
    if (user == NULL) {
        return false;
    }
    bool is_done = true;
    if (user->groups.length == 0) {
        say(leaver, "is in none");
    } else if (leaver->is_dry_run) {
        say(leaver, "would be taken out of ");
        say_names(leaver, user->groups);
    } else {
        is_done = leave(leaver, user->groups, error);
    }
    lpa_provisioning_user_free(user);
    return is_done;
}

/* The two APIs have different ids for a user; the address is what they share. False without an
 * error if it is not listed. */
static bool find_business_id(const offboarding *leaver, int64_t *id, lpa_error **error) {
    lpa_users_list_params params = {.email = leaver->username};
    lpa_pager *list;
    pages users;
    bool is_found = false;
    if (lpa_users_list(leaver->lp, &params, NULL, &list, error) != LPA_OK ||
        read_all(list, &users, error) != LPA_OK) {
        return false;
    }
    for (size_t at = 0; at < users.length; at++) {
        size_t length;
        const lpa_company_user *found = lpa_page_company_users(users.items[at], &length);
        for (size_t user = 0; user < length && !is_found; user++) {
            is_found = found[user].id.is_set && is_same(found[user].email, text(leaver->username));
            *id = found[user].id.value;
        }
    }
    free_pages(&users);
    return is_found;
}

/* Whether a user holds an admin level. */
static lpa_status holds(const offboarding *leaver, int64_t level, int64_t id, bool *held,
                        lpa_error **error) {
    lpa_pager *list;
    pages holders;
    lpa_status status = lpa_admin_levels_list_users(leaver->lp, level, NULL, NULL, &list, error);
    if (status != LPA_OK || (status = read_all(list, &holders, error)) != LPA_OK) {
        return status;
    }
    *held = false;
    for (size_t at = 0; at < holders.length; at++) {
        size_t length;
        const lpa_admin_level_user *users = lpa_page_admin_level_users(holders.items[at], &length);
        for (size_t user = 0; user < length; user++) {
            *held = *held || users[user].id.value == id;
        }
    }
    free_pages(&holders);
    return LPA_OK;
}

/* Takes the leaver out of one level; whether it is done. After an unclear failure it is sent again;
 * that the user is gone by then is what we want. */
static bool leave_level(const offboarding *leaver, int64_t level, int64_t id, bool *is_out,
                        lpa_error **error) {
    lpa_options *options = lpa_options_new();
    lpa_options_set_gone_is_deleted(options, true);
    lpa_status status = lpa_admin_levels_remove_user(leaver->lp, level, id, options, error);
    lpa_options_free(options);
    bool held = true;
    if (status != LPA_OK || holds(leaver, level, id, &held, error) != LPA_OK) {
        return false;
    }
    *is_out = !held;
    return true;
}

static bool leave_admin_levels(offboarding *leaver, lpa_error **error) {
    int64_t id = 0;
    lpa_pager *list;
    pages levels;
    if (!find_business_id(leaver, &id, error)) {
        if (*error == NULL) {
            say(leaver, "the Business API does not list this address; look in the Admin Console");
        }
        return false;
    }
    if (lpa_admin_levels_list(leaver->lp, NULL, NULL, &list, error) != LPA_OK ||
        read_all(list, &levels, error) != LPA_OK) {
        return false;
    }
    bool is_done = true, holds_any = false;
    for (size_t at = 0; at < levels.length && *error == NULL; at++) {
        size_t length;
        const lpa_admin_level *found = lpa_page_admin_levels(levels.items[at], &length);
        for (size_t level = 0; level < length && *error == NULL; level++) {
            bool held = false, is_out = true;
            if (holds(leaver, found[level].id.value, id, &held, error) != LPA_OK || !held) {
                continue;
            }
            if (!leaver->is_dry_run &&
                !leave_level(leaver, found[level].id.value, id, &is_out, error)) {
                continue;
            }
            say(leaver, "%s%s%s", holds_any ? "; " : "",
                leaver->is_dry_run ? "would be taken out of "
                : is_out           ? "taken out of "
                                   : "still holds ",
                found[level].name.data == NULL ? "-" : found[level].name.data);
            holds_any = true;
            is_done = is_done && is_out;
        }
    }
    if (!holds_any && *error == NULL) {
        say(leaver, "holds none");
    }
    free_pages(&levels);
    return is_done && *error == NULL;
}

static void print_advice(FILE *out, const lpa_error *error) {
    switch (lpa_error_kind(error)) {
    case LPA_RATE_LIMIT: {
        double wait = lpa_error_retry_after(error);
        fprintf(out, "Run it again in %.0f s.\n", wait < 0 ? 60 : wait);
        break;
    }
    case LPA_AUTHENTICATION:
    case LPA_PERMISSION:
    case LPA_CONFIGURATION:
        fputs("Nothing was changed by this step: the credential has to be mended first.\n", out);
        break;
    default:
        fputs(strcmp(lpa_error_delivery(error).data, LPA_DELIVERY_NOT_SENT) == 0
                  ? "Nothing was changed by this step. Run it again.\n"
                  : "The step may have taken effect. Run it again: it looks before it acts.\n",
              out);
    }
}

/* Takes a step and says how it ended. Whatever goes wrong in it is said, and the next one is taken.
 */
static bool attempt(offboarding *leaver, const char *name, step *take) {
    lpa_error *error = NULL;
    bool is_done = take(leaver, &error) && error == NULL;
    printf("%-8s  %-14s  ", is_done ? "ok" : "NOT DONE", name);
    for (const char *next = leaver->detail.text; next != NULL && *next != '\0'; next++) {
        if (*next == '\n') {
            printf("\n%26s", "");
        } else {
            putchar(*next);
        }
    }
    if (error != NULL) {
        printf("%s%s ", leaver->detail.length > 0 ? "; " : "", lpa_error_text(error).data);
        print_advice(stdout, error);
    } else {
        putchar('\n');
    }
    fflush(stdout);
    lpa_error_free(error);
    free(leaver->detail.text);
    leaver->detail = (detail){NULL, 0};
    return is_done;
}

/* Takes the steps; gives how many are not done. */
static int offboard(offboarding *leaver, bool admin_levels) {
    int undone = !attempt(leaver, "account", disable);
    if (attempt(leaver, "shared folders", find_orphaned_folders)) {
        undone += !attempt(leaver, "groups", leave_groups);
    } else {
        undone += 2;
        printf("%-8s  %-14s  left alone, since the shared folders could not be read\n", "NOT DONE",
               "groups");
    }
    if (admin_levels) {
        undone += !attempt(leaver, "admin levels", leave_admin_levels);
    }
    return undone;
}

/* Whether a credential works; if not, it says so, and gives the code to end with. */
static int require(const char *name, lpa_flag works, const lpa_error *error) {
    if (!works.is_set) {
        fprintf(stderr, "Nothing was changed: %s has to be set.\n", name);
        return 2;
    }
    if (error != NULL) {
        fprintf(stderr, "Nothing was changed: %s does not work: %s\n", name,
                lpa_error_text(error).data);
        return 1;
    }
    return 0;
}

/* A dead credential is found before the first step, and not between two of them. */
static int require_credentials(const lpa_client *lp, bool admin_levels, lpa_error **error) {
    lpa_credential_report *report;
    if (lpa_check(lp, NULL, &report, error) != LPA_OK) {
        return 1;
    }
    int code = require("LASTPASS_CID and LASTPASS_PROVHASH", report->provisioning,
                       report->provisioning_error);
    if (code == 0 && admin_levels) {
        code = require("LASTPASS_API_KEY", report->business, report->business_error);
    }
    lpa_credential_report_free(report);
    return code;
}

static int run(const lpa_client *lp, const char *username, bool admin_levels, bool is_dry_run,
               lpa_error **error) {
    int code = require_credentials(lp, admin_levels, error);
    if (code != 0) {
        return code;
    }
    lpa_provisioning_user *user;
    lpa_status status = lpa_provisioning_users_get(lp, username, NULL, &user, error);
    if (status == LPA_NOT_FOUND) {
        lpa_error_free(*error);
        *error = NULL;
        fprintf(
            stderr,
            "%s is no user of this company. A pending invitation is taken back with `uninvite`.\n",
            username);
    }
    if (status != LPA_OK) {
        return 1;
    }
    offboarding leaver = {
        lp, user->username.data == NULL ? username : user->username.data, is_dry_run, {NULL, 0}};
    int undone = offboard(&leaver, admin_levels);
    if (undone > 0) {
        fprintf(stderr, "%d steps are not done: %s is not offboarded.\n", undone, leaver.username);
    }
    lpa_provisioning_user_free(user);
    return undone > 0;
}

int main(int argc, char **argv) {
    const char *username = NULL;
    bool is_dry_run = false, admin_levels = true;
    for (int at = 1; at < argc; at++) {
        if (strcmp(argv[at], "--help") == 0) {
            fputs(HELP, stdout);
            return 0;
        }
        if (strcmp(argv[at], "--dry-run") == 0) {
            is_dry_run = true;
        } else if (strcmp(argv[at], "--without-admin-levels") == 0) {
            admin_levels = false;
        } else if (argv[at][0] != '-' && username == NULL) {
            username = argv[at];
        } else {
            fprintf(stderr, "%s: there is no such argument; --help says what there is\n", argv[at]);
            return 2;
        }
    }
    if (username == NULL) {
        fputs("the leaver is missing; --help says what there is\n", stderr);
        return 2;
    }
    lpa_options *settings = lpa_options_new();
    lpa_options_set_read_only(settings, is_dry_run);
    lpa_options_set_api_user(settings, "offboard.c");
    lpa_client *lp = NULL;
    lpa_error *error = NULL;
    int code = 1;
    if (lpa_client_new(settings, &lp, &error) == LPA_OK) {
        code = run(lp, username, admin_levels, is_dry_run, &error);
    }
    lpa_options_free(settings);
    if (error != NULL) {
        fprintf(stderr, "%s ", lpa_error_text(error).data);
        print_advice(stderr, error);
        lpa_status kind = lpa_error_kind(error);
        code = kind == LPA_CONFIGURATION || kind == LPA_INVALID_ARGUMENT ? 2 : 1;
    }
    lpa_error_free(error);
    lpa_client_free(lp);
    return code;
}

static const char HELP[] =
    "Exports one day of audit events to JSON Lines, for a log collector or an archive.\n"
    "\n"
    "    cc -o export_events export_events.c $(pkg-config --cflags --libs lastpass-admin)\n"
    "    ./export_events                                 # yesterday, to events-2026-11-21.jsonl\n"
    "    ./export_events --day 2026-11-01 --out day.jsonl\n"
    "\n"
    "A day is one of the account's time zone, from its first second to its last: 23 or 25\n"
    "hours where daylight saving begins or ends. Each line is an event, the latest first: the\n"
    "vendor's local time as `time`, the instant in UTC, whether the local time is one that\n"
    "comes twice that day, and an `id` that is the same in every export, by which a collector\n"
    "drops what it has already.\n"
    "\n"
    "The file appears only if the whole day was read, and replaces one of an earlier run.\n"
    "Events may reach the log late, so run it an hour after midnight or later; to follow the\n"
    "log closely, see lpa_provisioning_events_since.\n"
    "\n"
    "Needs LASTPASS_CID with LASTPASS_PROVHASH, and LASTPASS_TIME_ZONE, the zone of the\n"
    "account as an IANA name such as America/New_York. `lastpass-sandbox` prints an\n"
    "environment to try it with.\n"
    "\n"
    "Ends with 0 if the file is written, with 1 if the events could not be read, with 2 if it\n"
    "was called or set up wrongly.\n";

#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <lastpass_admin.h>

/* Writes a text as JSON; null for one that is absent. */
static void write_text(FILE *file, lpa_text text) {
    if (text.data == NULL) {
        fputs("null", file);
        return;
    }
    fputc('"', file);
    for (const char *next = text.data, *end = next + text.length; next < end; next++) {
        unsigned char letter = (unsigned char)*next;
        if (letter == '"' || letter == '\\') {
            fprintf(file, "\\%c", letter);
        } else if (letter < ' ') {
            fprintf(file, "\\u%04x", letter);
        } else {
            fputc(letter, file);
        }
    }
    fputc('"', file);
}

static void write_member(FILE *file, const char *name, lpa_text text) {
    fprintf(file, ",\"%s\":", name);
    write_text(file, text);
}

static void write_event(FILE *file, const lpa_event *event) {
    fputs("{\"id\":", file);
    write_text(file, event->id);
    /* Equal events of one second are told apart by their number, in the id too. */
    fprintf(file, ",\"ordinal\":%" PRId64, event->ordinal.value);
    write_member(file, "time", event->time.text);
    if (event->time.has_instant) {
        time_t moment = (time_t)event->time.unix_seconds;
        char instant[32];
        strftime(instant, sizeof instant, "%Y-%m-%dT%H:%M:%SZ", gmtime(&moment));
        fprintf(file, ",\"instant\":\"%s\"", instant);
    }
    fprintf(file, ",\"ambiguous\":%s", event->time.is_ambiguous ? "true" : "false");
    write_member(file, "username", event->username);
    write_member(file, "ip_address", event->ip_address);
    write_member(file, "action", event->action);
    write_member(file, "data", event->data);
    /* What the vendor sends and this version does not know is JSON already. */
    if (event->extra.data != NULL) {
        fprintf(file, ",\"extra\":%s", event->extra.data);
    }
    fputs("}\n", file);
}

/* Writes the events as they are read, page by page. Frees the list. */
static lpa_status export(lpa_pager *list, FILE *file, size_t *events, lpa_error **error) {
    lpa_page *page = NULL;
    lpa_status status;
    *events = 0;
    while ((status = lpa_pager_next_page(list, &page, error)) == LPA_OK && page != NULL) {
        const lpa_event *found = lpa_page_events(page, NULL);
        for (size_t at = 0; at < page->length; at++) {
            write_event(file, &found[at]);
        }
        *events += page->length;
        lpa_page_free(page);
    }
    lpa_pager_free(list);
    return status;
}

static void print_advice(const lpa_error *error) {
    switch (lpa_error_kind(error)) {
    case LPA_RATE_LIMIT: {
        double wait = lpa_error_retry_after(error);
        fprintf(stderr, "Run it again in %.0f s.\n", wait < 0 ? 60 : wait);
        break;
    }
    case LPA_AUTHENTICATION:
    case LPA_CONFIGURATION:
        fputs("Take LASTPASS_CID and LASTPASS_PROVHASH from the Admin Console: Advanced, "
              "Enterprise API.\n",
              stderr);
        break;
    default:
        fputs("It only reads, so it can be run again at any time.\n", stderr);
    }
}

/* Says why there is no file, and gives the code to end with. */
static int without_file(const lpa_error *error) {
    lpa_status kind = lpa_error_kind(error);
    fprintf(stderr, "No file was written: %s ", lpa_error_text(error).data);
    print_advice(error);
    return kind == LPA_CONFIGURATION || kind == LPA_INVALID_ARGUMENT ? 2 : 1;
}

static int without_disk(void) {
    fprintf(stderr, "No file was written: %s\n", strerror(errno));
    return 1;
}

/*
 * Writes the day to a file that gets its name when it is complete. Only its owner may read it: it
 * holds personal data.
 */
static int write_day(const lpa_client *lp, const char *day, const char *out) {
    /*
     * Times without an offset are local ones, as the vendor's own bounds are. So the day is whole
     * however many hours it has; a start with an offset and 24 hours more would not be.
     */
    char from[32], to[32], folder[PATH_MAX], name[PATH_MAX], temporary[PATH_MAX];
    snprintf(from, sizeof from, "%s 00:00:00", day);
    snprintf(to, sizeof to, "%s 23:59:59", day);
    lpa_provisioning_events_list_params params = {.from = from, .to = to};
    lpa_pager *list;
    lpa_error *error = NULL;
    if (lpa_provisioning_events_list(lp, &params, NULL, &list, &error) != LPA_OK) {
        int code = without_file(error);
        lpa_error_free(error);
        return code;
    }
    snprintf(folder, sizeof folder, "%s", out);
    snprintf(name, sizeof name, "%s", out);
    int length =
        snprintf(temporary, sizeof temporary, "%s/.%s.XXXXXX", dirname(folder), basename(name));
    int handle = length < (int)sizeof temporary ? mkstemp(temporary) : -1;
    FILE *file = handle < 0 ? NULL : fdopen(handle, "w");
    if (file == NULL) {
        lpa_pager_free(list);
        return without_disk();
    }
    size_t events;
    int code = 0;
    if (export(list, file, &events, &error) != LPA_OK) {
        code = without_file(error);
        lpa_error_free(error);
    } else if (fflush(file) != 0 || fsync(handle) != 0 || rename(temporary, out) != 0) {
        code = without_disk();
    } else {
        printf("%zu events of %s in %s: %s\n", events, day, getenv("LASTPASS_TIME_ZONE"), out);
    }
    fclose(file);
    if (code != 0) {
        unlink(temporary);
    }
    return code;
}

/* The day of an instant in the time zone of the account. */
static void write_day_of(time_t moment, char *day, size_t size) {
    strftime(day, size, "%Y-%m-%d", localtime(&moment));
}

/* Whether a text is a day, such as 2026-11-01. */
static bool is_day(const char *text) {
    struct tm day = {.tm_isdst = -1, .tm_hour = 12};
    char again[32];
    if (sscanf(text, "%4d-%2d-%2d", &day.tm_year, &day.tm_mon, &day.tm_mday) != 3) {
        return false;
    }
    day.tm_year -= 1900;
    day.tm_mon -= 1;
    write_day_of(mktime(&day), again, sizeof again);
    return strcmp(again, text) == 0;
}

int main(int argc, char **argv) {
    const char *day = NULL, *out = NULL;
    for (int at = 1; at < argc; at++) {
        const char **value = strcmp(argv[at], "--day") == 0   ? &day
                             : strcmp(argv[at], "--out") == 0 ? &out
                                                              : NULL;
        if (strcmp(argv[at], "--help") == 0) {
            fputs(HELP, stdout);
            return 0;
        }
        if (value == NULL || at + 1 == argc) {
            fprintf(stderr,
                    "%s: there is no such argument, or its value is missing; "
                    "--help says what there is\n",
                    argv[at]);
            return 2;
        }
        *value = argv[++at];
    }
    const char *zone = getenv("LASTPASS_TIME_ZONE");
    if (zone == NULL || *zone == '\0') {
        fputs("Set LASTPASS_TIME_ZONE, the zone of the account, to an IANA name.\n", stderr);
        return 2;
    }

    /* It checks the zone, too; the system takes a name that it does not know for UTC. */
    lpa_options *settings = lpa_options_new();
    lpa_options_set_read_only(settings, true);
    lpa_options_set_api_user(settings, "export_events.c");
    lpa_client *lp = NULL;
    lpa_error *error = NULL;
    lpa_status status = lpa_client_new(settings, &lp, &error);
    lpa_options_free(settings);
    if (status != LPA_OK) {
        if (status == LPA_INVALID_ARGUMENT) {
            fputs("LASTPASS_TIME_ZONE or another variable does not hold what it should.\n", stderr);
        }
        int code = without_file(error);
        lpa_error_free(error);
        return code;
    }

    setenv("TZ", zone, 1);
    tzset();
    char today[32], yesterday[32], path[64];
    time_t now = time(NULL);
    write_day_of(now, today, sizeof today);
    /* Noon of the day before: that day may have had 23 hours, or 25. */
    struct tm noon = *localtime(&now);
    noon.tm_mday -= 1;
    noon.tm_hour = 12;
    noon.tm_isdst = -1;
    write_day_of(mktime(&noon), yesterday, sizeof yesterday);

    int code = 2;
    day = day == NULL ? yesterday : day;
    snprintf(path, sizeof path, "events-%.10s.jsonl", day);
    if (!is_day(day)) {
        fprintf(stderr, "%s is no day, such as 2026-11-01\n", day);
    } else if (strcmp(day, today) >= 0) {
        fprintf(stderr, "%s is not over yet in %s\n", day, zone);
    } else {
        code = write_day(lp, day, out == NULL ? path : out);
    }
    lpa_client_free(lp);
    return code;
}

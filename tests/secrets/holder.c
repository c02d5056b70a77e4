/* Uses clients with secrets as a program in C does; see README.md. It wipes its own copies: what is left is the library's. */

#define _GNU_SOURCE

#include <lastpass_admin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No program of users is this long. */
enum { LONGEST = 500 };

static char urls[2][LONGEST], cid[LONGEST], key[LONGEST], hash[LONGEST], password[LONGEST];

/* Reads a line. */
static void read_line(char *text)
{
    if (fgets(text, LONGEST, stdin) == NULL) {
        exit(1);
    }
    text[strcspn(text, "\n")] = '\0';
}

/* Reads a secret, which comes as numbers that are each one higher than a byte of it. */
static void read_secret(char *text)
{
    char line[LONGEST];
    char *rest = line;
    read_line(line);
    while (*rest != '\0') {
        *text++ = (char)(strtoul(rest, &rest, 10) - 1);
        rest += *rest == ' ';
    }
    *text = '\0';
}

static void print_log(void *user_data, lpa_log_level level, const char *line)
{
    (void)user_data;
    fprintf(stderr, "%d %s\n", (int)level, line);
}

/* Prints all of an error, and frees it. */
static void print_error(lpa_error *error)
{
    if (error != NULL) {
        printf("%s %s\n", lpa_error_text(error).data, lpa_error_json(error).data);
        lpa_error_free(error);
    }
}

static lpa_client *open_client(const char *api_key, const char *provhash, const char *origin)
{
    char url[LONGEST * 2];
    lpa_options *options = lpa_options_new();
    lpa_client *client = NULL;
    lpa_error *error = NULL;
    lpa_options_set_api_key(options, api_key);
    lpa_options_set_cid(options, cid);
    lpa_options_set_provhash(options, provhash);
    snprintf(url, sizeof url, "%s", origin == NULL ? urls[0] : origin);
    lpa_options_set_business_url(options, url);
    snprintf(url, sizeof url, "%s", origin == NULL ? urls[1] : origin);
    lpa_options_set_provisioning_url(options, url);
    lpa_options_set_max_retries(options, 1);
    lpa_options_set_no_proxy(options, true);
    lpa_client_new(options, &client, &error);
    print_error(error);
    lpa_options_free(options);
    return client;
}

/* What a client is used for, which succeeds or fails as its credentials and its server are. */
static void use(const lpa_client *client)
{
    const lpa_batch_add_user row = {.username = "grace@example.com", .password = password};
    const lpa_batch_add_user bad = {.username = "nobody", .password = password};
    lpa_company_user *user = NULL;
    lpa_outcome *outcome = NULL;
    lpa_pager *users = NULL;
    lpa_page *page = NULL;
    lpa_error *error = NULL;
    lpa_users_list(client, NULL, NULL, &users, NULL);
    lpa_pager_next_page(users, &page, &error);
    print_error(error);
    lpa_page_free(page);
    lpa_pager_free(users);
    error = NULL;
    lpa_users_get(client, 1, NULL, &user, &error);
    print_error(error);
    lpa_company_user_free(user);
    error = NULL;
    lpa_provisioning_users_add(client, &row, 1, NULL, &outcome, &error);
    print_error(error);
    lpa_outcome_free(outcome);
    outcome = NULL;
    error = NULL;
    lpa_provisioning_users_add(client, &bad, 1, NULL, &outcome, &error);
    print_error(error);
    lpa_outcome_free(outcome);
}

/* Says how far it is, and waits until it is told to go on. */
static void reached(const char *place)
{
    char line[LONGEST];
    puts(place);
    fflush(stdout);
    read_line(line);
}

int main(void)
{
    setvbuf(stdin, NULL, _IONBF, 0);
    read_line(urls[0]);
    read_line(urls[1]);
    read_line(cid);
    read_secret(key);
    read_secret(hash);
    read_secret(password);
    lpa_log_set(LPA_LOG_DEBUG, print_log, NULL);
    lpa_client *clients[] = {
        open_client(key, hash, NULL),
        open_client("lpkey_of-nobody", "of-nobody", NULL),
        open_client(key, hash, "http://127.0.0.1:9"),
        open_client(hash, key, NULL),
    };
    for (size_t at = 0; at < sizeof clients / sizeof *clients; at++) {
        if (clients[at] != NULL) {
            use(clients[at]);
        }
    }
    reached("OPEN");
    for (size_t at = 0; at < sizeof clients / sizeof *clients; at++) {
        lpa_client_free(clients[at]);
    }
    explicit_bzero(key, sizeof key);
    explicit_bzero(hash, sizeof hash);
    explicit_bzero(password, sizeof password);
    reached("CLOSED");
    return 0;
}

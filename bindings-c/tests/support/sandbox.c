#define _POSIX_C_SOURCE 200809L

#include "sandbox.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char base_url[100];
static int seed;

void milliseconds(long time) {
    struct timespec pause = {time / 1000, time % 1000 * 1000000};
    nanosleep(&pause, NULL);
}

double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A text of an object, which has to be there. */
static const char *text(const json_t *object, const char *name) {
    const char *found = json_string_value(json_object_get(object, name));
    CHECK(found != NULL);
    return found;
}

/* A connection to a port of this machine. */
static int connected(const char *url) {
    struct sockaddr_in there = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    unsigned port = 0;
    CHECK(sscanf(url, "http://127.0.0.1:%u/", &port) == 1);
    there.sin_port = htons((uint16_t)port);
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(connect(connection, (struct sockaddr *)&there, sizeof there) == 0);
    return connection;
}

json_t *control(const char *method, const char *url, const char *body) {
    int connection = connected(url);
    FILE *stream = fdopen(connection, "r+");
    fprintf(
        stream,
        "%s %s HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: %zu\r\n\r\n%s",
        method, strchr(url + strlen("http://"), '/'), strlen(body), body);
    fflush(stream);

    static char answer[4 << 20];
    size_t length = fread(answer, 1, sizeof answer - 1, stream);
    fclose(stream);
    answer[length] = '\0';
    const char *content = strstr(answer, "\r\n\r\n");
    if (content == NULL || strncmp(answer, "HTTP/1.1 2", 10) != 0) {
        fprintf(stderr, "%s %s %s: %s\n", method, url, body, answer);
        CHECK(!"the sandbox does it");
    }
    return content[4] == '\0' ? NULL : json_loads(content + 4, 0, NULL);
}

/* Starts the program that the environment names. It ends when its input closes, which is when this
 * one ends. */
static void start(void) {
    const char *program = getenv("LASTPASS_SANDBOX");
    CHECK(program != NULL);
    int input[2], output[2];
    CHECK(pipe(input) == 0 && pipe(output) == 0);
    /* Programs that are started later would keep the sandbox alive. */
    fcntl(input[1], F_SETFD, FD_CLOEXEC);
    if (fork() == 0) {
        dup2(input[0], STDIN_FILENO);
        dup2(output[1], STDOUT_FILENO);
        close(input[1]);
        close(output[0]);
        execl(program, program, "--users", "0", "--companies", "0", "--events", "0",
              "--until-stdin-closes", (char *)NULL);
        _exit(127);
    }
    close(input[0]);
    close(output[1]);
    static char line[10000];
    FILE *stream = fdopen(output[0], "r");
    CHECK(fgets(line, sizeof line, stream) != NULL);
    fclose(stream);
    json_t *started = json_loads(line, 0, NULL);
    snprintf(base_url, sizeof base_url, "%s", text(started, "sandbox_url"));
    json_decref(started);
}

tenant *company_of(const char *sizes) {
    if (base_url[0] == '\0') {
        start();
    }
    json_t *wanted = json_loads(sizes, 0, NULL);
    /* A key of its own for each company: the limits of a key are those of the process. */
    if (json_object_get(wanted, "seed") == NULL) {
        json_object_set_new(wanted, "seed", json_integer(++seed));
    }
    char url[200], *body = json_dumps(wanted, 0);
    snprintf(url, sizeof url, "%s/tenants", base_url);
    json_t *made = KEEP(json_decref, control("POST", url, body));
    free(body);
    json_decref(wanted);

    tenant *company = KEEP(free, malloc(sizeof *company));
    json_t *environment = json_object_get(made, "environment");
    *company = (tenant){
        .api_key = text(made, "api_key"),
        .cid = text(environment, "LASTPASS_CID"),
        .provhash = text(made, "provhash"),
        .expired_api_key = text(made, "expired_api_key"),
        .forbidden_api_key = text(made, "forbidden_api_key"),
        .control_url = text(made, "control_url"),
        .environment = environment,
    };
    return company;
}

tenant *company(void) {
    return company_of("{\"users\":25,\"companies\":3,\"events\":0}");
}

lpa_options *options(void) {
    return KEEP(lpa_options_free, lpa_options_new());
}

lpa_options *settings(const tenant *company) {
    lpa_options *settings = options();
    lpa_options_set_api_key(settings, company->api_key);
    lpa_options_set_cid(settings, company->cid);
    lpa_options_set_provhash(settings, company->provhash);
    lpa_options_set_business_url(settings, text(company->environment, "LASTPASS_BUSINESS_URL"));
    lpa_options_set_provisioning_url(settings,
                                     text(company->environment, "LASTPASS_PROVISIONING_URL"));
    lpa_options_set_time_zone(settings, text(company->environment, "LASTPASS_TIME_ZONE"));
    lpa_options_set_backoff(settings, 0.001, 0.01, 60);
    return settings;
}

lpa_client *client(const lpa_options *settings) {
    lpa_client *client = NULL;
    OK(lpa_client_new(settings, &client, &why));
    return KEEP(lpa_client_free, client);
}

lpa_client *client_of(const tenant *company) {
    return client(settings(company));
}

/* A request to the company's part of the control interface. */
static json_t *control_company(const tenant *company, const char *method, const char *path,
                               const char *body) {
    char url[300];
    snprintf(url, sizeof url, "%s%s", company->control_url, path);
    return control(method, url, body);
}

void fault(const tenant *company, const char *on, const char *kind, int times, int after) {
    char often[32] = "", body[500];
    if (times > 0) {
        snprintf(often, sizeof often, ",\"times\":%d", times);
    }
    snprintf(body, sizeof body, "{\"on\":\"%s\",\"kind\":%s,\"after\":%d%s}", on, kind, after,
             often);
    json_decref(control_company(company, "POST", "/faults", body));
}

void clear_faults(const tenant *company) {
    json_decref(control_company(company, "DELETE", "/faults", ""));
}

void quirks(const tenant *company, const char *quirks) {
    json_decref(control_company(company, "PATCH", "/quirks", quirks));
}

void take_back(const tenant *company, const char *credential) {
    char path[50];
    snprintf(path, sizeof path, "/%s/revoke", credential);
    json_decref(control_company(company, "POST", path, ""));
}

void add_event(const tenant *company, const char *time, const char *action) {
    char member[100];
    snprintf(member, sizeof member, "\"action\":\"%s\"", action);
    add_events(company, time, member, 1);
}

void add_events(const tenant *company, const char *time, const char *members, int times) {
    char body[500];
    snprintf(body, sizeof body,
             "{\"event\":{\"time\":\"%s\",\"username\":\"" ADA
             "\",\"ip_address\":\"203.0.113.7\",%s},\"times\":%d}",
             time, members, times);
    json_decref(control_company(company, "POST", "/events", body));
}

int hits(const tenant *company, const char *operation) {
    json_t *all = control_company(company, "GET", "/hits", "");
    const char *name;
    json_t *count;
    json_int_t times = 0;
    json_object_foreach(all, name, count) {
        times += operation == NULL || strcmp(name, operation) == 0 ? json_integer_value(count) : 0;
    }
    json_decref(all);
    return (int)times;
}

const json_t *requests(const tenant *company) {
    return KEEP(json_decref, control_company(company, "GET", "/requests", ""));
}

const json_t *last_request(const tenant *company) {
    const json_t *all = requests(company);
    CHECK(json_array_size(all) > 0);
    return json_array_get(all, json_array_size(all) - 1);
}

/* Time is up for what is waited for. Programs under valgrind are slow. */
static const double PATIENCE = 60;

void until_asked(const tenant *company, const char *operation, int times) {
    double end = seconds() + PATIENCE;
    while (hits(company, operation) < times) {
        CHECK(seconds() < end);
        milliseconds(5);
    }
}

/* A figure of the server over all companies. */
static int traffic(const char *name) {
    json_t *now = control("GET", base_url, "");
    int figure = (int)json_integer_value(json_object_get(now, name));
    json_decref(now);
    return figure;
}

int dropped(void) {
    return traffic("aborted_requests");
}

void until_dropped(int times) {
    double end = seconds() + PATIENCE;
    while (dropped() < times || traffic("requests_in_flight") > 0) {
        CHECK(seconds() < end);
        milliseconds(5);
    }
    CHECK_NUMBER(dropped(), times);
}

void until_unconnected(void) {
    double end = seconds() + PATIENCE;
    /* One is that which asks. */
    while (traffic("open_connections") > 1) {
        CHECK(seconds() < end);
        milliseconds(5);
    }
}

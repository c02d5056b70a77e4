#define _GNU_SOURCE

#include "stub.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sandbox.h"

typedef struct server {
    int listening;
    int status;
    /* NULL: it hangs up. */
    const char *body;
    pthread_t thread;
} server;

/* A socket that listens on a port of this machine, with room for so many that nobody accepts. */
static int listen_on(int room, unsigned *port) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof here;
    int listening = socket(AF_INET, SOCK_STREAM, 0), window = 4096;
    setsockopt(listening, SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
    CHECK(bind(listening, (struct sockaddr *)&here, sizeof here) == 0 &&
          listen(listening, room) == 0);
    CHECK(getsockname(listening, (struct sockaddr *)&here, &length) == 0);
    *port = ntohs(here.sin_port);
    return listening;
}

/* Reads a request to its end: its head, and as much more as this says. */
static void read_request(FILE *stream) {
    char line[4096];
    size_t length = 0;
    while (fgets(line, sizeof line, stream) != NULL && strcmp(line, "\r\n") != 0) {
        sscanf(line, "content-length: %zu", &length);
    }
    while (length > 0 && fgetc(stream) != EOF) {
        length--;
    }
}

static void answer(const server *server, int connection) {
    FILE *stream = fdopen(connection, "r+");
    read_request(stream);
    fseek(stream, 0, SEEK_CUR);
    fprintf(stream,
            "HTTP/1.1 %d Stub\r\ncontent-type: application/json\r\nconnection: close\r\n"
            "content-length: %zu\r\n\r\n%s",
            server->status, strlen(server->body), server->body);
    fclose(stream);
}

static void hang_up(int connection) {
    char begun[1000];
    struct linger at_once = {1, 0};
    if (read(connection, begun, sizeof begun) > 0) {
        milliseconds(50);
    }
    setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(connection);
}

static void *serve(void *given) {
    const server *server = given;
    int connection;
    while ((connection = accept(server->listening, NULL, NULL)) >= 0) {
        if (server->body == NULL) {
            hang_up(connection);
        } else {
            answer(server, connection);
        }
    }
    return NULL;
}

static void stop(void *given) {
    server *server = given;
    shutdown(server->listening, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->listening);
    free(server);
}

/* Settings of a client of a server of ours. */
static lpa_options *settings_for(unsigned port) {
    char url[100];
    lpa_options *settings = options();
    lpa_options_set_api_key(settings, KEY);
    lpa_options_set_cid(settings, "4711");
    lpa_options_set_provhash(settings, HASH);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/business", port);
    lpa_options_set_business_url(settings, url);
    snprintf(url, sizeof url, "http://127.0.0.1:%u/enterpriseapi.php", port);
    lpa_options_set_provisioning_url(settings, url);
    lpa_options_set_time_zone(settings, "America/New_York");
    lpa_options_set_max_retries(settings, 0);
    return settings;
}

lpa_options *answering(int status, const char *body) {
    unsigned port;
    server *server = malloc(sizeof *server);
    server->status = status;
    server->body = body;
    server->listening = listen_on(16, &port);
    CHECK(pthread_create(&server->thread, NULL, serve, server) == 0);
    later(stop, server);
    return settings_for(port);
}

lpa_options *hanging_up(void) {
    return answering(0, NULL);
}

lpa_client *answered_with(const char *body) {
    return client(answering(200, body));
}

static void close_it(void *given) {
    close((int)(intptr_t)given);
}

lpa_options *never_connecting(void) {
    unsigned port;
    int listening = listen_on(0, &port);
    later(close_it, (void *)(intptr_t)listening);
    /* Those that wait fill the queue: the system does not answer the next ones. */
    for (int waiting = 0; waiting < 3; waiting++) {
        struct sockaddr_in there = {.sin_family = AF_INET,
                                    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        there.sin_port = htons((uint16_t)port);
        int connection = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        connect(connection, (struct sockaddr *)&there, sizeof there);
        later(close_it, (void *)(intptr_t)connection);
    }
    return settings_for(port);
}

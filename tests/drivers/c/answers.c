/* What calls give beside the records of the contract, as JSON. */

#include "answers.h"

#include "cells.h"
#include "generated/records.h"

static json_t *row(const void *record)
{
    const lpa_row_outcome *it = record;
    json_t *json = json_object();
    put(json, "username", of_text(it->username));
    put(json, "state", of_text(it->state));
    put(json, "detail", of_text(it->detail));
    return json;
}

json_t *json_outcome(const lpa_outcome *outcome)
{
    json_t *json = json_object();
    put(json, "rows", ITEMS(outcome->rows, row));
    put(json, "messages", of_texts(outcome->messages));
    return json;
}

json_t *json_group(const void *group)
{
    const lpa_group *it = group;
    json_t *json = json_object();
    put(json, "name", of_text(it->name));
    put(json, "members", of_texts(it->members));
    return json;
}

json_t *json_json(const lpa_json *json)
{
    return of_json(json->text);
}

json_t *json_event_batch(const lpa_event_batch *batch)
{
    json_t *json = json_object();
    put(json, "events", ITEMS(batch->events, json_event));
    put(json, "cursor", of_json(batch->cursor));
    return json;
}

json_t *json_raw_response(const lpa_raw_response *response)
{
    json_t *json = json_object();
    put(json, "status", json_integer(response->response->status));
    put(json, "body", of_json(response->body));
    return json;
}

/* Whether a credential works, and why it does not; null if the client holds none. */
static json_t *credential(lpa_flag works, const lpa_error *error)
{
    if (!works.is_set) {
        return json_null();
    }
    json_t *json = json_object();
    put(json, "works", json_boolean(works.value));
    put(json, "error", error == NULL ? json_null() : json_error(error));
    return json;
}

json_t *json_credential_report(const lpa_credential_report *report)
{
    json_t *json = json_object();
    put(json, "business", credential(report->business, report->business_error));
    put(json, "provisioning", credential(report->provisioning, report->provisioning_error));
    return json;
}

static json_t *field_error(const void *record)
{
    const lpa_field_error *it = record;
    json_t *json = json_object();
    put(json, "detail", of_text(it->detail));
    put(json, "pointer", of_text(it->pointer));
    return json;
}

json_t *json_error(const lpa_error *error)
{
    json_t *json = json_object();
    put(json, "kind", of_text(lpa_error_kind_name(error)));
    put(json, "number", json_integer(lpa_error_kind(error)));
    put(json, "message", of_text(lpa_error_message(error)));
    put(json, "operation", of_text(lpa_error_operation(error)));
    put(json, "parameter", of_text(lpa_error_parameter(error)));
    const int64_t status = lpa_error_http_status(error);
    put(json, "status", status == 0 ? json_null() : json_integer(status));
    put(json, "title", of_text(lpa_error_title(error)));
    put(json, "detail", of_text(lpa_error_detail(error)));
    put(json, "instance", of_text(lpa_error_instance(error)));
    size_t length = 0;
    const lpa_field_error *fields = lpa_error_field_errors(error, &length);
    put(json, "field_errors", json_items(fields, length, sizeof *fields, field_error));
    put(json, "attempts", json_integer(lpa_error_attempts(error)));
    put(json, "delivery", of_text(lpa_error_delivery(error)));
    const double wait = lpa_error_retry_after(error);
    put(json, "retry_after", wait < 0 ? json_null() : json_real(wait));
    const lpa_outcome *outcome = lpa_error_outcome(error);
    put(json, "outcome", outcome == NULL ? json_null() : json_outcome(outcome));
    put(json, "printed", json_sprintf("%s %s", lpa_error_text(error).data, lpa_error_json(error).data));
    return json;
}

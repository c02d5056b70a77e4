//! What the `url` of an accepted change serves: something opaque, since no documentation says what it is.

use http::StatusCode;
use serde_json::json;

use crate::reply::Reply;
use crate::request::Request;
use crate::server::Shared;

/// `GET /async/{cid}/{id}`.
pub(crate) fn answer(shared: &Shared, request: &Request) -> Reply {
    let mut parts = request.uri.path().split('/').skip(2).map(str::parse::<i64>);
    let (Some(Ok(cid)), Some(Ok(id)), None) = (parts.next(), parts.next(), parts.next()) else {
        return Reply::empty(StatusCode::NOT_FOUND);
    };
    let Some(tenant) = shared.registry.by_cid(cid) else { return Reply::empty(StatusCode::NOT_FOUND) };
    let applied = {
        let mut state = tenant.state();
        state.apply_changes(false);
        state.is_applied(id)
    };
    let reply = match applied {
        Some(applied) => Reply::json(StatusCode::OK, json!({"request": id, "done": applied}).to_string()),
        None => Reply::empty(StatusCode::NOT_FOUND),
    };
    tenant.records().note(request, reply.status);
    reply
}

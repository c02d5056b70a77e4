//! expiredmasterpwlist: users whose master password is older than the policy allows.

use serde_json::{Map, Value, json};

use super::Call;
use super::reply::{fail, json};
use crate::reply::Reply;
use crate::tenant::{KnownTo, User, seconds_text};

const MAXIMUM: usize = 500;

pub(super) fn list_expired(call: &mut Call<'_>) -> Reply {
    let limit = call.page_size("limit", MAXIMUM).unwrap_or(MAXIMUM);
    // The token of the vendor's own sample is the id of the last user on the page.
    let after = match call.text("continuation_token").map(str::parse::<i64>) {
        None => i64::MIN,
        Some(Ok(key)) => key,
        Some(Err(_)) => return fail("Invalid continuation_token"),
    };
    let expired = |user: &&User| {
        let is_known = user.known_to() != KnownTo::Business;
        is_known
            && user.key > after
            && user.has_enrolled()
            && !user.disabled
            && user.details().password_expired
    };
    let mut users: Vec<&User> = call.state.directory.users().iter().filter(expired).collect();
    users.sort_by_key(|user| user.key);
    let remaining = users.len().saturating_sub(limit);
    users.truncate(limit);
    let mut continuation = Map::new();
    if let Some(token) = token(call, &users, remaining) {
        continuation.insert("token".into(), token.into());
    }
    continuation.insert("remaining_item_count".into(), remaining.into());
    let items: Vec<Value> = users
        .iter()
        .map(|user| {
            let changed = seconds_text(user.details().last_password_change);
            json!({"user_id": user.key, "user_name": user.username(), "last_pw_change": changed})
        })
        .collect();
    json(&json!({"status": "Success", "continuation": continuation, "items": items}))
}

/// Absent on the last page (provisioning mock rule 27).
fn token(call: &Call<'_>, page: &[&User], remaining: usize) -> Option<String> {
    let paging = call.paging;
    let given = call.text("continuation_token").map(str::to_owned);
    match given {
        _ if paging.empty_token => Some(String::new()),
        Some(given) if paging.repeat_token => Some(given),
        _ if remaining > 0 || paging.repeat_token => page.last().map(|user| user.key.to_string()),
        // The list begins again after its end.
        _ if paging.endless => Some("0".to_owned()),
        _ => None,
    }
}

//! pushsitestousers: sites for users' vaults.

use serde_json::json;

use super::Call;
use super::reply::{fail, json};
use crate::reply::Reply;

const FIRST_PUSH_ID: i64 = 8102;

/// Fails unless the switch says otherwise: a newer vendor page calls the command no longer available.
pub(super) fn push(call: &mut Call<'_>) -> Reply {
    if !call.quirks.push_sites_available {
        return fail("Pushing sites through this API is no longer available");
    }
    let id = FIRST_PUSH_ID + call.state.pushes.len() as i64;
    call.state.pushes.push((id, std::mem::take(&mut call.data)));
    json(&json!({"status": "OK", "psid": id.to_string()})).changed()
}

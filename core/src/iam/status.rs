//! What the vendor's words mean in the unified schema.

use super::records::UNMAPPED;

/// What decides whether a user can log in.
#[derive(Clone, Copy, Default)]
pub(super) struct Standing<'a> {
    /// Whether the Provisioning API says that the user is disabled.
    pub disabled: Option<bool>,
    /// Whether the user never logged in, if that counts as pending.
    pub pending: bool,
    /// The status in the Business API.
    pub business: Option<&'a str>,
}

impl<'a> Standing<'a> {
    /// The status and what it was mapped from: a disabled answer of either API wins, otherwise the Business API decides, which is
    /// finer.
    pub(super) fn status(self) -> Option<(&'static str, &'a str)> {
        match (self.business, self.disabled) {
            (Some("disabled"), _) => Some(("disabled", "disabled")),
            (_, Some(true)) => Some(("disabled", "true")),
            (Some(status), _) => Some((of_business(status), status)),
            (None, Some(false)) => Some((if self.pending { "pending" } else { "enabled" }, "false")),
            (None, None) => None,
        }
    }
}

/// A status of the Business API.
fn of_business(status: &str) -> &'static str {
    match status {
        "enrolled" => "enabled",
        "disabled" => "disabled",
        "pending-invitation" | "expired-invitation" | "staged" | "awaiting-approval" => "pending",
        _ => UNMAPPED,
    }
}

/// A method of multifactor authentication in the Provisioning API.
pub(super) fn multi_factor(method: &str) -> &'static str {
    match method {
        "googleauth" => "totp",
        "lastpassauth" => "push",
        _ => UNMAPPED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_api_disables_and_the_business_api_decides_otherwise() {
        let cases = [
            (Some(true), None, Some(("disabled", "true"))),
            (Some(false), None, Some(("enabled", "false"))),
            (None, None, None),
            (None, Some("enrolled"), Some(("enabled", "enrolled"))),
            (None, Some("disabled"), Some(("disabled", "disabled"))),
            (None, Some("pending-invitation"), Some(("pending", "pending-invitation"))),
            (None, Some("expired-invitation"), Some(("pending", "expired-invitation"))),
            (None, Some("staged"), Some(("pending", "staged"))),
            (None, Some("awaiting-approval"), Some(("pending", "awaiting-approval"))),
            (None, Some("frozen"), Some(("unmapped_value", "frozen"))),
            (Some(true), Some("enrolled"), Some(("disabled", "true"))),
            (Some(true), Some("frozen"), Some(("disabled", "true"))),
            (Some(false), Some("disabled"), Some(("disabled", "disabled"))),
            (Some(true), Some("disabled"), Some(("disabled", "disabled"))),
            (Some(false), Some("staged"), Some(("pending", "staged"))),
        ];
        for (disabled, business, expected) in cases {
            let standing = Standing { disabled, business, pending: false };
            assert_eq!(standing.status(), expected, "{disabled:?} {business:?}");
        }
    }

    #[test]
    fn who_never_logged_in_is_pending_only_where_the_provisioning_api_decides() {
        let cases = [
            (Some(false), None, Some(("pending", "false"))),
            (Some(true), None, Some(("disabled", "true"))),
            (Some(false), Some("enrolled"), Some(("enabled", "enrolled"))),
        ];
        for (disabled, business, expected) in cases {
            let standing = Standing { disabled, business, pending: true };
            assert_eq!(standing.status(), expected, "{disabled:?} {business:?}");
        }
    }
}

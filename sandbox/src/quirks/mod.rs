//! How the sandbox behaves where the contract is open or the vendor has several forms.
//!
//! The defaults are the contract's default behaviour; each member is one switch of the mock rules. The names of
//! members and values are also those of the control interface (`PATCH /sandbox/tenants/{cid}/quirks`).

mod values;

use serde::{Deserialize, Serialize};

pub use values::*;

/// The switches of one tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quirks {
    // Business API.
    /// Status of an unknown path (business mock rule 1).
    pub unknown_path_status: u16,
    /// Status of a known path with another method (business mock rule 1).
    pub wrong_method_status: u16,
    /// Which members an error body has (business mock rule 3).
    pub problem_members: ProblemMembers,
    /// The `errors` member of an error body (business mock rule 3).
    pub problem_errors: ProblemErrors,
    /// Media type of error bodies (business mock rule 3).
    pub problem_media_type: ProblemMediaType,
    /// What stands in place of an error body (business mock rule 3).
    pub problem_body: ProblemBody,
    /// Error bodies carry the `type` member of RFC 9457, which the documented schema lacks.
    pub problem_has_type: bool,
    /// How the last page says that it is the last (business mock rule 4).
    pub last_page: LastPage,
    /// Status of a value outside its range, for example `max-results=501` (business mock rule 4).
    pub out_of_range_status: u16,
    /// A page token answers 400 if the filters that came with it are not those of the first page.
    pub tokens_are_bound_to_filters: bool,
    /// Users pages print null for members without a value instead of leaving them out (business mock rule 5).
    pub users_print_nulls: bool,
    /// Admin-level and report pages print null for members without a value (business mock rule 5).
    pub levels_and_reports_print_nulls: bool,
    /// Meaning of a text filter without `%` (business mock rule 6).
    pub plain_filter: PlainFilter,
    /// Text filters tell upper from lower case.
    pub filters_are_case_sensitive: bool,
    /// Answer to an unknown `sort` field (business mock rule 6).
    pub unknown_sort: UnknownSort,
    /// Status of an `account-status` filter that is not one known value (business mock rule 7).
    pub account_status_list_status: u16,
    /// Answer to a query parameter that the operation does not know.
    pub unknown_query_parameter: Unknown,
    /// Answer to a member that the body does not know; the same for the `data` of commands.
    pub unknown_body_member: Unknown,
    /// Status of a body with a missing or ill-typed member.
    pub invalid_body_status: u16,
    /// Status of a duplicate e-mail address (business mock rule 8).
    pub duplicate_email_status: u16,
    /// What a creation without `creationAccountAction` does (business mock rule 8).
    pub default_creation_action: CreationAction,
    /// Milliseconds until an accepted change of a company applies; `null`: only when it is flushed (business mock
    /// rule 9).
    pub company_change_delay_ms: Option<u64>,
    /// The `url` of an accepted change names another host (business mock rule 9).
    pub async_url_on_foreign_host: bool,
    /// The one media type that PATCH accepts (business mock rule 10).
    pub patch_media_type: PatchMediaType,
    /// Success status of PATCH on a user: 200 with the user, or 204 (business mock rule 10).
    pub patch_user_status: u16,
    /// Success status of deleteUser and of the remove operations: 204, 200 or 202 (business mock rule 11).
    pub delete_status: u16,
    /// Status of a detach of a company without a local admin (business mock rule 11).
    pub detach_without_admin_status: u16,
    /// Success status of the invitations: 204, 200 or 202 (business mock rule 12).
    pub invite_status: u16,
    /// Invitations answer a body, if their status allows one (business mock rule 12).
    pub invite_answers_body: bool,
    /// Status of an invitation of a user who needs none.
    pub invite_unsuitable_status: u16,
    /// `null`: adding moves the user from another level; otherwise the status of the refusal (business mock rule 13).
    pub second_admin_level_status: Option<u16>,

    // Provisioning API.
    /// A batchadd of more rows than this answers OK with a `message` (provisioning mock rule 6).
    pub batchadd_message_above: usize,
    /// How empty maps other than `Users` are printed (provisioning mock rule 7).
    pub empty_maps: EmptyMap,
    /// A user without groups has `"groups":[]` instead of no such member (provisioning mock rule 8).
    pub groups_print_empty: bool,
    /// `Groups` is on every page with all groups instead of those of the page (provisioning mock rule 9).
    pub groups_on_every_page: bool,
    /// There is no `Groups`: only a user's `groups` tell who belongs where (provisioning mock rule 9).
    pub groups_are_left_out: bool,
    /// Spelling of the list of invited addresses (provisioning mock rule 10).
    pub invited_spelling: InvitedSpelling,
    /// The list of invited addresses is on the first page only (provisioning mock rule 10).
    pub invited_on_first_page_only: bool,
    /// `sites`, `notes` and the other counters are strings (provisioning mock rule 11).
    pub counters_as_strings: bool,
    /// `totalscore` is a number instead of a string (provisioning mock rule 11).
    pub score_as_number: bool,
    /// `last_login:""` comes with `neverloggedin:false` (provisioning mock rule 11).
    pub never_logged_in_is_false: bool,
    /// Form of the flags of a folder's rows (provisioning mock rule 12).
    pub folder_flags: FolderFlags,
    /// Spelling of the super admin mark (provisioning mock rule 13).
    pub super_admin_spelling: SuperAdminSpelling,
    /// A folder's `users` is a map instead of an array (provisioning mock rule 14).
    pub folder_users_as_map: bool,
    /// A page size above the maximum (provisioning mock rule 15).
    pub page_size_above_maximum: PageSizeAbove,
    /// A `pageindex` behind the last page (provisioning mock rule 15).
    pub past_the_end: PastTheEnd,
    /// getuserdata prints `total` and `count` (provisioning mock rule 15).
    pub totals: bool,
    /// Most events in one answer (provisioning mock rule 17).
    pub event_limit: usize,
    /// Events come oldest first (provisioning mock rule 17).
    pub events_ascending: bool,
    /// Wire form of `next` (provisioning mock rule 18).
    pub next_form: NextForm,
    /// Spelling of the actions of events that the sandbox writes (provisioning mock rule 21).
    pub action_spelling: ActionSpelling,
    /// `Username` of the events that API calls leave (provisioning mock rule 22).
    pub api_event_username: ApiEventUsername,
    /// getdetailedsfdata without paging answers 429 above this number of folders (provisioning mock rule 23).
    pub detailed_folders_limit: usize,
    /// `Retry-After` of that 429, verbatim; `null` for none (provisioning mock rule 23).
    pub detailed_folders_retry_after: Option<String>,
    /// pushsitestousers accepts only strings as values (provisioning mock rule 24).
    pub push_values_must_be_strings: bool,
    /// pushsitestousers works, instead of failing as "no longer available" (provisioning mock rule 24).
    pub push_sites_available: bool,
    /// updateemail answers 429 above 10 mails a second (provisioning mock rule 25).
    pub mail_limits: bool,
    /// deluser without `deleteaction` deactivates instead of failing (provisioning mock rule 28).
    pub delete_defaults_to_deactivate: bool,
    /// Unknown addresses of disableuser and enableuser go to `error` (provisioning mock rule 29).
    pub unknown_addresses_are_errors: bool,
    /// Groups vanish with their last member (provisioning mock rule 30).
    pub empty_groups_vanish: bool,
    /// Answer to an unknown command, bad JSON or a missing key (provisioning mock rule 31).
    pub malformed_request: MalformedRequest,
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            unknown_path_status: 404,
            wrong_method_status: 405,
            problem_members: ProblemMembers::Full,
            problem_errors: ProblemErrors::AsFound,
            problem_media_type: ProblemMediaType::ProblemJson,
            problem_body: ProblemBody::Problem,
            problem_has_type: false,
            last_page: LastPage::Null,
            out_of_range_status: 400,
            tokens_are_bound_to_filters: true,
            users_print_nulls: false,
            levels_and_reports_print_nulls: true,
            plain_filter: PlainFilter::Exact,
            filters_are_case_sensitive: false,
            unknown_sort: UnknownSort::BadRequest,
            account_status_list_status: 400,
            unknown_query_parameter: Unknown::Refuse,
            unknown_body_member: Unknown::Ignore,
            invalid_body_status: 422,
            duplicate_email_status: 422,
            default_creation_action: CreationAction::Invite,
            company_change_delay_ms: Some(50),
            async_url_on_foreign_host: false,
            patch_media_type: PatchMediaType::Json,
            patch_user_status: 200,
            delete_status: 204,
            detach_without_admin_status: 422,
            invite_status: 204,
            invite_answers_body: false,
            invite_unsuitable_status: 422,
            second_admin_level_status: None,
            batchadd_message_above: 500,
            empty_maps: EmptyMap::Object,
            groups_print_empty: false,
            groups_on_every_page: false,
            groups_are_left_out: false,
            invited_spelling: InvitedSpelling::Lower,
            invited_on_first_page_only: false,
            counters_as_strings: false,
            score_as_number: false,
            never_logged_in_is_false: false,
            folder_flags: FolderFlags::Integers,
            super_admin_spelling: SuperAdminSpelling::Joined,
            folder_users_as_map: false,
            page_size_above_maximum: PageSizeAbove::Cap,
            past_the_end: PastTheEnd::EmptyMap,
            totals: true,
            event_limit: 10_000,
            events_ascending: false,
            next_form: NextForm::DateText,
            action_spelling: ActionSpelling::Sentence,
            api_event_username: ApiEventUsername::Empty,
            detailed_folders_limit: 100,
            detailed_folders_retry_after: None,
            push_values_must_be_strings: true,
            push_sites_available: false,
            mail_limits: false,
            delete_defaults_to_deactivate: false,
            unknown_addresses_are_errors: false,
            empty_groups_vanish: true,
            malformed_request: MalformedRequest::Fail,
        }
    }
}

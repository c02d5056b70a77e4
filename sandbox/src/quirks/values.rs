//! The values that switches take where a number or a flag does not say enough.

use serde::{Deserialize, Serialize};

macro_rules! switch {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$value_doc])* $value),+
        }
    };
}

switch! {
    /// Which members a problem body has.
    ProblemMembers {
        /// All that have a value.
        Full,
        /// All, each of them null.
        Null,
        /// None: an empty object.
        Absent,
    }
}
switch! {
    /// The `errors` member of a problem body.
    ProblemErrors {
        /// One entry for each fault that was found; no member without one.
        AsFound,
        /// Null.
        Null,
        /// An empty array.
        Empty,
        /// At least two entries.
        Several,
    }
}
switch! {
    /// Media type of a problem body.
    ProblemMediaType {
        /// `application/problem+json`.
        ProblemJson,
        /// `application/json`.
        Json,
    }
}
switch! {
    /// The kind of body of an error answer.
    ProblemBody {
        /// ProblemDetails.
        Problem,
        /// A gateway's page, with status 502.
        Html,
        /// Nothing.
        Empty,
    }
}
switch! {
    /// How the last page says that it is the last.
    LastPage {
        /// `"nextPageToken":null`.
        Null,
        /// No such member.
        Absent,
        /// `"nextPageToken":""`.
        Empty,
    }
}
switch! {
    /// Meaning of a text filter without `%`.
    PlainFilter {
        /// The whole text.
        Exact,
        /// Any part of it.
        Contains,
    }
}
switch! {
    /// Answer to an unknown sort field.
    UnknownSort {
        /// 400.
        BadRequest,
        /// 422.
        Unprocessable,
        /// The order of the ids, as without a sort.
        Ignore,
    }
}
switch! {
    /// What happens to a name that the operation does not know.
    Unknown {
        /// The request is refused.
        Refuse,
        /// The name is passed over.
        Ignore,
    }
}
switch! {
    /// How a user is created.
    CreationAction {
        /// With an invitation.
        Invite,
        /// Without one.
        Stage,
    }
}
switch! {
    /// Media type of PATCH.
    PatchMediaType {
        /// `application/json`.
        Json,
        /// `application/merge-patch+json`.
        MergePatch,
    }
}
switch! {
    /// How an empty map is printed.
    EmptyMap {
        /// `{}`.
        Object,
        /// `[]`.
        Array,
    }
}
switch! {
    /// Spelling of the list of invited addresses.
    InvitedSpelling {
        /// `invited`.
        Lower,
        /// `Invited`.
        Capital,
    }
}
switch! {
    /// Form of the flags of a folder's rows.
    FolderFlags {
        /// 0 and 1.
        Integers,
        /// "0" and "1".
        Strings,
        /// false and true.
        Booleans,
        /// All three within one answer.
        Mixed,
    }
}
switch! {
    /// Spelling of the super admin mark.
    SuperAdminSpelling {
        /// `superadmin`.
        Joined,
        /// `super_admin`.
        Underscored,
    }
}
switch! {
    /// A page size above the maximum.
    PageSizeAbove {
        /// The maximum is used.
        Cap,
        /// FAIL.
        Fail,
    }
}
switch! {
    /// A page index behind the last page.
    PastTheEnd {
        /// A page without users.
        EmptyMap,
        /// An answer with `error`.
        Error,
    }
}
switch! {
    /// Wire form of the `next` of event reports.
    NextForm {
        /// `"2024-05-02 10:14:58.000000"`, in UTC so that a repeated hour does not make it ambiguous.
        DateText,
        /// A number: microseconds since the epoch.
        Microseconds,
        /// The same number as a string.
        NumericString,
    }
}
switch! {
    /// Spelling of actions.
    ActionSpelling {
        /// `Employee account created`, as since December 2022.
        Sentence,
        /// `Employee Account Created`.
        Title,
    }
}
switch! {
    /// `Username` of the events that API calls leave.
    ApiEventUsername {
        /// The empty string, as in newer data.
        Empty,
        /// `API`, as in older data.
        Api,
    }
}
switch! {
    /// Answer to a request that is no command.
    MalformedRequest {
        /// `{"status":"FAIL","error":"…"}`.
        Fail,
        /// The XML authorization error.
        Xml,
        /// Nothing.
        Empty,
        /// An HTML page with status 200.
        Html,
    }
}

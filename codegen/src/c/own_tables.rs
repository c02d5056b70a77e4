//! The tables of the library's own structs: what members are made of, what is answered beside the records of the contract, and
//! what an error has.

/// A struct: its name, what it is, and its members with their types in Rust.
pub(super) type Row = (&'static str, &'static str, &'static [(&'static str, &'static str, &'static str)]);

/// What members are made of.
pub(super) const CELLS: &[Row] = &[
    (
        "lpa_text",
        "A text in UTF-8, or none. It belongs to what it is a part of, and lives as long.",
        &[
            ("data", "*const c_char", "The bytes, with a NUL behind them; `NULL`: the text is absent."),
            ("length", "usize", "How many bytes there are, without the NUL."),
        ],
    ),
    (
        "lpa_integer",
        "A whole number, or none. All 0: absent, or not given.",
        &[("value", "i64", "The number."), ("is_set", "i64", "1: there is one. 0: it is absent.")],
    ),
    (
        "lpa_number",
        "A number, or none. All 0: absent, or not given.",
        &[("value", "f64", "The number."), ("is_set", "i64", "1: there is one. 0: it is absent.")],
    ),
    (
        "lpa_flag",
        "Yes, no, or nothing of the two. All 0: absent, or not given.",
        &[("value", "i32", "1: yes. 0: no."), ("is_set", "i32", "1: it is known. 0: it is absent.")],
    ),
    (
        "lpa_time",
        "A time, or none. The vendor's times have no zone: they are instants where the time zone of the account is known, by \
         the option `time_zone` or the answer itself.",
        &[
            (
                "text",
                "lpa_text",
                "The time as the vendor sent it; an instant of the unified view as RFC 3339 in UTC. Absent: there is none.",
            ),
            ("unix_seconds", "i64", "The instant: seconds since 1970-01-01 00:00:00 UTC."),
            ("utc_offset", "i32", "How far the zone is ahead of UTC at that instant, in seconds."),
            ("has_instant", "u8", "1: the instant is known. 0: it is not, and both numbers are 0."),
            (
                "is_ambiguous",
                "u8",
                "1: the text names two instants, or none, in the zone; of the hour that daylight saving repeats, it is the \
                 earlier one.",
            ),
            ("reserved", "u16", "0."),
        ],
    ),
    (
        "lpa_texts",
        "A list of texts, or none.",
        &[
            (
                "items",
                "*const lpa_text",
                "The texts; `NULL`: the list is absent, which is another thing than empty.",
            ),
            ("length", "usize", "How many there are."),
        ],
    ),
    (
        "lpa_text_pair",
        "A name and a text.",
        &[("key", "lpa_text", "The name."), ("value", "lpa_text", "The text.")],
    ),
    (
        "lpa_text_map",
        "Texts by their names, or none.",
        &[
            (
                "items",
                "*const lpa_text_pair",
                "The pairs; `NULL`: the map is absent, which is another thing than empty.",
            ),
            ("length", "usize", "How many there are."),
        ],
    ),
    (
        "lpa_texts_pair",
        "A name and a list of texts.",
        &[("key", "lpa_text", "The name."), ("value", "lpa_texts", "The texts.")],
    ),
    (
        "lpa_texts_map",
        "Lists of texts by their names, or none.",
        &[
            (
                "items",
                "*const lpa_texts_pair",
                "The pairs; `NULL`: the map is absent, which is another thing than empty.",
            ),
            ("length", "usize", "How many there are."),
        ],
    ),
    (
        "lpa_string_pair",
        "A name and a text that are given.",
        &[("key", "*const c_char", "The name."), ("value", "*const c_char", "The text.")],
    ),
];

/// Those that are given by themselves, the answer that they are, as the dispatch names it, and the type of its records.
pub(super) const OWNED: &[(&str, &str, &str)] = &[
    ("lpa_outcome", "outcome", ""),
    ("lpa_group", "group", ""),
    ("lpa_group_list", "groups", ""),
    ("lpa_texts", "texts", ""),
    ("lpa_json", "json", ""),
    ("lpa_event_batch", "events", "Event"),
    ("lpa_raw_response", "raw", ""),
    ("lpa_credential_report", "report", ""),
    ("lpa_answer", "", ""),
    ("lpa_page", "", ""),
];

/// Those that are not looked into, what a new one is, where nothing is needed to make one, and what becomes of what they are used by.
pub(super) const OPAQUE: &[(&str, Option<&str>, &str)] = &[
    (
        "lpa_client",
        None,
        "Frees a client; `NULL` does nothing. No call of it may be under way; its lists may be read on, and clients that share \
         with it go on.",
    ),
    (
        "lpa_options",
        Some("Gives options in which nothing is set"),
        "Frees options; `NULL` does nothing. Clients, calls and lists that were made with them keep what they need.",
    ),
    (
        "lpa_cancel",
        Some("Gives a token that has not been fired"),
        "Frees a token; `NULL` does nothing. Options and calls that have the token go on, and nobody can end them by it any \
         more.",
    ),
    (
        "lpa_queue",
        Some("Gives a queue without calls"),
        "Frees a queue, and ends its calls and their requests; `NULL` does nothing. No thread may be waiting for its calls.",
    ),
    (
        "lpa_pager",
        None,
        "Frees a list and ends the reading ahead; `NULL` does nothing. No thread may be waiting for a page of it.",
    ),
];

/// What is answered beside the records of the contract.
pub(super) const ANSWERS: &[Row] = &[
    (
        "lpa_row_outcome",
        "What is known of one user after an operation on several.",
        &[
            ("username", "lpa_text", "The e-mail address, as it was given."),
            ("state", "lpa_text", "One of `LPA_ROW_STATE_…`."),
            ("detail", "lpa_text", "What else is known, for example why the row was refused."),
        ],
    ),
    (
        "lpa_outcome",
        "What became of the users of an operation on several.",
        &[
            ("rows", "lpa_row_outcome_list", "Each user, in the order they were given."),
            ("messages", "lpa_texts", "What the vendor said beside it."),
        ],
    ),
    (
        "lpa_group",
        "A group with its members.",
        &[
            ("name", "lpa_text", "Its name."),
            ("members", "lpa_texts", "The e-mail addresses of its members."),
        ],
    ),
    (
        "lpa_field_error",
        "What is wrong with a member of a request, as the vendor says it.",
        &[
            ("detail", "lpa_text", "What is wrong."),
            ("pointer", "lpa_text", "Which member it is, as a JSON pointer."),
        ],
    ),
    (
        "lpa_response",
        "What came with an answer.",
        &[
            ("status", "i64", "The HTTP status."),
            ("attempts", "i64", "How many requests it took."),
            ("elapsed", "f64", "How long it took with retries and waits, in seconds."),
            ("headers", "lpa_text_map", "The headers, with their names in small letters."),
        ],
    ),
    (
        "lpa_raw_response",
        "An answer as it came.",
        &[
            ("response", "*const lpa_response", "Its status and its headers."),
            ("body", "lpa_text", "Its body as JSON; absent if there was none."),
        ],
    ),
    (
        "lpa_credential_report",
        "Which of the credentials works.",
        &[
            ("business", "lpa_flag", "Whether the API key works; absent: the client holds none."),
            (
                "provisioning",
                "lpa_flag",
                "Whether the provisioning hash works; absent: the client holds none.",
            ),
            (
                "business_error",
                "*const lpa_error",
                "Why the API key does not work, or `NULL`. It is the report's: do not free it.",
            ),
            (
                "provisioning_error",
                "*const lpa_error",
                "Why the provisioning hash does not work, or `NULL`. It is the report's: do not free it.",
            ),
        ],
    ),
    (
        "lpa_event_batch",
        "Events that are new, and how far they were read.",
        &[
            ("events", "lpa_event_list", "The events, the earliest first."),
            ("cursor", "lpa_text", "The cursor behind them, as JSON: to store, and to hand in next time."),
        ],
    ),
    ("lpa_json", "Any JSON.", &[("text", "lpa_text", "It, as text.")]),
    (
        "lpa_answer",
        "What an operation answers that was called by its name.",
        &[
            (
                "kind",
                "lpa_text",
                "What it is: `nothing`, `record`, `records`, `json`, `outcome`, `group`, `groups`, `texts`, `report`, `raw` \
                 or `events`.",
            ),
            (
                "type_name",
                "lpa_text",
                "The type of the records, such as `CompanyUser`; absent without records.",
            ),
            (
                "records",
                "*const c_void",
                "The records, as an array of the struct of their type; `NULL` without records.",
            ),
            ("length", "usize", "How many records there are."),
            (
                "json",
                "lpa_text",
                "What is answered that is no record, as JSON; of events, the cursor behind them.",
            ),
            (
                "texts",
                "lpa_text",
                "Where all texts of the records stand, each with a NUL behind it; the length counts the NULs.",
            ),
        ],
    ),
    (
        "lpa_ended",
        "How a call has ended that a queue was given.",
        &[
            ("number", "u64", "The number that it was begun under."),
            ("answer", "*mut lpa_answer", "What it answers, or `NULL`. Free it with `lpa_answer_free`."),
            ("error", "*mut lpa_error", "Why it failed, or `NULL`. Free it with `lpa_error_free`."),
            ("status", "lpa_status", "`LPA_OK`, or the kind of the error."),
        ],
    ),
    (
        "lpa_page",
        "A page of a list. `lpa_page_company_users` and its like give its records as what they are.",
        &[
            ("type_name", "lpa_text", "The type of the records, such as `CompanyUser`."),
            ("records", "*const c_void", "The records, as an array of the struct of their type."),
            ("length", "usize", "How many there are."),
            ("token", "lpa_text", "The position of this page."),
            ("next_token", "lpa_text", "The position of the next page; absent on the last one."),
            ("response", "*const lpa_response", "What came with the page."),
            (
                "texts",
                "lpa_text",
                "Where all texts of the records stand, each with a NUL behind it; the length counts the NULs.",
            ),
        ],
    ),
    (
        "lpa_summary",
        "What is known of a list so far.",
        &[
            ("items", "u64", "How many items were given."),
            ("duplicates", "u64", "How many were left out since they had been given before."),
            ("total", "lpa_integer", "How many there are, as the vendor says, where it says so."),
            ("complete", "lpa_flag", "Whether the list was read to its end."),
            ("resumed", "lpa_flag", "Whether it was read from a position in its middle on."),
            ("is_inconsistent", "lpa_flag", "Whether fewer items came than the vendor said."),
        ],
    ),
];

/// The fields of an error, which the header does not show: `lpa_error_message` and its like read them.
pub(super) const ERROR: Row = (
    "error_fields",
    "What is known of an error.",
    &[
        ("kind_name", "lpa_text", "The name of its kind, such as `not_found`."),
        ("number", "i64", "The number of its kind."),
        ("text", "lpa_text", "All of it in one line, as one prints it."),
        ("message", "lpa_text", "What happened, and what to do next."),
        ("operation", "lpa_text", "The operation that failed, such as `users.get`."),
        ("parameter", "lpa_text", "The parameter that was refused, such as `users[2].username`."),
        ("http_status", "i64", "The HTTP status; 0 if there was no answer."),
        ("title", "lpa_text", "What the vendor calls the failure."),
        ("detail", "lpa_text", "What the vendor says of it."),
        ("instance", "lpa_text", "How the vendor names this very failure."),
        ("field_errors", "lpa_field_error_list", "What is wrong with which member of the request."),
        ("attempts", "i64", "How many requests were sent."),
        ("delivery", "lpa_text", "Whether the request may have taken effect: one of `LPA_DELIVERY_…`."),
        ("retry_after", "f64", "How long the server asks to wait, in seconds; negative if it does not say."),
        (
            "outcome",
            "*const lpa_outcome",
            "What became of each user, where some were done. It is the error's: do not free it.",
        ),
        ("cause", "lpa_text", "What led to it, in words."),
        ("json", "lpa_text", "All fields as one JSON object."),
    ],
);

//! What is wrong with a document is named with its file, its place, and what to write.

use lastpass_codegen::model::Contract;

const BUSINESS: &str = include_str!("tiny/business.yaml");
const PROVISIONING: &str = include_str!("tiny/provisioning.yaml");
const IAM: &str = include_str!("tiny/iam.yaml");
const ERRORS: &str = include_str!("tiny/errors.yaml");

/// A change that breaks a document, and everything that is said about it.
struct Case {
    name: &'static str,
    find: &'static str,
    replace: &'static str,
    says: &'static [&'static str],
}

/// Makes the change in the one document that holds the text, and gives the messages.
fn messages(case: &Case) -> Vec<String> {
    let documents = [BUSINESS, PROVISIONING, ERRORS].map(|text| text.replacen(case.find, case.replace, 1));
    let changed = documents.iter().zip([BUSINESS, PROVISIONING, ERRORS]).filter(|(new, old)| new != old);
    assert_eq!(changed.count(), 1, "{}: the text has to stand in one document", case.name);
    let [business, provisioning, errors] = &documents;
    let result = Contract::read(business, provisioning, IAM, errors);
    result.map_or_else(|problems| problems.0.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

fn check(cases: &[Case]) {
    for case in cases {
        assert_eq!(messages(case), case.says, "{}", case.name);
    }
}

#[test]
fn operations() {
    check(&[
        Case {
            name: "no operationId",
            find: "      operationId: listPaints\n",
            replace: "",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get: `operationId` is missing; write the vendor's name of the operation",
            ],
        },
        Case {
            name: "no summary",
            find: "      summary: Lists the paints of a shop.\n",
            replace: "",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get: `summary` is missing; say in one line what it does",
            ],
        },
        Case {
            name: "unknown repeat class",
            find: "x-repeat: safe\n      x-paging: token",
            replace: "x-repeat: sometimes\n      x-paging: token",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get.x-repeat: is `sometimes`; write safe, idempotent or once",
            ],
        },
        Case {
            name: "no repeat class",
            find: "      x-repeat: safe\n      x-paging: token",
            replace: "      x-paging: token",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get: `x-repeat` is missing; write safe, idempotent or once",
            ],
        },
        Case {
            name: "a write that is called safe",
            find: "x-access: write\n      x-repeat: once\n      x-paging: none\n      x-any-success",
            replace: "x-access: write\n      x-repeat: safe\n      x-paging: none\n      x-any-success",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.post.x-repeat: is safe, but the operation writes; write idempotent or once",
            ],
        },
        Case {
            name: "unknown access",
            find: "x-access: read\n      x-repeat: safe\n      x-paging: token",
            replace: "x-access: look\n      x-repeat: safe\n      x-paging: token",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get.x-access: is `look`; write read or write",
            ],
        },
        Case {
            name: "unknown mark",
            find: "x-provenance: inferred-high",
            replace: "x-provenance: guessed",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.post.x-provenance: is `guessed`; write documented, observed, inferred-high, inferred-medium or inferred-low",
            ],
        },
        Case {
            name: "no reason for a mark",
            find: "      x-provenance-reason: A shop that lists paints mixes them.\n",
            replace: "",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.post: `x-provenance-reason` is missing; write in one line why the fact is believed",
            ],
        },
        Case {
            name: "no mark",
            find: "      x-provenance: documented\n      x-access: read\n      x-repeat: safe\n      x-paging: token\n",
            replace: "      x-access: read\n      x-repeat: safe\n      x-paging: token\n",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get: `x-provenance` is missing; write how sure the fact is, for example `documented`",
            ],
        },
        Case {
            name: "a path parameter that is not declared",
            find: "        - {name: paint-id, in: path, required: true, description: Id of the paint., schema: {type: integer}}\n      requestBody",
            replace: "      requestBody",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints/{paint-id}.patch: the path has `{paint-id}`; declare it under `parameters`",
            ],
        },
        Case {
            name: "a declared path parameter that the path lacks",
            find: "  /v1/shops/{shop-id}/paints:\n",
            replace: "  /v1/paints:\n",
            says: &[
                "business.yaml: paths./v1/paints.get.parameters.0: `shop-id` does not stand in the path",
                "business.yaml: paths./v1/paints.post.parameters.0: `shop-id` does not stand in the path",
            ],
        },
        Case {
            name: "a misspelt word",
            find: "x-destructive: true\n      parameters",
            replace: "x-destrucive: true\n      parameters",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints/{paint-id}.delete.x-destrucive: is not in the vocabulary; did you mean `x-destructive`?",
            ],
        },
        Case {
            name: "two operations of one method",
            find: "x-method: pour_away",
            replace: "x-method: change",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints/{paint-id}.delete: `paints.change` is made of `changePaint` already; give one of the two another name",
            ],
        },
        Case {
            name: "an HTTP method that is none",
            find: "    patch:\n",
            replace: "    fetch:\n",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints/{paint-id}.fetch: is no HTTP method; write get, put, post, patch or delete",
            ],
        },
        Case {
            name: "a tag that is not described",
            find: "x-method: list\n      tags: [Paints]",
            replace: "x-method: list\n      tags: [Paint]",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get: has the tag `Paint`, which `tags` of the document does not describe",
            ],
        },
        Case {
            name: "no success",
            find: "        '204': {description: Gone; no body.}\n",
            replace: "        '404': {description: Not there.}\n",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints/{paint-id}.delete.responses: has no success; add the status that the vendor answers, or most likely answers",
            ],
        },
        Case {
            name: "a command under another name than its path",
            find: "operationId: delpainter",
            replace: "operationId: delpaint",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#delpainter.post.operationId: is `delpaint`, but the path ends in `#delpainter`; the two are one name",
            ],
        },
    ]);
}

#[test]
fn paging() {
    check(&[
        Case {
            name: "unknown way to page",
            find: "x-paging: token",
            replace: "x-paging: cursor",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get.x-paging: is `cursor`; write none, token, index, next or continuation",
            ],
        },
        Case {
            name: "no role for the token",
            find: ", x-paging-role: token,",
            replace: ",",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get.x-paging: needs a parameter or a member of the data with `x-paging-role: token`",
            ],
        },
        Case {
            name: "no role for the size",
            find: "          x-paging-role: size\n",
            replace: "",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get.x-paging: needs a parameter or a member of the data with `x-paging-role: size`",
            ],
        },
        Case {
            name: "no role for the page number",
            find: ", x-paging-role: index}",
            replace: "}",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#getpainters.post.x-paging: needs a parameter or a member of the data with `x-paging-role: index`",
            ],
        },
        Case {
            name: "no way on in the answer",
            find: ", x-paging-role: next}",
            replace: "}",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get.x-paging: needs a member of the answer with `x-paging-role: next`",
            ],
        },
        Case {
            name: "an unknown role",
            find: "x-paging-role: size\n",
            replace: "x-paging-role: length\n",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get.parameters.1.x-paging-role: is `length`; write size, index, token, next or total",
            ],
        },
        Case {
            name: "no largest page",
            find: "minimum: 1, maximum: 1500, default: 10",
            replace: "minimum: 1, default: 10",
            says: &[
                "business.yaml: paths./v1/shops/{shop-id}/paints.get.x-paging: needs `x-page-size`, or a `maximum` at the size of a page",
            ],
        },
        Case {
            name: "a default above the maximum",
            find: "{default: 20, maximum: 50}",
            replace: "{default: 60, maximum: 50}",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#getpainters.post.x-page-size: the default has to be from 1 to the maximum",
            ],
        },
        Case {
            name: "a filter that the client cannot apply",
            find: "away: {type: [boolean, integer, string], description: On leave., x-aliases: [onleave]}",
            replace: "on_leave: {type: [boolean, integer, string], description: On leave.}",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#getpainters.post.x-methods.0: `away` of PainterQuery cannot be applied by the client, as `x-one-filter` says; only a flag can that the items have too, or the filter that stands first",
            ],
        },
    ]);
}

#[test]
fn methods() {
    check(&[
        Case {
            name: "unknown style",
            find: "style: chunks",
            replace: "style: heaps",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#addpainters.post.x-methods.0.style: is `heaps`; write call, pager, lookup, collect, chunks or each",
            ],
        },
        Case {
            name: "no style",
            find: "          style: chunks\n",
            replace: "",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#addpainters.post.x-methods.0: `style` is missing; write call, pager, lookup, collect, chunks or each",
            ],
        },
        Case {
            name: "a method without a summary",
            find: "          summary: Fires a painter.\n",
            replace: "",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#delpainter.post.x-methods.0: `summary` is missing; say in one line what it does",
            ],
        },
        Case {
            name: "`set` of no member",
            find: "set: {mode: 2}",
            replace: "set: {mood: 2}",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#delpainter.post.x-methods.0.set: names `mood`, which is no member of the data; write username or mode",
            ],
        },
        Case {
            name: "`confirm` of no member",
            find: "confirm: username",
            replace: "confirm: name",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#delpainter.post.x-methods.0.confirm: names `name`, which is no member of the data; write username or mode",
            ],
        },
        Case {
            name: "`by` of no member",
            find: "by: username",
            replace: "by: email",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#getpainters.post.x-methods.1.by: names `email`, which is neither a member of the data nor the key of the item",
            ],
        },
        Case {
            name: "a look-up without `by`",
            find: "          by: username\n",
            replace: "",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#getpainters.post.x-methods.1: `by` is missing; say what the look-up asks for",
            ],
        },
        Case {
            name: "`items` of no member",
            find: "items: Users",
            replace: "items: People",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#getpainters.post.x-methods.0.items: names `People`, which is no list or map of the answer",
            ],
        },
        Case {
            name: "chunks of no size",
            find: "      x-chunk: {size: 10, pause-ms: 5}\n",
            replace: "",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#addpainters.post.x-methods.0: sends chunks; the operation needs `x-chunk`",
            ],
        },
        Case {
            name: "a misspelt word of a method",
            find: "confirm: username",
            replace: "confirms: username",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#delpainter.post.x-methods.0.confirms: is not in the vocabulary; did you mean `confirm`?",
            ],
        },
        Case {
            name: "a destructive command whose methods are not",
            find: "          destructive: true\n",
            replace: "",
            says: &[
                "provisioning.yaml: paths./enterpriseapi.php#delpainter.post: is destructive and its methods are not, or the reverse; write `x-destructive: true`, and `destructive: true` at the methods that are",
            ],
        },
    ]);
}

#[test]
fn schemas() {
    check(&[
        Case {
            name: "a reference to nothing",
            find: "items: {$ref: '#/components/schemas/Paint'}",
            replace: "items: {$ref: '#/components/schemas/Pain'}",
            says: &[
                "business.yaml: components.schemas.PaintPage.properties.items.items.$ref: points at `#/components/schemas/Pain`, which does not exist",
            ],
        },
        Case {
            name: "a member without a description",
            find: "{type: integer, format: int64, description: Id of the paint., x-identity: true}",
            replace: "{type: integer, format: int64, x-identity: true}",
            says: &[
                "business.yaml: components.schemas.Paint.properties.id: `description` is missing; say what it is for",
            ],
        },
        Case {
            name: "a mark of a member without a reason",
            find: "          x-provenance-reason: Paints have shades.\n",
            replace: "",
            says: &[
                "business.yaml: components.schemas.Paint.properties.shades: `x-provenance-reason` is missing; write in one line why the fact is believed",
            ],
        },
        Case {
            name: "a misspelt word of a member",
            find: "x-aliases: [onleave]",
            replace: "x-alias: [onleave]",
            says: &[
                "provisioning.yaml: components.schemas.Painter.properties.away.x-alias: is not in the vocabulary; did you mean `x-aliases`?",
            ],
        },
        Case {
            name: "a closed enum",
            find: "      x-open: true\n",
            replace: "",
            says: &[
                "business.yaml: components.schemas.Color: is an enum without `x-open`; every enum of the vendor may grow, write `x-open: true`",
            ],
        },
        Case {
            name: "a meaning of no value",
            find: "x-enum-descriptions: {red:",
            replace: "x-enum-descriptions: {green:",
            says: &[
                "business.yaml: components.schemas.Color.x-enum-descriptions.green: describes `green`, which `enum` does not list",
            ],
        },
        Case {
            name: "a required member that is none",
            find: "required: [name, type]",
            replace: "required: [name, color]",
            says: &[
                "business.yaml: components.schemas.MixPaintRequest.required.1: `color` is no member of the object",
            ],
        },
        Case {
            name: "an unknown format",
            find: "format: local-date-time",
            replace: "format: epoch",
            says: &[
                "provisioning.yaml: components.schemas.Painter.properties.since.format: is `epoch`; write email, password, date, local-date-time or date-time",
            ],
        },
        Case {
            name: "an unknown type",
            find: "total: {type: integer,",
            replace: "total: {type: int,",
            says: &[
                "provisioning.yaml: components.schemas.PaintersReply.properties.total.type: is `int`; write string, integer, number, boolean, object, array or null",
            ],
        },
        Case {
            name: "a key that no member takes",
            find: "x-from-key: true, ",
            replace: "",
            says: &[
                "provisioning.yaml: components.schemas.PaintersReply.properties.Users.x-key: names \"id\", which is no member of the item with `x-from-key`",
            ],
        },
        Case {
            name: "two members of one name",
            find: "night: {type: string, description: Works by night., x-name: by_night,",
            replace: "night: {type: string, description: Works by night., x-name: password,",
            says: &[
                "provisioning.yaml: components.schemas.NewPainter.properties.night: is called `password` in the SDK, as another member is; give it an `x-name`",
            ],
        },
        Case {
            name: "a word that is true or absent",
            find: "x-ignore-case: true",
            replace: "x-ignore-case: yes please",
            says: &[
                "provisioning.yaml: components.schemas.Painter.x-ignore-case: write true, or leave it out",
            ],
        },
    ]);
}

#[test]
fn errors() {
    check(&[
        Case {
            name: "a number twice",
            find: "number: 2",
            replace: "number: 1",
            says: &["errors.yaml: kinds.1: the number 1 is `not_found`'s; take the next free one"],
        },
        Case {
            name: "a name twice",
            find: "name: server",
            replace: "name: not_found",
            says: &["errors.yaml: kinds.2: the name `not_found` is taken; a name is never used twice"],
        },
        Case {
            name: "a status twice",
            find: "statuses: [408, 5xx]",
            replace: "statuses: [404, 5xx]",
            says: &["errors.yaml: kinds.2: one of its statuses is `not_found`'s already"],
        },
        Case {
            name: "a status that is none",
            find: "statuses: [404]",
            replace: "statuses: [3xx]",
            says: &["errors.yaml: kinds.0.statuses.0: write an HTTP status, `4xx` or `5xx`"],
        },
        Case {
            name: "a kind without a meaning",
            find: " meaning: Wait.,",
            replace: "",
            says: &["errors.yaml: kinds.2: `meaning` is missing; every kind has one"],
        },
        Case {
            name: "a word that kinds do not have",
            find: " meaning: Wait.,",
            replace: " meaning: Wait., hint: Run.,",
            says: &[
                "errors.yaml: kinds.2.hint: is not in the vocabulary; a kind has name, number, title, meaning, raised, statuses",
            ],
        },
    ]);
}

#[test]
fn a_document_that_cannot_be_read_says_where() {
    let broken = ERRORS.replace("statuses: [404]", "statuses: [404");
    let problems = Contract::read(BUSINESS, PROVISIONING, IAM, &broken).unwrap_err();
    let text = problems.to_string();
    assert!(text.starts_with("errors.yaml: is not YAML that can be read: "), "{text}");
}

#[test]
fn a_name_written_twice_is_not_overlooked() {
    let broken = BUSINESS.replace("      x-repeat: safe\n", "      x-repeat: safe\n      x-repeat: once\n");
    let problems = Contract::read(&broken, PROVISIONING, IAM, ERRORS).unwrap_err();
    assert!(problems.to_string().contains("duplicate"), "{problems}");
}

#[test]
fn all_problems_of_all_documents_are_named_at_once() {
    let business =
        BUSINESS.replace("x-paging: token", "x-paging: cursor").replace("x-method: mix", "x-method: ''");
    let errors = ERRORS.replace("number: 2", "number: 1");
    let problems = Contract::read(&business, PROVISIONING, IAM, &errors).unwrap_err();
    let places: Vec<&str> = problems.0.iter().map(|problem| problem.place.as_str()).collect();
    let expected = [
        "paths./v1/shops/{shop-id}/paints.get.x-paging",
        "paths./v1/shops/{shop-id}/paints.post.x-method",
        "kinds.1",
    ];
    assert_eq!(places, expected);
}

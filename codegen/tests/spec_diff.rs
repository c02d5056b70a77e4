//! Our document beside the vendor's: the two dialects say the same, and every kind of difference is found and placed.

use lastpass_codegen::diff::{Report, Source, compare};

const OURS: &str = include_str!("spec_diff/ours.yaml");
const THEIRS: &str = include_str!("spec_diff/theirs.yaml");

fn report(ours: &str, theirs: &str) -> Result<Report, String> {
    let (ours, theirs) =
        (Source { file: "ours.yaml", text: ours }, Source { file: "theirs.yaml", text: theirs });
    compare(ours, theirs).map_err(|problems| problems.to_string())
}

/// The lines before the counts, without their alignment.
fn findings(text: &str) -> Vec<String> {
    let lines =
        text.lines().take_while(|line| !line.starts_with("differences:")).filter(|line| !line.is_empty());
    lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// A change of their document, and what is said about it.
struct Case {
    name: &'static str,
    find: &'static str,
    replace: &'static str,
    says: &'static [&'static str],
}

fn changed(case: &Case) -> String {
    assert_eq!(THEIRS.matches(case.find).count(), 1, "{}: the text has to stand once", case.name);
    THEIRS.replace(case.find, case.replace)
}

fn check(cases: &[Case]) {
    for case in cases {
        let report = report(OURS, &changed(case)).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        assert_eq!(findings(&report.differences_text()), case.says, "{}", case.name);
        assert!(report.differs(), "{}", case.name);
    }
}

#[test]
fn the_contract_does_not_differ_from_itself() {
    let text = include_str!("../../spec/business.yaml");
    let report = report(text, text).unwrap();
    assert!(!report.differs(), "{}", report.differences_text());
}

#[test]
fn the_two_dialects_say_the_same() {
    let report = report(OURS, THEIRS).unwrap();
    assert!(!report.differs(), "{}", report.differences_text());
}

#[test]
fn json_with_a_byte_order_mark_is_read() {
    let value: serde_json::Value = serde_saphyr::from_str(THEIRS).unwrap();
    let json = serde_json::to_string_pretty(&value).unwrap().replace("  ", "\t");
    let report = report(OURS, &format!("\u{feff}{json}\r\n")).unwrap();
    assert!(!report.differs(), "{}", report.differences_text());
}

#[test]
fn operations() {
    check(&[
        Case {
            name: "missing in theirs",
            find: "    get:\n      operationId: listPaints\n",
            replace: "    x-get:\n      operationId: listPaints\n",
            says: &["listPaints GET /shop/v1/paints", "operation ours GET /shop/v1/paints theirs -"],
        },
        Case {
            name: "missing in ours",
            find: "  /shop/v1/paints:\n",
            replace: "  /shop/v1/brushes:\n    get: {operationId: listBrushes, responses: {}}\n  /shop/v1/paints:\n",
            says: &["listBrushes GET /shop/v1/brushes", "operation ours - theirs GET /shop/v1/brushes"],
        },
        Case {
            name: "another path",
            find: "/shop/v1/paints/{paint-id}/dry:",
            replace: "/shop/v1/paints/{paint-id}/drying:",
            says: &[
                "dryPaint POST /shop/v1/paints/{paint-id}/dry",
                "path ours /shop/v1/paints/{paint-id}/dry theirs /shop/v1/paints/{paint-id}/drying corrects inferred-low",
            ],
        },
        Case {
            name: "another method",
            find: "    post:\n      operationId: dryPaint",
            replace: "    put:\n      operationId: dryPaint",
            says: &[
                "dryPaint POST /shop/v1/paints/{paint-id}/dry",
                "method ours POST theirs PUT corrects inferred-low",
            ],
        },
        Case {
            name: "another id, matched by method and path",
            find: "operationId: listPaints",
            replace: "operationId: getPaints",
            says: &["listPaints GET /shop/v1/paints", "operation id ours listPaints theirs getPaints"],
        },
        Case {
            name: "no id, matched by method and path",
            find: "      operationId: listPaints\n",
            replace: "",
            says: &["listPaints GET /shop/v1/paints", "operation id ours listPaints theirs -"],
        },
    ]);
}

#[test]
fn parameters() {
    const LIST: &str = "listPaints GET /shop/v1/paints";
    check(&[
        Case {
            name: "missing in ours",
            find: "        - name: color\n",
            replace: "        - {name: sort, in: query, required: true, schema: {type: string}}\n        - name: color\n",
            says: &[LIST, "parameter query sort ours - theirs string, required"],
        },
        Case {
            name: "another name",
            find: "name: max-results",
            replace: "name: page-size",
            says: &[
                LIST,
                "parameter query max-results ours integer int32, optional theirs -",
                "parameter query page-size ours - theirs integer int32, optional",
            ],
        },
        Case {
            name: "another place",
            find: "          in: query\n          required: false",
            replace: "          in: header\n          required: false",
            says: &[LIST, "in query max-results ours query theirs header"],
        },
        Case {
            name: "required",
            find: "required: false",
            replace: "required: true",
            says: &[LIST, "required query max-results ours optional theirs required"],
        },
        Case {
            name: "type, format and limits",
            find: "{type: integer, format: int32, default: 10.0, minimum: 1, maximum: 500}",
            replace: "{type: string, default: 25, minimum: 0, exclusiveMinimum: true, maximum: 100}",
            says: &[
                LIST,
                "minimum query max-results ours 1 theirs 0, exclusive",
                "maximum query max-results ours 500 theirs 100",
                "default query max-results ours 10 theirs 25",
                "type query max-results ours integer theirs string",
                "format query max-results ours int32 theirs -",
            ],
        },
        Case {
            name: "how a list is written",
            find: "explode: false",
            replace: "explode: true",
            says: &[
                LIST,
                "style query color ours form, one parameter for all values theirs form, one parameter a value",
            ],
        },
        Case {
            name: "a guessed one",
            find: "required: true, schema: {type: integer, format: int64}}\n  requestBodies",
            replace: "required: true, schema: {type: string, format: uuid}}\n  requestBodies",
            says: &[
                "dryPaint POST /shop/v1/paints/{paint-id}/dry",
                "type path paint-id ours integer theirs string corrects inferred-low",
                "format path paint-id ours int64 theirs uuid corrects inferred-low",
            ],
        },
    ]);
}

#[test]
fn request_bodies() {
    const MIX: &str = "mixPaint POST /shop/v1/paints";
    const REQUEST: &str = "schema MixPaintRequest, in mixPaint";
    check(&[
        Case {
            name: "none",
            find: "      requestBody: {$ref: '#/components/requestBodies/Mix'}\n",
            replace: "",
            says: &[MIX, "body ours application/json (MixPaintRequest) theirs - corrects inferred-medium"],
        },
        Case {
            name: "one where ours has none",
            find: "        - {name: Authorization, in: header, required: true, schema: {type: string}}\n",
            replace: "        - {name: Authorization, in: header, required: true, schema: {type: string}}\n      requestBody: {content: {text/plain: {}}}\n",
            says: &[
                "dryPaint POST /shop/v1/paints/{paint-id}/dry",
                "body ours - theirs text/plain corrects inferred-low",
            ],
        },
        Case {
            name: "not required",
            find: "Mix: {required: true, content",
            replace: "Mix: {content",
            says: &[MIX, "required body ours required theirs optional corrects inferred-medium"],
        },
        Case {
            name: "another media type, the same schema",
            find: "Mix: {required: true, content: {application/json:",
            replace: "Mix: {required: true, content: {application/merge-patch+json:",
            says: &[
                MIX,
                "media type body ours application/json (MixPaintRequest) theirs - corrects inferred-medium",
                "media type body ours - theirs application/merge-patch+json (MixPaintRequest) corrects inferred-medium",
            ],
        },
        Case {
            name: "members",
            find: "{required: [name], properties: {name: {type: string}}}\n        - {properties: {color: {$ref: '#/components/schemas/Color'}}}",
            replace: "{required: [gloss], properties: {name: {type: string, format: uri}, gloss: {type: boolean}}}",
            says: &[
                REQUEST,
                "required in request MixPaintRequest.name ours required theirs optional",
                "format MixPaintRequest.name ours - theirs uri corrects inferred-medium",
                "member MixPaintRequest.color ours Color theirs - corrects inferred-low",
                "member MixPaintRequest.gloss ours - theirs boolean corrects inferred-medium",
            ],
        },
        Case {
            name: "a schema of their own, inline and under another type",
            find: "Mix: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/MixPaintRequest'}}}}",
            replace: "Mix: {required: true, content: {application/json: {schema: {type: array, items: {type: string}}}}}",
            says: &[REQUEST, "type MixPaintRequest ours object theirs array corrects inferred-medium"],
        },
    ]);
}

#[test]
fn answers() {
    const LIST: &str = "listPaints GET /shop/v1/paints";
    const MIX: &str = "mixPaint POST /shop/v1/paints";
    const DRY: &str = "dryPaint POST /shop/v1/paints/{paint-id}/dry";
    check(&[
        Case {
            name: "another success status",
            find: "'204': {description: Done.}",
            replace: "202: {description: Done., content: {application/json: {schema: {$ref: '#/components/schemas/PaintDto'}}}}",
            says: &[
                DRY,
                "status answer 204 ours no body theirs - corrects inferred-low",
                "status answer 202 ours - theirs application/json (PaintDto) corrects inferred-low",
            ],
        },
        Case {
            name: "a body where ours has none",
            find: "'204': {description: Done.}",
            replace: "204: {description: Done., content: {application/json: {schema: {type: string}}}}",
            says: &[
                DRY,
                "media type answer 204 ours - theirs application/json (string) corrects inferred-low",
            ],
        },
        Case {
            name: "more and other error statuses",
            find: "        400: {$ref: '#/components/responses/Failure'}",
            replace: "        401: {$ref: '#/components/responses/Failure'}\n        404: {$ref: '#/components/responses/Failure'}",
            says: &[LIST, "error statuses error answer ours 400 theirs 401, 404"],
        },
        Case {
            name: "errors of another media type, once for all operations",
            find: "content: {application/problem+json:",
            replace: "content: {application/json:",
            says: &[
                "answer Problem, theirs Failure, in listPaints, dryPaint",
                "media type Problem ours application/problem+json (ProblemDetails) theirs -",
                "media type Problem ours - theirs application/json (ProblemDetails)",
            ],
        },
        Case {
            name: "no schema",
            find: "application/json; charset=utf-8: {schema: {$ref: '#/components/schemas/PaintDto'}}",
            replace: "application/json: {}",
            says: &[MIX, "schema answer 201 ours Paint theirs - corrects inferred-high"],
        },
        Case {
            name: "a list instead of a page, inline and in one operation only",
            find: "200: {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/PaintPage'}}}}",
            replace: "200: {description: OK, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/PaintDto'}}}}}",
            says: &["schema PaintPage, in listPaints", "type PaintPage ours object theirs array"],
        },
    ]);
}

#[test]
fn schemas() {
    const PAINT: &str = "schema Paint, theirs PaintDto, in listPaints, mixPaint";
    check(&[
        Case {
            name: "a member that ours has not, through a page and by itself",
            find: "        id: {type: integer, format: int64}\n    PaintPage",
            replace: "        id: {type: integer, format: int64}\n        gloss: {type: number, nullable: true}\n    PaintPage",
            says: &[PAINT, "member Paint.gloss ours - theirs number, nullable"],
        },
        Case {
            name: "a member that theirs has not",
            find: "        finish: {allOf: [{$ref: '#/components/schemas/Finish'}], description: The finish.}\n",
            replace: "",
            says: &[PAINT, "member Paint.finish ours Finish theirs -"],
        },
        Case {
            name: "required, which ours never says of answers",
            find: "    PaintDto:\n      type: object\n",
            replace: "    PaintDto:\n      type: object\n      required: [id]\n",
            says: &[PAINT, "required in answer Paint.id ours optional theirs required"],
        },
        Case {
            name: "nullable around a reference",
            find: "finish: {allOf:",
            replace: "finish: {nullable: true, allOf:",
            says: &[PAINT, "nullable Paint.finish ours not null theirs nullable"],
        },
        Case {
            name: "not nullable inside of a circle",
            find: "base: {nullable: true, allOf:",
            replace: "base: {allOf:",
            says: &[PAINT, "nullable Paint.base ours nullable theirs not null"],
        },
        Case {
            name: "entries of a map",
            find: "additionalProperties: {type: string}",
            replace: "additionalProperties: {type: integer}",
            says: &[PAINT, "type Paint.labels.* ours string theirs integer"],
        },
        Case {
            name: "more values and fewer",
            find: "enum: [green, red]",
            replace: "enum: [red, blue, white]",
            says: &[
                "schema Color, in listPaints, mixPaint",
                "enum Color ours 2 values, more: green theirs 3 values, more: blue, white",
            ],
        },
        Case {
            name: "values that no operation leads to",
            find: "enum: [dry]",
            replace: "enum: [dry, wet]",
            says: &["schema Weather", "enum Weather ours 1 values theirs 2 values, more: wet"],
        },
        Case {
            name: "inline in one operation, a component in the other",
            find: "application/json; charset=utf-8: {schema: {$ref: '#/components/schemas/PaintDto'}}",
            replace: "application/json: {schema: {allOf: [{$ref: '#/components/schemas/PaintDto'}, {properties: {job: {type: string}}}]}}",
            says: &[PAINT, "member Paint.job ours - theirs string corrects inferred-high in mixPaint"],
        },
    ]);
}

#[test]
fn the_report_ends_with_counts() {
    let case = Case {
        name: "two kinds",
        find: "/shop/v1/paints/{paint-id}/dry:",
        replace: "/shop/v1/paints/{paint-id}/drying:",
        says: &[],
    };
    let report = report(OURS, &changed(&case).replace("maximum: 500", "maximum: 50")).unwrap();
    let text = report.differences_text();
    assert_eq!(
        text,
        "\
listPaints  GET /shop/v1/paints
  maximum  query max-results  ours 500  theirs 50

dryPaint  POST /shop/v1/paints/{paint-id}/dry
  path  ours /shop/v1/paints/{paint-id}/dry  theirs /shop/v1/paints/{paint-id}/drying  corrects inferred-low

differences: 2
     1  maximum
     1  path
of them correct what we inferred: 1
     1  inferred-low
inferred facts confirmed: 10
     4  inferred-high
     4  inferred-low
     2  inferred-medium
"
    );
    assert_eq!(
        findings(&report.confirmations_text()),
        [
            "mixPaint POST /shop/v1/paints",
            "confirms inferred-high method",
            "confirms inferred-high path",
            "confirms inferred-medium media type body",
            "confirms inferred-high status answer 201",
            "confirms inferred-high media type answer 201",
            "dryPaint POST /shop/v1/paints/{paint-id}/dry",
            "confirms inferred-low method",
            "confirms inferred-low parameter path paint-id",
            "confirms inferred-low status answer 204",
            "schema MixPaintRequest, in mixPaint",
            "confirms inferred-medium member MixPaintRequest.name",
            "confirms inferred-low member MixPaintRequest.color",
        ]
    );
}

#[test]
fn a_document_that_cannot_be_read_says_where_and_why() {
    for (name, theirs, says) in [
        ("no object", "just text".to_owned(), "theirs.yaml: is not an object"),
        (
            "no OpenAPI",
            "swagger: '2.0'\npaths: {}".to_owned(),
            "theirs.yaml: `openapi` is missing; only OpenAPI 3.0 and 3.1 can be compared",
        ),
        (
            "another version",
            THEIRS.replace("openapi: 3.0.4", "openapi: 2.0.0"),
            "theirs.yaml: openapi: is `2.0.0`; only OpenAPI 3.0 and 3.1 can be compared",
        ),
        (
            "no paths",
            "openapi: 3.0.4".to_owned(),
            "theirs.yaml: `paths` is missing; the operations have to stand there",
        ),
        (
            "a reference to nothing",
            THEIRS.replace("    Finish: {", "    Polish: {"),
            "theirs.yaml: components.schemas.PaintDto.properties.finish.allOf.0.$ref: points at `#/components/schemas/Finish`, which does not exist",
        ),
        (
            "a reference to another file",
            THEIRS.replace(
                "requestBody: {$ref: '#/components/requestBodies/Mix'}",
                "requestBody: {$ref: mix.yaml}",
            ),
            "theirs.yaml: paths./shop/v1/paints.post.requestBody.$ref: is `mix.yaml`; only references inside the document can be followed",
        ),
        (
            "references in a circle",
            THEIRS.replace(
                "Finish: {enum: [matt], type: string}",
                "Finish: {$ref: '#/components/schemas/Finish'}",
            ),
            "theirs.yaml: components.schemas.Finish: is made of itself",
        ),
        (
            "parameters that are no list",
            THEIRS.replace(
                "      - $ref: '#/components/parameters/PaintId'",
                "      id: {name: paint-id, in: path}",
            ),
            "theirs.yaml: paths./shop/v1/paints/{paint-id}/dry.parameters: is not a list",
        ),
        (
            "a parameter without a name",
            THEIRS.replace("name: max-results", "title: max-results"),
            "theirs.yaml: paths./shop/v1/paints.get.parameters.1: `name` is missing; a parameter has one",
        ),
    ] {
        assert_ne!(theirs, THEIRS, "{name}");
        assert_eq!(report(OURS, &theirs).unwrap_err(), says, "{name}");
    }
    let broken = report(OURS, "openapi: [3.0.4").unwrap_err();
    assert!(broken.starts_with("theirs.yaml: is not YAML that can be read: "), "{broken}");
}

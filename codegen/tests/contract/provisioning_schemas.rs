//! The data, the replies and the enums of the Provisioning API.

use super::document::{Document, assert_table, members, properties, shape, texts};

#[test]
fn data_of_the_commands_has_its_members_and_no_others() {
    let table = "
BatchAddUser               username!:email fullname:string groups:[string] duousername:string securidusername:string password:password password_reset_required:boolean attribs:{string}
ChangeEmail                oldemail!:email newemail!:email
DeleteUser                 username!:email deleteaction!:int32(0..3)
DetailedSharedFolderQuery  data:='all' pagesize:int32(1..) pageindex:int32(0..)
EventQuery                 from:local-date-time to:local-date-time search:string user:string admin:string next:string|integer|null format:EventFormat
ExpiredMasterPasswordQuery limit:int32(1..500) continuation_token:string
GroupChange                username!:email add:[string] del:[string]
PushSite                   users!:string persistent:string url!:string name!:string group:string usernametype:PushUsernameType username:string password:password notes:string fav:string decryptid:string
UpdateUser                 username!:email fullname:string duousername:string securidusername:string
UserDataQuery              username:email disabled:boolean|integer admin:boolean|integer pagesize:int32(1..2000) pageindex:int32(0..)
UserName                   username!:email
";
    assert_table(table, object_schemas(true));
}

#[test]
fn replies_have_their_members_and_no_others() {
    let table = "
Continuation               token:string remaining_item_count:integer
DisableUserReply           status:string disabled_users:[email] unchanged_users:[email] error:string|[string] errors:[string] message:string
EnableUserReply            status:string enabled_users:[email] unchanged_users:[email] error:string|[string] errors:[string] message:string
Event                      Time:local-date-time Username:string IP_Address:string Action:string Data:string ID:string
ExpiredMasterPassword      user_id:int64 user_name:email last_pw_change:local-date-time
ExpiredMasterPasswordReply status:string continuation:Continuation items:[ExpiredMasterPassword] error:string|[string] errors:[string] message:string
OkReply                    status:string error:string|[string] errors:[string] message:string
ProvisioningUser           id:string username:email fullname:string mpstrength:number|string created:local-date-time last_pw_change:local-date-time last_login:local-date-time neverloggedin:boolean|integer|string disabled:boolean|integer|string admin:boolean|integer|string totalscore:number|string|null legacytotalscore:number|string|null hasSharingKeys:boolean|integer|string duousername:string|null multifactor:string linked:email sites:integer|string|null notes:integer|string|null formfills:integer|string|null applications:integer|string|null attachments:integer|string|null password_reset_required:boolean|integer|string groups:[string] attribs:{string}
PushSitesReply             status:string psid:string error:string|[string] errors:[string] message:string
ReportingReply             status:string next:string|integer|null data:{Event}|[] events:[Event] error:string|[string] errors:[string] message:string
SharedFolder               id:string sharedfoldername:string score:number|string|null deleted:boolean|integer|string users:[SharedFolderMember]
SharedFolderMember         username:email readonly:boolean|integer|string give:boolean|integer|string can_administer:boolean|integer|string superadmin:boolean|integer|string group_name:string sites:[string]
UserDataReply              total:integer count:integer Users:{id->ProvisioningUser}|[] Groups:{[string]}|[] invited:[email] status:string error:string|[string] errors:[string] message:string
";
    assert_table(table, object_schemas(false));
}

#[test]
fn folder_replies_are_bare_maps() {
    let table = "
SharedFolderReply         {id->SharedFolder}|[]
DetailedSharedFolderReply {id->SharedFolder}|[]
";
    let document = Document::provisioning();
    let maps = document.schemas().iter().filter(|(_, schema)| schema.get("x-key").is_some());
    assert_table(table, maps.map(|(name, schema)| format!("{name} {}", shape(schema))));
}

/// Every schema with members that is sent (as the data of a command or a row of it), or that comes back.
fn object_schemas(sent: bool) -> Vec<String> {
    let document = Document::provisioning();
    let data: Vec<String> = document
        .operations()
        .iter()
        .map(|command| shape(&command.body().expect("a body")["properties"]["data"]))
        .map(|shape| shape.trim_matches(['[', ']']).to_owned())
        .collect();
    let objects = document.schemas().iter().filter(|(_, schema)| schema.get("properties").is_some());
    let chosen = objects.filter(|(name, _)| data.contains(*name) == sent);
    chosen.map(|(name, schema)| format!("{name} {}", properties(schema))).collect()
}

#[test]
fn every_enum_is_open_and_has_its_values() {
    let table = "
EventFormat      siem
PushUsernameType email username custom
";
    let document = Document::provisioning();
    let enums = document.schemas().iter().filter(|(_, schema)| schema["enum"].is_array());
    assert_table(
        table,
        enums.map(|(name, schema)| {
            assert_eq!(schema["x-open"], true, "{name} is closed");
            format!("{name} {}", texts(&schema["enum"]).collect::<Vec<_>>().join(" "))
        }),
    );
}

/// Names that do not read well in snake_case, other spellings, and what a yes or no is on the wire.
#[test]
fn members_have_their_names_spellings_and_flags() {
    let table = r#"
BatchAddUser.duousername             x-name    duo_username
BatchAddUser.fullname                x-name    full_name
BatchAddUser.securidusername         x-name    securid_username
ChangeEmail.newemail                 x-name    new_email
ChangeEmail.oldemail                 x-name    old_email
DeleteUser.deleteaction              x-name    delete_action
Event.ID                             x-name    siem_id
EventQuery.admin                     x-name    admin_only
EventQuery.admin                     x-flag    {"set":"1"}
ExpiredMasterPassword.last_pw_change x-name    last_password_change
ExpiredMasterPassword.user_name      x-name    username
GroupChange.del                      x-name    remove
ProvisioningUser.duousername         x-name    duo_username
ProvisioningUser.formfills           x-name    form_fills
ProvisioningUser.fullname            x-name    full_name
ProvisioningUser.last_pw_change      x-name    last_password_change
ProvisioningUser.legacytotalscore    x-name    legacy_total_score
ProvisioningUser.mpstrength          x-name    master_password_strength
ProvisioningUser.neverloggedin       x-name    never_logged_in
ProvisioningUser.totalscore          x-name    total_score
PushSite.decryptid                   x-name    decrypt_id
PushSite.fav                         x-name    favorite
PushSite.fav                         x-flag    {"set":"on","clear":""}
PushSite.persistent                  x-flag    {"set":"1","clear":"0"}
PushSite.usernametype                x-name    username_type
PushSitesReply.psid                  x-name    push_id
SharedFolder.sharedfoldername        x-name    name
SharedFolderMember.readonly          x-name    read_only
SharedFolderMember.superadmin        x-name    super_admin
SharedFolderMember.superadmin        x-aliases ["super_admin"]
UpdateUser.duousername               x-name    duo_username
UpdateUser.fullname                  x-name    full_name
UpdateUser.securidusername           x-name    securid_username
UserDataQuery.admin                  x-flag    {"set":1,"clear":0}
UserDataQuery.disabled               x-flag    {"set":1,"clear":0}
UserDataReply.invited                x-aliases ["Invited"]
"#;
    let mut written = Vec::new();
    for (name, schema) in Document::provisioning().schemas() {
        for (member, property) in members(&schema["properties"]) {
            for annotation in ["x-name", "x-aliases", "x-flag"] {
                written.extend(property.get(annotation).map(|value| {
                    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    format!("{name}.{member} {annotation} {value}")
                }));
            }
        }
    }
    assert_table(table, written);
}

#[test]
fn schemas_that_need_care_are_marked() {
    let table = "
Event         x-ignore-case true
Event         x-computed    \"ordinal\"
UserDataQuery x-one-filter  true
";
    let document = Document::provisioning();
    assert_table(table, annotations(&document, &["x-ignore-case", "x-computed", "x-one-filter"]));
}

/// What the SDK reads for itself, in pages and in the ends of commands; a folder's users may come as a map.
#[test]
fn members_of_replies_that_the_sdk_reads_are_marked() {
    let table = "
Continuation.token              x-paging-role \"next\"
ExpiredMasterPassword.user_id   x-identity    true
OkReply.error                   x-envelope    true
OkReply.errors                  x-envelope    true
OkReply.status                  x-envelope    true
ProvisioningUser.id             x-identity    true
ReportingReply.next             x-paging-role \"next\"
SharedFolder.id                 x-identity    true
SharedFolder.users              x-map-form    true
UserDataReply.total             x-paging-role \"total\"
";
    let document = Document::provisioning();
    let names = ["x-paging-role", "x-identity", "x-envelope", "x-map-form"];
    let of_replies = annotations(&document, &names).into_iter().filter(|line| {
        // Every reply ends with the members of OkReply; the data has roles of its own.
        let place = line.split(' ').next().unwrap_or_default();
        let repeats_ok_reply = line.contains("x-envelope") && !place.starts_with("OkReply");
        !repeats_ok_reply && !place.contains("Query.")
    });
    assert_table(table, of_replies);
}

/// The annotations of these names, on schemas and on their members.
fn annotations(document: &Document, names: &[&str]) -> Vec<String> {
    let mut written = Vec::new();
    for (schema_name, schema) in document.schemas() {
        let own =
            members(&schema["properties"]).map(|(name, member)| (format!("{schema_name}.{name}"), member));
        for (place, value) in own.chain([(schema_name.clone(), schema)]) {
            for name in names {
                written.extend(value.get(name).map(|annotation| format!("{place} {name} {annotation}")));
            }
        }
    }
    written
}

/// Everything that is not documented, down to single members, with its mark.
#[test]
fn observed_and_deduced_schemas_and_members_carry_their_mark() {
    let table = "
DetailedSharedFolderQuery     observed
Event.ID                      observed
EventFormat                   observed
EventQuery.format             observed
GroupChange                   observed
OkReply.error                 observed
OkReply.message               observed
ProvisioningUser              observed
ReportingReply.events         observed
SharedFolder.deleted          observed
SharedFolderMember.group_name observed
SharedFolderMember.superadmin observed
UserDataQuery                 observed
UserDataQuery.pagesize        inferred-high
UserDataReply                 observed
";
    // `error` and `message` are the same in all replies; OkReply stands for them.
    let shared = |name: &str, member: &str| name != "OkReply" && (member == "error" || member == "message");
    let document = Document::provisioning();
    let mut marked = Vec::new();
    for (name, schema) in document.schemas() {
        marked.extend(schema["x-provenance"].as_str().map(|mark| format!("{name} {mark}")));
        for (member, property) in members(&schema["properties"]).filter(|(member, _)| !shared(name, member)) {
            marked.extend(property["x-provenance"].as_str().map(|mark| format!("{name}.{member} {mark}")));
        }
    }
    assert_table(table, marked);
}

//! The 17 commands of the Provisioning API: how sure they are, what they take and what they answer.

use super::document::{Document, assert_table, members, properties, shape, texts};

/// Mark, access, repeat class, paging, and the values of `status` that mean success.
#[test]
fn every_command_has_its_mark_repeat_class_and_success_status() {
    let table = "
batchadd                    documented write once       none         OK
updateuser                  documented write idempotent none         OK
deluser                     documented write idempotent none         OK
disableuser                 documented write idempotent none         success
enableuser                  documented write idempotent none         success
reinviteuser                documented write once       none         OK
resetpassword               documented write once       none         OK
requiremasterpasswordchange documented write idempotent none         OK
disablemultifactor          observed   write idempotent none         OK
updateemail                 documented write once       none         OK
batchchangegrp              observed   write once       none         OK WARN
getuserdata                 observed   read  safe       index
getsfdata                   documented read  safe       none
getdetailedsfdata           documented read  safe       index
reporting                   documented read  safe       next         OK
pushsitestousers            documented write once       none         OK
expiredmasterpwlist         documented read  safe       continuation Success
";
    assert_table(
        table,
        Document::provisioning().operations().iter().map(|command| {
            let facts =
                ["x-provenance", "x-access", "x-repeat", "x-paging"].map(|member| command.text(member));
            let statuses = texts(&command.value["x-status-values"]).collect::<Vec<_>>().join(" ");
            assert!(command.value["x-status-values"].is_array(), "{}", command.id());
            format!("{} {} {statuses}", command.id(), facts.join(" "))
        }),
    );
}

/// The data of the command, with `!` where it may not be left out, and the reply.
#[test]
fn every_command_takes_its_data_and_answers_its_reply() {
    let table = "
batchadd                    data!:[BatchAddUser]             OkReply
updateuser                  data!:UpdateUser                 OkReply
deluser                     data!:DeleteUser                 OkReply
disableuser                 data!:[email]                    DisableUserReply
enableuser                  data!:[email]                    EnableUserReply
reinviteuser                data!:UserName                   OkReply
resetpassword               data!:UserName                   OkReply
requiremasterpasswordchange data!:UserName                   OkReply
disablemultifactor          data!:UserName                   OkReply
updateemail                 data!:ChangeEmail                OkReply
batchchangegrp              data!:[GroupChange]              OkReply
getuserdata                 data:UserDataQuery               UserDataReply
getsfdata                   data:='all'                      SharedFolderReply
getdetailedsfdata           data!:DetailedSharedFolderQuery  DetailedSharedFolderReply
reporting                   data:EventQuery                  ReportingReply
pushsitestousers            data!:PushSite                   PushSitesReply
expiredmasterpwlist         data:ExpiredMasterPasswordQuery  ExpiredMasterPasswordReply
";
    assert_table(
        table,
        Document::provisioning().operations().iter().map(|command| {
            let envelope = properties(command.body().expect("a body"));
            let data = envelope.split(' ').find(|member| member.starts_with("data")).expect("data");
            let reply =
                command.value.pointer("/responses/200/content/application~1json/schema").expect("a reply");
            format!("{} {data} {}", command.id(), shape(reply))
        }),
    );
}

#[test]
fn every_command_is_posted_in_the_same_envelope() {
    let document = Document::provisioning();
    assert_eq!(document.root["servers"][0]["url"], "https://lastpass.com");
    for command in document.operations() {
        let id = command.id();
        assert_eq!((command.method, command.path), ("post", format!("/enterpriseapi.php#{id}").as_str()));
        let envelope = properties(command.body().expect("a body"));
        let without_data: Vec<&str> =
            envelope.split(' ').filter(|member| !member.starts_with("data")).collect();
        let cmd = format!("cmd!:='{id}'");
        assert_eq!(
            without_data,
            ["cid!:integer|string", "provhash!:password", &cmd, "apiuser:string"],
            "{id}"
        );
        let statuses: Vec<&str> = members(&command.value["responses"]).map(|(status, _)| status).collect();
        assert_eq!(statuses, ["200", "429"], "{id}: every answer has status 200 but for a rate limit");
    }
}

#[test]
fn paged_commands_have_their_members_filled_in_by_the_pager() {
    let table = "
getuserdata         pagesize=size pageindex=index
getdetailedsfdata   pagesize=size pageindex=index
reporting           next=token
expiredmasterpwlist limit=size continuation_token=token
";
    let document = Document::provisioning();
    let paged = document.operations().into_iter().filter_map(|command| {
        let data = document.resolve(&command.body()?["properties"]["data"]);
        let roles: Vec<String> = members(&data["properties"])
            .filter_map(|(name, member)| Some(format!("{name}={}", member["x-paging-role"].as_str()?)))
            .collect();
        assert_eq!(roles.is_empty(), command.text("x-paging") == "none", "{}", command.id());
        (!roles.is_empty()).then(|| format!("{} {}", command.id(), roles.join(" ")))
    });
    assert_table(table, paged);
}

#[test]
fn only_deluser_is_destructive() {
    for command in Document::provisioning().operations() {
        assert_eq!(command.value["x-destructive"] == true, command.id() == "deluser", "{}", command.id());
    }
}

#[test]
fn bulk_commands_have_their_limits() {
    let table = r#"
batchadd            x-chunk {"size":100,"pause-ms":1000}
batchchangegrp      x-chunk {"size":100,"pause-ms":1000}
disableuser         x-chunk {"size":100,"pause-ms":0}
enableuser          x-chunk {"size":100,"pause-ms":0}
getuserdata         x-page-size {"default":2000,"maximum":2000}
getdetailedsfdata   x-page-size {"default":100,"maximum":1000,"shrinks":true}
expiredmasterpwlist x-page-size {"default":500,"maximum":500}
reporting           x-page-size {"default":10000,"maximum":10000,"fixed":true}
getuserdata         x-attempt-timeout 60
getsfdata           x-attempt-timeout 60
getdetailedsfdata   x-attempt-timeout 60
reporting           x-attempt-timeout 60
"#;
    let document = Document::provisioning();
    let limits = document.operations().into_iter().flat_map(|command| {
        ["x-chunk", "x-page-size", "x-attempt-timeout"].into_iter().filter_map(move |member| {
            let limit = command.value.get(member)?;
            Some(format!("{} {member} {limit}", command.id()))
        })
    });
    assert_table(table, limits);
}

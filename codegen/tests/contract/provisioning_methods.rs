//! The methods of the SDK that are made of the commands of the Provisioning API.

use serde_json::Value;

use super::document::{Document, assert_table, members};

#[test]
fn every_method_stands_on_its_command_in_its_style() {
    let table = "
users.list                            getuserdata                 pager   items=Users
users.get                             getuserdata                 lookup  items=Users by=username
users.add                             batchadd                    chunks
users.update                          updateuser                  call
users.deactivate                      deluser                     call    deleteaction=0
users.remove_from_company             deluser                     call    deleteaction=1
users.delete_permanently              deluser                     call    deleteaction=2 confirm=username
users.uninvite                        deluser                     call    deleteaction=3
users.delete_many                     deluser                     each
users.disable                         disableuser                 chunks
users.enable                          enableuser                  chunks
users.reinvite                        reinviteuser                call
users.send_password_reset             resetpassword               call
users.require_password_change         requiremasterpasswordchange call
users.disable_mfa                     disablemultifactor          call
users.change_email                    updateemail                 call
groups.list                           getuserdata                 collect items=Groups
groups.get                            getuserdata                 lookup  items=Groups by=name
groups.change_members                 batchchangegrp              chunks
shared_folders.list                   getsfdata                   collect
shared_folders.get                    getsfdata                   lookup  by=id
shared_folders.list_detailed          getdetailedsfdata           pager
events.list                           reporting                   pager   items=data
sites.push                            pushsitestousers            call
reports.list_expired_master_passwords expiredmasterpwlist         pager   items=items
";
    let mut written = Vec::new();
    for command in Document::provisioning().operations() {
        for method in command.value["x-methods"].as_array().expect("x-methods") {
            let text = |member: &str| method[member].as_str();
            let resource =
                text("resource").and_then(|name| name.strip_prefix("provisioning.")).expect("resource");
            let name = text("method").expect("method");
            let style = text("style").expect("style");
            let mut line = format!("{resource}.{name} {} {style}", command.id());
            for part in ["items", "by"] {
                line.extend(text(part).map(|value| format!(" {part}={value}")));
            }
            line.extend(members(&method["set"]).map(|(member, value)| format!(" {member}={value}")));
            line.extend(text("confirm").map(|member| format!(" confirm={member}")));
            written.push(line);
        }
    }
    assert_table(table, written);
}

#[test]
fn items_name_a_map_or_a_list_of_the_reply() {
    let document = Document::provisioning();
    for command in document.operations() {
        let reply =
            command.value.pointer("/responses/200/content/application~1json/schema").expect("a reply");
        let reply = document.resolve(reply);
        for method in command.value["x-methods"].as_array().expect("x-methods") {
            if method["style"] == "call" || method["style"] == "chunks" || method["style"] == "each" {
                continue;
            }
            let holder = method["items"].as_str().map_or(reply, |items| &reply["properties"][items]);
            assert!(
                holder.get("additionalProperties").is_some() || holder["items"].is_object(),
                "{}: no items at {}",
                command.id(),
                method["items"]
            );
        }
    }
}

#[test]
fn members_that_a_method_fixes_or_confirms_are_required_ones_of_the_data() {
    let document = Document::provisioning();
    for command in document.operations() {
        let data = document.resolve(&command.body().expect("a body")["properties"]["data"]);
        let required: Vec<&Value> = data["required"].as_array().into_iter().flatten().collect();
        for method in command.value["x-methods"].as_array().expect("x-methods") {
            let fixed = members(&method["set"]).map(|(member, _)| Value::from(member));
            for member in fixed.chain(method.get("confirm").cloned()) {
                assert!(required.contains(&&member), "{} {}: {member}", command.id(), method["method"]);
            }
        }
    }
}

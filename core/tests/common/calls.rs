//! Every method of the client that asks a server something, with arguments that are in order.

use std::future::Future;
use std::pin::Pin;

use lastpass_admin::{
    AddAdminLevelUserRequest, BatchAddUser, Client, CreateManagedCompanyRequest, CreateUserRequest,
    DeleteAction, EventCursor, EventQuery, GroupChange, ListBillingReports, ManagedCompanyStatus,
    ManagedCompanyType, Pager, PushSite, ReplaceManagedCompanyRequest, Result, UpdateUser,
    UserAccountCreationAction,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    Business,
    Provisioning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Gives a list; the call answers its length.
    List,
    /// Finds one thing in a list; the call answers 0 if it is not there.
    Find,
    Read,
    Write,
}

type Answer = Pin<Box<dyn Future<Output = Result<usize>> + Send>>;

/// A call by the name that errors give it.
#[derive(Clone, Copy)]
pub struct Call {
    pub api: Api,
    pub kind: Kind,
    pub name: &'static str,
    run: fn(Client) -> Answer,
}

impl Call {
    /// Makes the call; of a list and of a look-up it gives how much was found.
    pub async fn run(&self, client: &Client) -> Result<usize> {
        (self.run)(client.clone()).await
    }
}

async fn count<T: lastpass_admin::Item>(pager: Pager<T>) -> Result<usize> {
    Ok(pager.collect().await?.len())
}

fn billing() -> ListBillingReports {
    ListBillingReports::new("2026-04-01".parse().unwrap(), "2026-04-30".parse().unwrap())
}

/// A day on which the sandbox has no events.
fn day() -> EventQuery {
    let time = |text: &str| Some(text.parse().unwrap());
    EventQuery { from: time("2001-01-01 00:00:00"), to: time("2001-01-01 23:59:59"), ..EventQuery::default() }
}

fn new_user() -> CreateUserRequest {
    CreateUserRequest::new("new@example.com", UserAccountCreationAction::Stage)
}

macro_rules! calls {
    ($($api:ident $kind:ident $name:literal |$client:ident| $answer:expr;)*) => {
        /// The calls of both APIs, in the order of the documentation.
        pub const CALLS: &[Call] = &[$(Call {
            api: Api::$api,
            kind: Kind::$kind,
            name: $name,
            run: |$client| Box::pin(async move { $answer }),
        }),*];
    };
}

calls! {
    Business List "users.list" |c| count(c.users().list(&Default::default())).await;
    Business Read "users.get" |c| c.users().get(80_001).await.map(|_| 1);
    Business Write "users.create" |c| c.users().create(&new_user()).await.map(|_| 1);
    Business Write "users.update" |c| c.users().update(80_001, &Default::default()).await.map(|_| 1);
    Business Write "users.delete" |c| c.users().delete(80_002).await.map(|()| 1);
    Business Write "users.invite" |c| c.users().invite(80_002).await.map(|_| 1);
    Business List "admin_levels.list" |c| count(c.admin_levels().list(&Default::default())).await;
    Business Read "admin_levels.get" |c| c.admin_levels().get(100).await.map(|_| 1);
    Business List "admin_levels.list_users" |c|
        count(c.admin_levels().list_users(100, &Default::default())).await;
    Business Write "admin_levels.add_user" |c|
        c.admin_levels().add_user(100, &AddAdminLevelUserRequest::new(80_002)).await.map(|_| 1);
    Business Write "admin_levels.remove_user" |c| c.admin_levels().remove_user(100, 80_001).await.map(|()| 1);
    Business List "managed_companies.list" |c| count(c.managed_companies().list(&Default::default())).await;
    // A method of convenience over the list, which errors name.
    Business Find "managed_companies.list" |c|
        c.managed_companies().find_by_name("Example Child Ltd").await.map(|found| found.iter().len());
    Business Read "managed_companies.get" |c| c.managed_companies().get(5501).await.map(|_| 1);
    Business Write "managed_companies.create" |c| {
        let request = CreateManagedCompanyRequest::new("New Child", ManagedCompanyType::Managed);
        c.managed_companies().create(&request).await.map(|_| 1)
    };
    Business Write "managed_companies.replace" |c| {
        let request = ReplaceManagedCompanyRequest::new(5, ManagedCompanyStatus::Active, Vec::new());
        c.managed_companies().replace(5501, &request).await.map(|_| 1)
    };
    Business Write "managed_companies.update" |c|
        c.managed_companies().update(5501, &Default::default()).await.map(|_| 1);
    Business Write "managed_companies.detach" |c| c.managed_companies().detach(5501).await.map(|()| 1);
    Business List "managed_company_users.list" |c|
        count(c.managed_company_users().list(5501, &Default::default())).await;
    Business Read "managed_company_users.get" |c| c.managed_company_users().get(5501, 80_051).await.map(|_| 1);
    Business Write "managed_company_users.create" |c|
        c.managed_company_users().create(5501, &new_user()).await.map(|_| 1);
    Business Write "managed_company_users.update" |c|
        c.managed_company_users().update(5501, 80_051, &Default::default()).await.map(|_| 1);
    Business Write "managed_company_users.delete" |c|
        c.managed_company_users().delete(5501, 80_052).await.map(|()| 1);
    Business Write "managed_company_users.invite" |c|
        c.managed_company_users().invite(5501, 80_051).await.map(|_| 1);
    Business List "managed_company_admin_levels.list" |c|
        count(c.managed_company_admin_levels().list(5501, &Default::default())).await;
    Business Read "managed_company_admin_levels.get" |c|
        c.managed_company_admin_levels().get(5501, 100).await.map(|_| 1);
    Business List "managed_company_admin_levels.list_users" |c|
        count(c.managed_company_admin_levels().list_users(5501, 300, &Default::default())).await;
    Business Write "managed_company_admin_levels.add_user" |c| {
        let request = AddAdminLevelUserRequest::new(80_052);
        c.managed_company_admin_levels().add_user(5501, 100, &request).await.map(|_| 1)
    };
    Business Write "managed_company_admin_levels.remove_user" |c|
        c.managed_company_admin_levels().remove_user(5501, 300, 80_051).await.map(|()| 1);
    Business List "reports.list_admin_users" |c| count(c.reports().list_admin_users(&Default::default())).await;
    Business List "reports.list_billing_cycles" |c|
        c.reports().list_billing_cycles(&Default::default()).await.map(|cycles| cycles.len());
    Business List "reports.list_billing_records" |c| count(c.reports().list_billing_records(&billing())).await;

    Provisioning List "provisioning.users.list" |c|
        count(c.provisioning().users().list(&Default::default())).await;
    // Gathered from the list of users, which errors name.
    Provisioning List "provisioning.users.list" |c|
        c.provisioning().users().list_invited().await.map(|invited| invited.len());
    Provisioning Read "provisioning.users.get" |c|
        c.provisioning().users().get("ada@example.com").await.map(|_| 1);
    Provisioning Write "provisioning.users.add" |c|
        c.provisioning().users().add(&[BatchAddUser::new("new@example.com")]).await.map(|_| 1);
    Provisioning Write "provisioning.users.update" |c|
        c.provisioning().users().update(&UpdateUser::new("ada@example.com")).await.map(|()| 1);
    Provisioning Write "provisioning.users.deactivate" |c|
        c.provisioning().users().deactivate("ada@example.com").await.map(|()| 1);
    Provisioning Write "provisioning.users.remove_from_company" |c|
        c.provisioning().users().remove_from_company("ada@example.com").await.map(|()| 1);
    Provisioning Write "provisioning.users.delete_permanently" |c|
        c.provisioning().users().delete_permanently("ada@example.com", "ada@example.com").await.map(|()| 1);
    Provisioning Write "provisioning.users.uninvite" |c|
        c.provisioning().users().uninvite("bob@example.com").await.map(|()| 1);
    Provisioning Write "provisioning.users.delete_many" |c| {
        let users = c.provisioning();
        users.users().delete_many(&["ada@example.com"], DeleteAction::Deactivate, 1).await.map(|_| 1)
    };
    Provisioning Write "provisioning.users.disable" |c|
        c.provisioning().users().disable(&["ada@example.com"]).await.map(|_| 1);
    Provisioning Write "provisioning.users.enable" |c|
        c.provisioning().users().enable(&["eve@example.com"]).await.map(|_| 1);
    Provisioning Write "provisioning.users.reinvite" |c|
        c.provisioning().users().reinvite("bob@example.com").await.map(|()| 1);
    Provisioning Write "provisioning.users.send_password_reset" |c|
        c.provisioning().users().send_password_reset("ada@example.com").await.map(|()| 1);
    Provisioning Write "provisioning.users.require_password_change" |c|
        c.provisioning().users().require_password_change("ada@example.com").await.map(|()| 1);
    Provisioning Write "provisioning.users.disable_mfa" |c|
        c.provisioning().users().disable_mfa("ada@example.com").await.map(|()| 1);
    Provisioning Write "provisioning.users.change_email" |c|
        c.provisioning().users().change_email("ada@example.com", "ada@example.org").await.map(|()| 1);
    Provisioning List "provisioning.groups.list" |c|
        c.provisioning().groups().list().await.map(|groups| groups.len());
    Provisioning Read "provisioning.groups.get" |c| c.provisioning().groups().get("Eng").await.map(|_| 1);
    Provisioning Write "provisioning.groups.change_members" |c| {
        let mut change = GroupChange::new("ada@example.com");
        change.add.push("Sales".to_owned());
        c.provisioning().groups().change_members(&[change]).await.map(|_| 1)
    };
    Provisioning List "provisioning.shared_folders.list" |c|
        count(c.provisioning().shared_folders().list()).await;
    Provisioning List "provisioning.shared_folders.list_detailed" |c|
        count(c.provisioning().shared_folders().list_detailed(&Default::default())).await;
    Provisioning Read "provisioning.shared_folders.get" |c|
        c.provisioning().shared_folders().get("5001").await.map(|_| 1);
    Provisioning Write "provisioning.sites.push" |c| {
        let site = PushSite::new("Eng", "https://portal.example", "Portal");
        c.provisioning().sites().push(&site).await.map(|_| 1)
    };
    Provisioning List "provisioning.events.list" |c| count(c.provisioning().events().list(&day())).await;
    // A method of convenience over the list, which errors name.
    Provisioning List "provisioning.events.list" |c| {
        let cursor = EventCursor::starting_at("2999-01-01T00:00:00".parse().unwrap());
        c.provisioning().events().since(&cursor, &EventQuery::default()).await.map(|batch| batch.events.len())
    };
    Provisioning List "provisioning.reports.list_expired_master_passwords" |c|
        count(c.provisioning().reports().list_expired_master_passwords(&Default::default())).await;
}

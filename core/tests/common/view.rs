//! Every operation of the unified view in each of its modes, and the clients by the credentials that they hold.

use std::pin::Pin;

use lastpass_admin::{
    Client, Credentials, Result, UnifiedCheckPermissions, UnifiedGetOrganization, UnifiedGetRole,
    UnifiedGetUser, UnifiedListOrganizations, UnifiedListRoles, UnifiedListUsers,
};

use super::Bench;

type Answer = Pin<Box<dyn Future<Output = Result<usize>> + Send>>;

/// An operation in one of its modes.
#[derive(Clone, Copy)]
pub struct Call {
    pub name: &'static str,
    pub mode: &'static str,
    /// The credential that it cannot do without.
    pub needs: Option<Need>,
    run: fn(Client) -> Answer,
}

/// A credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Provisioning,
    ApiKey,
}

macro_rules! calls {
    ($($name:literal $mode:literal $needs:expr, |$client:ident| $answer:expr;)*) => {
        /// The calls of the view, in the order of the documentation.
        pub const CALLS: &[Call] = &[$(Call {
            name: $name,
            mode: $mode,
            needs: $needs,
            run: |$client| Box::pin(async move { $answer }),
        }),*];
    };
}

const EXTENDED: Option<bool> = Some(true);

calls! {
    "iam.me" "" None, |c| c.iam().me().await.map(|_| 1);
    "iam.list_resource_types" "" Some(Need::Provisioning), |c| c.iam().list_resource_types().await.map(|types| types.len());
    "iam.list_resource_users" "" Some(Need::Provisioning), |c|
        c.iam().list_resource_users(&Default::default()).collect().await.map(|rows| rows.len());
    "iam.list_resource_groups" "" Some(Need::Provisioning), |c|
        c.iam().list_resource_groups(&Default::default()).collect().await.map(|rows| rows.len());
    "iam.check_permissions" "" Some(Need::Provisioning), |c|
        c.iam().check_permissions(&UnifiedCheckPermissions::new("ada@example.com", "5001")).await.map(|_| 1);
    "iam.users.list" "" None, |c| c.iam().users().list(&Default::default()).collect().await.map(|users| users.len());
    "iam.users.list" "extended" Some(Need::ApiKey), |c| {
        let query = UnifiedListUsers { extended: EXTENDED, ..UnifiedListUsers::default() };
        c.iam().users().list(&query).collect().await.map(|users| users.len())
    };
    "iam.users.list" "invited" Some(Need::Provisioning), |c| {
        let query = UnifiedListUsers { include_invited: Some(true), ..UnifiedListUsers::default() };
        c.iam().users().list(&query).collect().await.map(|users| users.len())
    };
    "iam.users.get" "" None, |c| c.iam().users().get("ada@example.com", &Default::default()).await.map(|_| 1);
    "iam.users.get" "extended" Some(Need::ApiKey), |c| {
        let query = UnifiedGetUser { extended: EXTENDED, ..UnifiedGetUser::default() };
        c.iam().users().get("ada@example.com", &query).await.map(|_| 1)
    };
    "iam.groups.list" "" Some(Need::Provisioning), |c|
        c.iam().groups().list(&Default::default()).collect().await.map(|groups| groups.len());
    "iam.groups.get" "" Some(Need::Provisioning), |c| c.iam().groups().get("Eng").await.map(|_| 1);
    "iam.roles.list" "" Some(Need::Provisioning), |c|
        c.iam().roles().list(&Default::default()).collect().await.map(|roles| roles.len());
    "iam.roles.list" "extended" Some(Need::ApiKey), |c|
        c.iam().roles().list(&UnifiedListRoles { extended: EXTENDED, ..Default::default() }).collect().await.map(|roles| roles.len());
    "iam.roles.get" "" Some(Need::Provisioning), |c| c.iam().roles().get("basic", &Default::default()).await.map(|_| 1);
    "iam.roles.get" "extended" Some(Need::ApiKey), |c|
        c.iam().roles().get("admin-level:100", &UnifiedGetRole { extended: EXTENDED }).await.map(|_| 1);
    "iam.organizations.list" "" Some(Need::Provisioning), |c|
        c.iam().organizations().list(&Default::default()).collect().await.map(|organizations| organizations.len());
    "iam.organizations.list" "extended" Some(Need::ApiKey), |c| {
        let query = UnifiedListOrganizations { extended: EXTENDED, ..Default::default() };
        c.iam().organizations().list(&query).collect().await.map(|organizations| organizations.len())
    };
    "iam.organizations.get" "" Some(Need::Provisioning), |c| c.iam().organizations().get("4410027", &Default::default()).await.map(|_| 1);
    "iam.organizations.get" "extended" Some(Need::ApiKey), |c|
        c.iam().organizations().get("5501", &UnifiedGetOrganization { extended: EXTENDED }).await.map(|_| 1);
}

impl Call {
    pub async fn run(&self, client: &Client) -> Result<usize> {
        (self.run)(client.clone()).await
    }

    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.mode)
    }
}

/// Clients with both credentials, with the Provisioning one, and with the API key.
pub fn stances(bench: &Bench) -> [Client; 3] {
    let key = bench.tenant.api_key();
    let (cid, hash) = (bench.tenant.cid(), bench.tenant.provhash());
    let credentials =
        [bench.credentials(), Credentials::new().provisioning(cid, hash), Credentials::new().api_key(key)];
    credentials.map(|credentials| bench.builder().credentials(credentials).build().unwrap())
}

//! Lists of the view as Arrow record batches.

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch, RecordBatchReader, StructArray};
use lastpass_admin::arrow::reader;
use lastpass_admin::erased::{Reader, RecordPager};
use lastpass_admin::{IamUser, Item, UnifiedListUsers};

use crate::common::bench;
use crate::listed;
use crate::vendor::People;

async fn batches(pager: RecordPager) -> Vec<RecordBatch> {
    let batches = reader(&Reader::new(pager).take_rest().await.unwrap());
    let columns = batches.schema();
    let batches: Vec<RecordBatch> = batches.map(Result::unwrap).collect();
    assert!(batches.iter().all(|batch| batch.schema() == columns));
    batches
}

fn texts(column: &dyn Array) -> Vec<Option<String>> {
    column.as_string::<i32>().iter().map(|text| text.map(str::to_owned)).collect()
}

fn member(structs: &StructArray, name: &str) -> Vec<Option<String>> {
    texts(structs.column_by_name(name).unwrap())
}

fn all(client: &lastpass_admin::Client) -> lastpass_admin::Pager<IamUser> {
    listed(
        client,
        UnifiedListUsers {
            page_size: Some(20),
            include_invited: Some(true),
            split_names: Some(true),
            ..Default::default()
        },
    )
}

#[tokio::test]
async fn a_batch_says_what_its_users_say() {
    let bench = bench().await;
    bench.tenant.set_invited(vec!["new@example.com".to_owned()]);
    bench.inject("any", lastpass_sandbox::FaultKind::UnknownMembers);
    let users = all(&bench.client()).collect().await.unwrap();
    let batches = batches(all(&bench.client()).into()).await;
    assert_eq!(batches.iter().map(RecordBatch::num_rows).collect::<Vec<_>>(), [20, 20, 10, 1]);
    let mut rows = users.iter();
    for batch in &batches {
        let column = |name: &str| batch.column_by_name(name).unwrap().clone();
        let here: Vec<&IamUser> = rows.by_ref().take(batch.num_rows()).collect();
        let of = |text: fn(&IamUser) -> Option<&str>| {
            here.iter().map(|user| text(user).map(str::to_owned)).collect::<Vec<_>>()
        };
        assert_eq!(texts(&column("id")), of(IamUser::id));
        assert_eq!(texts(&column("name")), of(IamUser::name));
        assert_eq!(texts(&column("first_name")), of(IamUser::first_name));
        assert_eq!(texts(&column("remote_id")), of(IamUser::remote_id));
        let created = column("created_at");
        let created: Vec<_> = created.as_primitive::<TimestampMicrosecondType>().iter().collect();
        assert_eq!(
            created,
            here.iter().map(|user| Some(user.created_at()?.as_microsecond())).collect::<Vec<_>>()
        );
        let status = column("status");
        let values = here.iter().map(|user| Some(user.status()?.value()?.to_string())).collect::<Vec<_>>();
        assert_eq!(member(status.as_struct(), "value"), values);
        let fields = column("unified_custom_fields");
        let sources = here
            .iter()
            .map(|user| Some(user.unified_custom_fields()?.source()?.to_string()))
            .collect::<Vec<_>>();
        assert_eq!(member(fields.as_struct(), "source"), sources);
        let ids = fields
            .as_struct()
            .column_by_name("business_id")
            .unwrap()
            .as_primitive::<Int64Type>()
            .iter()
            .collect::<Vec<_>>();
        assert_eq!(
            ids,
            here.iter().map(|user| user.unified_custom_fields()?.business_id()).collect::<Vec<_>>()
        );
        let extra = member(fields.as_struct(), "extra");
        for (text, user) in extra.iter().zip(&here) {
            let expected = user.unified_custom_fields().unwrap().extra();
            let found = text.as_deref().map(|text| serde_json::from_str(text).unwrap()).unwrap_or_default();
            assert_eq!(expected, found);
        }
        let (roles, groups) = (column("roles"), column("groups"));
        for (row, user) in here.iter().enumerate() {
            let roles = roles.as_list::<i32>().value(row);
            assert_eq!(
                member(roles.as_struct(), "id"),
                user.roles()
                    .into_iter()
                    .flatten()
                    .map(|role| role.id().map(str::to_owned))
                    .collect::<Vec<_>>()
            );
            let groups = groups.as_list::<i32>().value(row);
            assert_eq!(
                member(groups.as_struct(), "id"),
                user.groups()
                    .into_iter()
                    .flatten()
                    .map(|group| group.id().map(str::to_owned))
                    .collect::<Vec<_>>()
            );
        }
    }
    assert!(rows.next().is_none());
}

#[tokio::test]
async fn every_list_of_the_view_has_batches() {
    let bench = bench().await;
    let client = bench.client();
    let iam = client.iam();
    let lists: [(RecordPager, usize); 5] = [
        (
            iam.groups().list(&Default::default()).into(),
            iam.groups().list(&Default::default()).collect().await.unwrap().len(),
        ),
        (iam.roles().list(&Default::default()).into(), 2),
        (iam.organizations().list(&Default::default()).into(), 1),
        (
            iam.list_resource_users(&Default::default()).into(),
            iam.list_resource_users(&Default::default()).collect().await.unwrap().len(),
        ),
        (
            iam.list_resource_groups(&Default::default()).into(),
            iam.list_resource_groups(&Default::default()).collect().await.unwrap().len(),
        ),
    ];
    for (list, expected) in lists {
        let name = list.type_name();
        assert_eq!(batches(list).await.iter().map(RecordBatch::num_rows).sum::<usize>(), expected, "{name}");
    }
}

#[tokio::test]
async fn a_stored_password_is_in_no_batch() {
    let secret = "Stor3d+clear/text";
    let user = serde_json::json!({"username": "ada@example.com", "attribs": {"password": secret, "x": "y"}});
    let vendor = People::pair(user, serde_json::json!({"id": 1, "email": "ada@example.com"})).serve().await;
    for batch in batches(all(&vendor.both()).into()).await {
        let shown = format!("{batch:?}");
        assert!(shown.contains("ada@example.com") && !shown.contains(secret), "{shown}");
    }
}

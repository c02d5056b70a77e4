//! Which roles are there, and who gets one?

use lastpass_admin::{AddAdminLevelUserRequest, Client, CompanyUser, ListAdminLevels};

use crate::output::{self, Sample, or_dash};

/// Lists the admin levels.
pub async fn list(client: &Client) -> anyhow::Result<()> {
    output::heading("Admin levels");
    let mut table = Sample::new(["id", "name", "permissions", "description"]);
    for level in client.admin_levels().list(&ListAdminLevels::default()).collect().await? {
        let permissions = level.permissions().len();
        table.row([
            or_dash(level.id()),
            or_dash(level.name()),
            permissions.to_string(),
            or_dash(level.description()),
        ]);
    }
    table.print();
    Ok(())
}

/// Puts a user on the level with the fewest permissions.
pub async fn assign(client: &Client, user: &CompanyUser) -> anyhow::Result<()> {
    let levels = client.admin_levels().list(&ListAdminLevels::default()).collect().await?;
    let least = levels.iter().min_by_key(|level| level.permissions().len());
    let Some(level) = least else { return Ok(()) };
    let (Some(level_id), Some(user_id)) = (level.id(), user.id()) else { return Ok(()) };

    // A user holds one level at a time: this one takes the place of another.
    let assigned = client.admin_levels().add_user(level_id, &AddAdminLevelUserRequest::new(user_id)).await?;
    output::line(
        "assigned",
        format!("{} is on level {} now", or_dash(assigned.email()), or_dash(level.name())),
    );
    Ok(())
}

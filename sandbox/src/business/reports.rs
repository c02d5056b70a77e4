//! Reports over all managed companies.

use http::StatusCode;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::problem::Problem;
use super::{Call, page};
use crate::reply::Reply;
use crate::tenant::seed_companies::{self, Cycle};

pub(super) fn admin_users(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let companies = &call.state.companies;
    let admins: Vec<_> = companies
        .iter()
        .flat_map(|company| {
            let users = company.directory.users().iter();
            users.filter_map(move |user| Some((company, user, user.admin_level?)))
        })
        .collect();
    let window = page::window(call, admins.len())?;
    let items = admins[window.range()].iter().map(|(company, user, level)| {
        let name =
            company.levels.iter().find(|known| known.id == *level).and_then(|known| known.name.as_deref());
        json!({
            "userId": user.id,
            "userEmail": user.email,
            "adminLevel": {"id": level, "name": name},
            "company": {"id": company.id, "name": company.name},
        })
    });
    Ok(page::reply(call, &window, items))
}

fn cycles(call: &Call<'_>) -> Vec<Cycle> {
    seed_companies::cycles(call.state.today(), call.state.billing_cycles)
}

/// A bare array, not a page (business mock rule 14).
pub(super) fn billing_cycles(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let wanted = call.query("number-of-cycles").and_then(|number| number.parse().ok()).unwrap_or(1);
    let cycles: Value = cycles(call)
        .iter()
        .take(wanted)
        .map(|cycle| json!({"startDate": cycle.start.to_string(), "endDate": cycle.end.to_string()}))
        .collect();
    Ok(Reply::json(StatusCode::OK, cycles.to_string()))
}

/// Records of the cycles that lie within the dates, both inclusive.
pub(super) fn billing_records(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let date = |name: &str| call.query(name).and_then(|date| date.parse::<Date>().ok());
    let (Some(start), Some(end)) = (date("start-date"), date("end-date")) else {
        return Err(Problem::new(400, "Both dates are required."));
    };
    if end < start {
        return Err(Problem::new(400, "The end date lies before the start date.")
            .with_error("It must not lie before the start date.", "end-date"));
    }
    let cycles: Vec<Cycle> =
        cycles(call).into_iter().filter(|cycle| start <= cycle.start && cycle.end <= end).collect();
    let license_type = call.query("license-type");
    let billed: Vec<_> = call
        .state
        .companies
        .iter()
        .filter(|company| {
            company.status == "active"
                && license_type.is_none_or(|wanted| seed_companies::license_type(company) == wanted)
        })
        .collect();
    let window = page::window(call, cycles.len() * billed.len())?;
    let items = window
        .range()
        .map(|at| seed_companies::billing_record(cycles[at / billed.len()], billed[at % billed.len()]));
    Ok(page::reply(call, &window, items))
}

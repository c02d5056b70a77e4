//! Refusing bad arguments before anything is sent, with the parameter named.

use jiff::civil::Date;

use crate::client::Client;
use crate::error::{Error, Result};
use crate::time_bound::TimeBound;

/// A text that must not be empty.
pub(crate) fn text(parameter: &str, value: &str) -> Result<()> {
    if value.trim().is_empty() {
        return Err(Error::invalid_argument(parameter, "is empty"));
    }
    Ok(())
}

/// An e-mail address. Nothing but what cannot be one is refused.
pub(crate) fn email(parameter: &str, value: &str) -> Result<()> {
    text(parameter, value)?;
    let whole = value.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    if !whole || value.contains(char::is_whitespace) {
        return Err(Error::invalid_argument(parameter, "is not an e-mail address such as `ada@example.com`"));
    }
    Ok(())
}

/// A number within inclusive bounds.
pub(crate) fn range(parameter: &str, value: i64, minimum: i64, maximum: i64) -> Result<()> {
    if (minimum..=maximum).contains(&value) {
        return Ok(());
    }
    Err(Error::invalid_argument(
        parameter,
        format_args!("is {value}; it must be from {minimum} to {maximum}"),
    ))
}

/// The size of a page, if the caller gave one.
pub(crate) fn page_size(value: Option<u32>, maximum: u32) -> Result<()> {
    value.map_or(Ok(()), |value| range("page_size", i64::from(value), 1, i64::from(maximum)))
}

/// An end that is not before its start.
pub(crate) fn order(parameter: &str, start: &Date, end: &Date) -> Result<()> {
    if end < start {
        return Err(Error::invalid_argument(parameter, format_args!("{end} is before the start, {start}")));
    }
    Ok(())
}

/// A value that is given twice as its confirmation.
pub(crate) fn same(parameter: &str, value: &str, again: &str) -> Result<()> {
    if value != again {
        return Err(Error::invalid_argument(
            parameter,
            "must repeat the user name exactly, as the confirmation",
        ));
    }
    Ok(())
}

/// Both ends of an event report as local times in the zone of the account, which is required.
pub(crate) fn local_times(
    client: &Client,
    start_name: &str,
    start: Option<&TimeBound>,
    end_name: &str,
    end: Option<&TimeBound>,
) -> Result<(Option<String>, Option<String>)> {
    let zone = client.required_zone()?;
    let (start, end) = (start.map(|start| start.in_zone(zone)), end.map(|end| end.in_zone(zone)));
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        return Err(Error::invalid_argument(
            end_name,
            format_args!("{end} is before `{start_name}`, {start}"),
        ));
    }
    let print = |time: jiff::civil::DateTime| time.strftime("%Y-%m-%d %H:%M:%S").to_string();
    Ok((start.map(print), end.map(print)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_an_address_is_refused() {
        for good in ["ada@example.com", "a@b", "ada+x@example.co.uk", "\"odd\"@example.com"] {
            assert!(email("email", good).is_ok(), "{good}");
        }
        for bad in ["", " ", "ada", "@example.com", "ada@", "ada @example.com"] {
            let error = email("email", bad).unwrap_err();
            assert_eq!(error.parameter(), Some("email"), "{bad}");
        }
    }

    #[test]
    fn a_refusal_names_the_parameter_and_what_it_takes() {
        let error = page_size(Some(501), 500).unwrap_err();
        assert_eq!(error.to_string(), "page_size: is 501; it must be from 1 to 500");
        let (start, end) = ("2026-04-30".parse().unwrap(), "2026-04-01".parse().unwrap());
        let error = order("end_date", &start, &end).unwrap_err();
        assert_eq!(error.to_string(), "end_date: 2026-04-01 is before the start, 2026-04-30");
        assert!(order("end_date", &end, &end).is_ok());
    }
}

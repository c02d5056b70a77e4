//! The methods of a resource, whatever they are made of, as every language offers them.

use crate::documentation::Said;
use crate::model::{Api, Resource, Signature, by_hand};
use crate::{Error, Result};

/// A method of the SDK.
pub(crate) struct Method<'a> {
    /// Its name, in snake_case.
    pub name: &'a str,
    /// The full name, for example `users.list`.
    pub operation: String,
    /// What its documentation says.
    pub said: Said,
    /// What a caller gives and gets.
    pub signature: Signature<'a>,
}

/// The methods that operations are made into, and those that the core adds.
pub(crate) fn methods<'a>(api: &'a Api, resource: &Resource<'a>) -> Result<Vec<Method<'a>>> {
    let mut methods = Vec::new();
    for (operation, method) in &resource.methods {
        let signature = api.signature(resource, operation, method).ok_or_else(|| {
            let name = method.full_name();
            Error::Unsupported(format!("{}: {name}: this method has no signature yet", api.source))
        })?;
        let said = Said::of(operation, method);
        methods.push(Method { name: &method.name, operation: method.full_name(), said, signature });
    }
    let by_hand = by_hand::methods(api, resource).into_iter().map(|(method, signature)| Method {
        name: method.name,
        operation: method.full_name(),
        said: Said::by_hand(method),
        signature,
    });
    methods.extend(by_hand);
    Ok(methods)
}

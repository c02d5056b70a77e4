//! The resources as services: types that methods hang off, and properties that hold them.

use crate::documentation::first_sentence;
use crate::model::{Resource, Surface};

/// A type that the methods of a resource hang off, or other services.
pub(crate) struct Service<'a> {
    pub class: String,
    /// What it is about.
    pub about: &'a str,
    /// The resource; none if other services are all that it holds.
    pub resource: Option<Resource<'a>>,
    /// The services that it holds.
    pub below: Vec<Place<'a>>,
}

/// A property that holds a service.
pub(crate) struct Place<'a> {
    /// Its name, in snake_case.
    pub name: String,
    pub class: String,
    pub about: &'a str,
}

/// The services of an API, and the places of those that the client holds; `named` gives the name of a type.
pub(crate) fn services(
    surface: Surface<'_>,
    named: fn(&str) -> String,
) -> (Vec<Service<'_>>, Vec<Place<'_>>) {
    let Surface { api, module, parent, .. } = surface;
    let class = |name: &str| format!("{}{}Service", named(parent), named(name));
    let (mut services, mut places, mut root) = (Vec::new(), Vec::new(), None);
    for resource in api.resources() {
        let (about, name) = (resource.description, resource.short_name().to_owned());
        let class = if resource.is_root { class("") } else { class(&name) };
        match resource.is_root {
            true => root = Some(Service { class, about, resource: Some(resource), below: Vec::new() }),
            false => {
                places.push(Place { name, class: class.clone(), about });
                services.push(Service { class, about, resource: Some(resource), below: Vec::new() });
            }
        }
    }
    if parent.is_empty() {
        return (services, places);
    }
    let mut root = root.unwrap_or(Service {
        class: class(""),
        about: &api.description,
        resource: None,
        below: Vec::new(),
    });
    root.below = places;
    let about = first_sentence(api.description.lines().next().unwrap_or_default());
    let place = Place { name: module.to_owned(), class: root.class.clone(), about };
    services.push(root);
    (services, vec![place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Contract;
    use crate::names::pascal;

    #[test]
    fn services_hang_off_the_client_or_off_that_of_their_api() {
        let contract = Contract::read(
            include_str!("../tests/tiny/business.yaml"),
            include_str!("../tests/tiny/provisioning.yaml"),
            include_str!("../tests/tiny/iam.yaml"),
            include_str!("../tests/tiny/errors.yaml"),
        );
        let contract = contract.unwrap();
        let cases = [
            (&["PaintsService"][..], "paints", &[][..]),
            (&["ProvisioningUsersService", "ProvisioningService"], "provisioning", &["users"]),
            (&["IamUsersService", "IamService"], "iam", &["users"]),
        ];
        for (surface, (classes, place, below)) in contract.surfaces().into_iter().zip(cases) {
            let (services, places) = services(surface, pascal);
            assert_eq!(services.iter().map(|one| one.class.as_str()).collect::<Vec<_>>(), classes);
            assert_eq!(places.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), [place]);
            let last = services.last().unwrap();
            assert_eq!(last.below.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), below);
            // What the users of the Provisioning API hang off has no methods of its own.
            assert_eq!(last.resource.is_none(), place == "provisioning");
        }
    }
}

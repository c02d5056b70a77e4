//! The resources: handles that methods hang off, with the request structs that stand beside them.

use serde::Serialize;

use super::methods::{MethodHole, method};
use super::requests::{RequestStruct, Wire, request_struct};
use super::text::doc;
use crate::model::{Resource, Surface};
use crate::{Result, names, prose};

/// A resource, as its template takes it.
#[derive(Serialize)]
pub(crate) struct ResourceHole {
    doc: String,
    name: String,
    /// The method that gives it, which is also the name of its file.
    pub(crate) accessor: String,
    accessor_doc: String,
    /// Whether it is what the other resources hang off.
    pub(crate) is_root: bool,
    parent: &'static str,
    pub(crate) methods: Vec<MethodHole>,
    #[serde(skip)]
    pub(crate) requests: Vec<RequestStruct>,
    /// What it is about.
    #[serde(skip)]
    pub(super) about: String,
}

/// The resources of an API.
pub(crate) fn resources(surface: Surface<'_>) -> Result<Vec<ResourceHole>> {
    let api = surface.api;
    let mut holes: Vec<ResourceHole> = Vec::new();
    for resource in api.resources() {
        let mut hole = skeleton(&resource, surface);
        for (operation, one) in &resource.methods {
            let request = request_struct(api, &hole.name, operation, one)?;
            hole.methods.push(method(api, &resource, operation, one, request.as_ref())?);
            let Some(request) = request else { continue };
            // A struct stands with the first resource that takes it.
            let elsewhere = holes.iter_mut().flat_map(|other| &mut other.requests);
            match elsewhere.chain(&mut hole.requests).find(|known| known.name == request.name) {
                Some(known) => known.shared |= known.form == Wire::Members,
                None => hole.requests.push(request),
            }
        }
        holes.push(hole);
    }
    Ok(holes)
}

fn skeleton(resource: &Resource<'_>, surface: Surface<'_>) -> ResourceHole {
    let (short, parent) = (resource.short_name(), surface.parent);
    let about = doc(4, &[resource.description.to_owned()]);
    ResourceHole {
        doc: doc(0, &[resource.description.to_owned()]),
        name: if resource.is_root { parent.to_owned() } else { format!("{parent}{}", names::pascal(short)) },
        accessor: resource.module().to_owned(),
        is_root: resource.is_root,
        accessor_doc: about,
        parent,
        methods: Vec::new(),
        requests: Vec::new(),
        about: prose::lower(resource.description),
    }
}

impl ResourceHole {
    /// What its file defines for all.
    pub(super) fn public_names(&self) -> Vec<String> {
        let requests = self.requests.iter().map(|request| request.name.clone());
        requests.chain((!self.is_root).then(|| self.name.clone())).collect()
    }
}

//! A document as a model, and the checks that need more than one place of it.

use std::collections::HashMap;

use super::checks::check_keys;
use super::{ErrorKind, Form, Kind, Method, Operation, Resource, Schema, error_kind};
use crate::spec::{Document, Gather, Node, Problem, Problems, check_vocabulary};

/// The whole contract.
#[derive(Debug)]
pub struct Contract {
    /// The Business API.
    pub business: Api,
    /// The Provisioning API.
    pub provisioning: Api,
    /// The unified view over both.
    pub iam: Api,
    /// The kinds of error.
    pub errors: Vec<ErrorKind>,
}

/// How an API appears in the SDK, in terms that every language shares.
#[derive(Clone, Copy, Debug)]
pub struct Surface<'a> {
    /// The API.
    pub api: &'a Api,
    /// Its name, in snake_case: of modules, and of what its resources hang off.
    pub module: &'static str,
    /// Its name in a text.
    pub title: &'static str,
    /// The type that its resources hang off; empty if they hang off the client.
    pub parent: &'static str,
}

/// One API.
#[derive(Debug)]
pub struct Api {
    /// The document, for example `spec/business.yaml`.
    pub source: String,
    /// Whether the client answers it itself, from what the others answer.
    pub view: bool,
    /// What the API is for.
    pub description: String,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// The named schemas, in the order of the document.
    pub schemas: Vec<Schema>,
    /// Names and descriptions of the tags.
    pub(super) tags: Vec<(String, String)>,
}

impl Contract {
    /// Makes the model of the four documents; fails with everything that is wrong in them.
    pub fn read(business: &str, provisioning: &str, iam: &str, errors: &str) -> Result<Self, Problems> {
        let mut gather = Gather::default();
        let business = gather.take(Api::read("business.yaml", business));
        let provisioning = gather.take(Api::read("provisioning.yaml", provisioning));
        let iam = gather.take(Api::read("iam.yaml", iam));
        let errors = gather
            .take(Document::parse("errors.yaml", errors).and_then(|document| error_kind::read(&document)));
        match (business, provisioning, iam, errors) {
            (Some(business), Some(provisioning), Some(iam), Some(errors)) => {
                Ok(Contract { business, provisioning, iam, errors })
            }
            _ => gather.finish(()).and(Err(Problems::default())),
        }
    }

    /// The APIs as they appear in the SDK.
    #[must_use]
    pub fn surfaces(&self) -> [Surface<'_>; 3] {
        let surface = |api, module, title, parent| Surface { api, module, title, parent };
        [
            surface(&self.business, "business", "Business API", ""),
            surface(&self.provisioning, "provisioning", "Provisioning API", "Provisioning"),
            surface(&self.iam, "iam", "Unified view", "Iam"),
        ]
    }

    /// The documents of the APIs, in words.
    #[must_use]
    pub fn sources(&self) -> String {
        let [business, provisioning, iam] = self.surfaces().map(|surface| surface.api.source.as_str());
        format!("{business}, {provisioning} and {iam}")
    }
}

impl Api {
    /// Makes the model of one document.
    pub fn read(file: &str, text: &str) -> Result<Self, Problems> {
        let document = Document::parse(file, text)?;
        let mut gather = Gather::default();
        gather.take(check_vocabulary(&document));
        let root = document.root();
        let (schemas, tags) = (gather.take(schemas(&root)), gather.take(tags(&root)));
        // What names a broken part would only be named again.
        let sound = schemas.is_some() && tags.is_some();
        let (schemas, tags) = (schemas.unwrap_or_default(), tags.unwrap_or_default());
        let info = root.require("info", "describe the API there")?;
        let description = info.require("description", "say what the API is for")?.text()?.to_owned();
        let (source, view) = (format!("spec/{file}"), root.mark("x-view")?);
        let schemas = if view { schemas.into_iter().map(Schema::of_view).collect() } else { schemas };
        let mut api = Api { source, view, description, operations: Vec::new(), schemas, tags };
        let mut methods = HashMap::new();
        for (path, item) in root.require("paths", "list the operations")?.members()? {
            for (http_method, node) in item.members()? {
                if !["get", "put", "post", "patch", "delete"].contains(&http_method) {
                    gather.add(node.problem("is no HTTP method; write get, put, post, patch or delete"));
                    continue;
                }
                let Some(mut operation) = gather.take(Operation::read(path, http_method, &node)) else {
                    continue;
                };
                operation.view = view;
                if sound {
                    let paging = api.read_paging(&node, &operation).map_err(Problems::from);
                    let checked = paging.and_then(|paging| {
                        operation.paging = paging;
                        api.check_operation(&node, &operation)
                    });
                    gather.take(checked);
                }
                for method in &operation.methods {
                    let name = method.full_name();
                    if let Some(other) = methods.insert(name.clone(), operation.id.clone()) {
                        let message = format!(
                            "`{name}` is made of `{other}` already; give one of the two another name"
                        );
                        gather.add(Problem { file: file.to_owned(), place: method.place.clone(), message });
                    }
                }
                api.operations.push(operation);
            }
        }
        gather.finish(api)
    }

    /// The schema of this name.
    #[must_use]
    pub fn schema(&self, name: &str) -> Option<&Schema> {
        self.schemas.iter().find(|schema| schema.name == name)
    }

    /// The resources, in the order in which the contract comes to them.
    #[must_use]
    pub fn resources(&self) -> Vec<Resource<'_>> {
        let mut resources: Vec<Resource<'_>> = Vec::new();
        for operation in &self.operations {
            for method in &operation.methods {
                match resources.iter_mut().find(|resource| resource.name == method.resource) {
                    Some(resource) => resource.methods.push((operation, method)),
                    None => resources.push(Resource {
                        name: &method.resource,
                        description: self.tag(operation, method).map_or("", |(_, description)| description),
                        is_root: self.view && !method.resource.contains('.'),
                        methods: vec![(operation, method)],
                    }),
                }
            }
        }
        resources
    }

    /// The tag that describes a method's resource: the one of the same name, or else the operation's first.
    fn tag(&self, operation: &Operation, method: &Method) -> Option<&(String, String)> {
        let resource = method.resource.rsplit('.').next().unwrap_or_default();
        let same = operation.tags.iter().find(|tag| crate::names::snake(tag) == resource);
        let name = same.or(operation.tags.first())?;
        self.tags.iter().find(|(tag, _)| tag == name)
    }

    /// The schemas that occur in answers, with the short name of the first resource that answers them.
    #[must_use]
    pub fn answer_schemas(&self) -> Vec<(String, Vec<&Schema>)> {
        let mut seen: Vec<&str> = Vec::new();
        let mut of_resources = Vec::new();
        for resource in self.resources() {
            let successes = resource.methods.iter().flat_map(|(operation, _)| &operation.successes);
            let mut schemas = self.reachable(successes.filter_map(|success| success.kind.as_ref()));
            schemas.retain(|schema| !seen.contains(&schema.name.as_str()));
            seen.extend(schemas.iter().map(|schema| schema.name.as_str()));
            of_resources.push((resource.module().to_owned(), schemas));
        }
        of_resources
    }

    /// The schemas that requests are made of, in the order of the document.
    #[must_use]
    pub fn input_schemas(&self) -> Vec<&Schema> {
        let inputs = self.operations.iter().filter_map(|operation| operation.input.as_ref());
        let parameters = self.operations.iter().flat_map(|operation| &operation.query);
        self.reachable(inputs.map(|input| &input.kind).chain(parameters.map(|parameter| &parameter.kind)))
    }

    pub(super) fn reachable<'a, 'k>(&'a self, kinds: impl Iterator<Item = &'k Kind>) -> Vec<&'a Schema>
    where
        'a: 'k,
    {
        let mut names: Vec<&str> = Vec::new();
        let mut left: Vec<&str> = kinds.filter_map(Kind::schema).collect();
        while let Some(name) = left.pop() {
            if !names.contains(&name) {
                names.push(name);
                let members = self.schema(name).map_or(&[][..], Schema::members);
                left.extend(members.iter().filter_map(|member| member.kind.schema()));
            }
        }
        self.schemas.iter().filter(|schema| names.contains(&schema.name.as_str())).collect()
    }

    /// The enums.
    #[must_use]
    pub fn enums(&self) -> Vec<&Schema> {
        self.schemas.iter().filter(|schema| matches!(schema.form, Form::Enum(_))).collect()
    }
}

fn schemas(root: &Node<'_>) -> Result<Vec<Schema>, Problems> {
    let schemas =
        root.require("components", "put the schemas there")?.require("schemas", "put the schemas there")?;
    let mut gather = Gather::default();
    let read = schemas.members()?.into_iter().filter_map(|(name, node)| {
        let schema = gather.take(Schema::read(name, &node))?;
        check_keys(&node, &mut gather);
        Some(schema)
    });
    let read = read.collect();
    gather.finish(read)
}

fn tags(root: &Node<'_>) -> Result<Vec<(String, String)>, Problem> {
    let tags = root.require("tags", "describe the resources there")?.entries()?;
    let text = |tag: &Node<'_>, name: &str| -> Result<String, Problem> {
        Ok(tag.require(name, "a tag has a name and a description")?.text()?.to_owned())
    };
    tags.iter().map(|tag| Ok((text(tag, "name")?, text(tag, "description")?))).collect()
}

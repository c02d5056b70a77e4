//! Bills of materials: what a package is made of that others have written, in the JSON of CycloneDX, one for each package.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use cyclonedx_bom::models::component::Classification;
use cyclonedx_bom::models::dependency::{Dependencies, Dependency};
use cyclonedx_bom::models::external_reference::{
    ExternalReference, ExternalReferenceType, ExternalReferences,
};
use cyclonedx_bom::models::license::{LicenseChoice, Licenses};
use cyclonedx_bom::prelude::{
    Bom, Component, Components, Metadata, NormalizedString, Purl, SpdxExpression, SpecVersion, Uri, Validate,
};

use super::{VERSION, host};
use crate::crates::{Crates, Id, Tree};

const FORMAT: SpecVersion = SpecVersion::V1_5;

/// The folder of the bills.
const FOLDER: &str = "sbom";

/// A package that is given away.
pub(super) struct Package<'a> {
    /// The name of the bill.
    pub(super) name: &'a str,
    /// The crate that all else in it hangs from.
    pub(super) krate: &'a str,
    /// Its place in the world, as a package URL without the version, such as `pkg:npm/lastpass-admin`.
    pub(super) url: &'a str,
    /// Whether it holds what was compiled for one platform.
    pub(super) compiled: bool,
}

/// Writes the bill of a package; `further` is a bill of what it takes besides crates.
pub(super) fn write(
    root: &Path,
    folder: &Path,
    crates: &Crates,
    package: &Package,
    further: Option<Bom>,
) -> Result<()> {
    let host = host()?;
    let tree = crates.within(root, package.krate, package.compiled.then_some(host.as_str()))?;
    let bill = bill(crates, &tree, package, further)?;
    let file = match package.compiled {
        true => format!("{}-{VERSION}-{host}.cdx.json", package.name),
        false => format!("{}-{VERSION}.cdx.json", package.name),
    };
    let count = bill.components.as_ref().map_or(0, |components| components.0.len());
    println!("   {file}: {count} components");
    let folder = folder.join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    bill.output_as_json(&mut File::create(folder.join(file))?, FORMAT)?;
    Ok(())
}

/// No date and no number of its own: the same package has the same bill.
fn bill(crates: &Crates, tree: &Tree, package: &Package, further: Option<Bom>) -> Result<Bom> {
    let address = format!("{}@{VERSION}", package.url);
    let (whole, parts) = tree.crates().split_first().context("cargo tree names nothing")?;
    // The package stands for the crate that it is made of.
    let reference = |id: &Id| if *id == whole.0 { address.clone() } else { crate_url(id) };
    let mut components = Vec::new();
    let mut dependencies = Vec::new();
    for (id, used) in tree.crates() {
        dependencies.push(Dependency {
            dependency_ref: reference(id),
            dependencies: used.iter().map(reference).collect(),
        });
    }
    for (id, _) in parts {
        components.push(component(crates, id)?);
    }

    let mut subject = component(crates, &whole.0)?;
    subject.name = NormalizedString::new(package.name);
    subject.bom_ref = Some(address.clone());
    subject.purl = Some(purl(&address)?);
    if let Some(further) = further {
        add(&mut components, &mut dependencies, further);
    }
    let bill = Bom {
        version: 1,
        serial_number: None,
        metadata: Some(Metadata { component: Some(subject), ..Metadata::default() }),
        components: Some(Components(components)),
        services: None,
        external_references: None,
        dependencies: Some(Dependencies(dependencies)),
        compositions: None,
        properties: None,
        vulnerabilities: None,
        signature: None,
        annotations: None,
        formulation: None,
        spec_version: FORMAT,
    };
    let checked = bill.validate_version(FORMAT);
    ensure!(checked.passed(), "the bill of {} breaks the format: {checked:?}", package.name);
    Ok(bill)
}

/// Adds what another tool has found: its first dependency is that of the package itself.
fn add(components: &mut Vec<Component>, dependencies: &mut Vec<Dependency>, further: Bom) {
    let subject = further.metadata.and_then(|metadata| metadata.component?.bom_ref);
    components.extend(further.components.map(|components| components.0).unwrap_or_default());
    for dependency in further.dependencies.map(|dependencies| dependencies.0).unwrap_or_default() {
        match dependencies.first_mut() {
            Some(whole) if Some(&dependency.dependency_ref) == subject.as_ref() => {
                whole.dependencies.extend(dependency.dependencies);
            }
            _ => dependencies.push(dependency),
        }
    }
}

fn component(crates: &Crates, id: &Id) -> Result<Component> {
    let (name, version) = id;
    let facts = crates.facts(id)?;
    let mut component = Component::new(Classification::Library, name, version, Some(crate_url(id)));
    component.purl = Some(purl(&crate_url(id))?);
    component.description = facts.description.as_deref().map(NormalizedString::new);
    let license = facts.license.clone().with_context(|| format!("{name} {version} names no licence"))?;
    let license = SpdxExpression::parse_lax(license).with_context(|| format!("{name} {version}"))?;
    component.licenses = Some(Licenses(vec![LicenseChoice::Expression(license)]));
    component.external_references = facts.repository.as_deref().map(|repository| {
        let reference = ExternalReference::new(ExternalReferenceType::Vcs, Uri::new(repository));
        ExternalReferences(vec![reference])
    });
    Ok(component)
}

fn crate_url((name, version): &Id) -> String {
    format!("pkg:cargo/{name}@{version}")
}

fn purl(text: &str) -> Result<Purl> {
    text.parse().map_err(|()| anyhow!("{text} is no package URL"))
}

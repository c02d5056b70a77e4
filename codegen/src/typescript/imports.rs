//! What a module takes from others: what its code says.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Error, Result};

/// Where the names stand that are written by hand: the module, and its names.
const BY_HAND: &[(&str, &[&str])] = &[
    ("arguments", &["Members", "joined"]),
    ("cursor", &["EventCursor"]),
    ("errors", &["ErrorFields", "LastPassError"]),
    ("options", &["CallOptions"]),
    ("pager", &["Pager"]),
    ("resource", &["Resource"]),
    ("results", &["EventBatch", "Group", "Outcome"]),
];

/// Names, and the modules they stand in, seen from the folder of the hand-written ones.
pub(super) struct Homes(BTreeMap<String, String>);

impl Homes {
    pub(super) fn by_hand() -> Self {
        let names = BY_HAND.iter().flat_map(|(home, names)| names.iter().map(move |name| (*name, *home)));
        Homes(names.map(|(name, home)| (name.to_owned(), home.to_owned())).collect())
    }

    /// Adds names of a module. All are exported side by side, so each may exist once.
    pub(super) fn add<T: Into<String>>(
        &mut self,
        home: &str,
        names: impl IntoIterator<Item = T>,
    ) -> Result<()> {
        for name in names.into_iter().map(Into::into) {
            if let Some(other) = self.0.insert(name.clone(), home.to_owned()) {
                let message =
                    format!("two things would be called `{name}` in TypeScript, in `{other}` and `{home}`");
                return Err(Error::Unsupported(message));
            }
        }
        Ok(())
    }

    /// The imports of a module.
    pub(super) fn imports(&self, code: &str, module: &str) -> Vec<String> {
        let words = words(code);
        let mut said: BTreeMap<String, Vec<(&str, bool)>> = BTreeMap::new();
        for (name, home) in
            self.0.iter().filter(|(name, home)| *home != module && words.contains(name.as_str()))
        {
            let uses = [format!("extends {name} "), format!("new {name}("), format!(" {name}(")];
            let is_type = !uses.iter().any(|words| code.contains(words));
            said.entry(relative(module, home)).or_default().push((name, is_type));
        }
        said.into_iter().map(|(path, names)| import(&path, &names)).collect()
    }
}

/// An import of names, each of which may be but a type to the one who imports it.
fn import(path: &str, names: &[(&str, bool)]) -> String {
    let only_types = names.iter().all(|(_, is_type)| *is_type);
    let names = names.iter().map(|(name, is_type)| match *is_type && !only_types {
        true => format!("type {name}"),
        false => (*name).to_owned(),
    });
    let names = names.collect::<Vec<_>>().join(", ");
    format!("import {}{{ {names} }} from '{path}';", if only_types { "type " } else { "" })
}

/// The way from a module to another one.
pub(super) fn relative(module: &str, home: &str) -> String {
    let (folder, _) = module.rsplit_once('/').unwrap_or_default();
    let folders: Vec<&str> = folder.split('/').collect();
    let way: Vec<&str> = home.split('/').collect();
    let shared = folders.iter().zip(&way[..way.len() - 1]).take_while(|(one, other)| one == other).count();
    let up = match folders.len() - shared {
        0 => "./".to_owned(),
        levels => "../".repeat(levels),
    };
    format!("{up}{}.js", way[shared..].join("/"))
}

/// The words of the code, not those of comments and texts, and of what is handed on to others.
fn words(code: &str) -> BTreeSet<&str> {
    const NOT_SAID: [&str; 4] = ["/*", "*", "//", "export {"];
    let lines = code.lines().map(str::trim_start);
    let lines = lines.filter(|line| !NOT_SAID.iter().any(|mark| line.starts_with(mark)));
    let pieces = lines.flat_map(|line| line.split('\'').step_by(2));
    pieces.flat_map(|piece| piece.split(|letter: char| !letter.is_alphanumeric() && letter != '_')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_takes_what_its_code_says() {
        let mut homes = Homes::by_hand();
        homes.add("generated/enums", ["Color"]).unwrap();
        homes.add("generated/types", ["Paint", "Brush"]).unwrap();
        let code = "
            /** Gives a Brush of a Group. */
            class PaintError extends LastPassError { constructor(fields: ErrorFields) {} }
            export class Paints extends Resource {
              // An Outcome.
              list(color: Color, options?: CallOptions): Pager<Paint> { return f('EventBatch'); }
        ";
        let expected = [
            "import { type ErrorFields, LastPassError } from '../../errors.js';",
            "import type { CallOptions } from '../../options.js';",
            "import type { Pager } from '../../pager.js';",
            "import { Resource } from '../../resource.js';",
            "import type { Color } from '../enums.js';",
            "import type { Paint } from '../types.js';",
        ];
        assert_eq!(homes.imports(code, "generated/resources/paints"), expected);
        assert_eq!(homes.imports("x: Color", "generated/enums"), [""; 0]);
    }

    #[test]
    fn a_name_stands_in_one_module() {
        let mut homes = Homes::by_hand();
        let message = homes.add("generated/types", ["Pager"]).unwrap_err().to_string();
        assert_eq!(
            message,
            "two things would be called `Pager` in TypeScript, in `pager` and `generated/types`"
        );
    }

    #[test]
    fn modules_find_each_other() {
        let cases = [
            ("generated/index", "generated/types", "./types.js"),
            ("generated/resources", "generated/resources/users", "./resources/users.js"),
            ("generated/resources/provisioning/users", "pager", "../../../pager.js"),
            ("generated/resources/provisioning/users", "generated/enums", "../../enums.js"),
        ];
        for (module, home, expected) in cases {
            assert_eq!(relative(module, home), expected);
        }
    }
}

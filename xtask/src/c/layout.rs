//! The header in the standards that it is for, and the layout of its structs as `abi.txt` has it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::{Compiler, header};
use crate::process::target;

/// Where the layout is listed: a struct with its size, and below it its members with their places.
const LISTING: &str = "bindings-c/abi.txt";

pub(super) fn check(root: &Path, compiler: &Compiler) -> Result<()> {
    let folder = target(root).join("c");
    let header = folder.join("header.c");
    fs::write(&header, "#include <lastpass_admin.h>\nextern int nothing;\n")?;
    for language in ["c99", "c11", "c++17"] {
        compiler.check(&header, language)?;
    }
    let listing = fs::read_to_string(root.join(LISTING)).context(LISTING)?;
    let unlisted = unlisted(&fs::read_to_string(root.join(header::PATH))?, &listing);
    ensure!(unlisted.is_empty(), "{LISTING} lacks {}", unlisted.join(", "));
    let layout = folder.join("layout.c");
    fs::write(&layout, assertions(&listing)?)?;
    compiler.check(&layout, "c11")?;
    compiler.check(&layout, "c++17")
}

/// The structs of the header that are not in the listing.
fn unlisted(header: &str, listing: &str) -> Vec<String> {
    let structs = header.lines().filter_map(|line| line.strip_prefix("} ")?.strip_suffix(';'));
    let listed = |name: &&str| listing.lines().any(|line| line.split(' ').next() == Some(*name));
    // An enum has no members that could lie somewhere.
    structs.filter(|name| !listed(name) && *name != "lpa_status").map(str::to_owned).collect()
}

/// A program that compiles if the header has this layout.
fn assertions(listing: &str) -> Result<String> {
    let mut text = String::from("#include <assert.h>\n#include <stddef.h>\n#include <lastpass_admin.h>\n");
    let mut name = "";
    let mut members = 0;
    for line in listing.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match (line.starts_with(' '), words.as_slice()) {
            (false, ["LPA_ABI_VERSION", version]) => {
                writeln!(text, "static_assert(LPA_ABI_VERSION == {version}, \"{line}\");")?;
            }
            (false, [of, size]) => {
                name = of;
                writeln!(text, "static_assert(sizeof({of}) == {size}, \"{line}\");")?;
            }
            (true, [member, place, size]) => {
                members += 1;
                writeln!(text, "static_assert(offsetof({name}, {member}) == {place}, \"{name} {line}\");")?;
                writeln!(
                    text,
                    "static_assert(sizeof((({name} *)0)->{member}) == {size}, \"{name} {line}\");"
                )?;
            }
            _ => anyhow::bail!("{LISTING}: `{line}` is not understood"),
        }
    }
    ensure!(members > 0, "{LISTING} lists nothing");
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{assertions, unlisted};

    #[test]
    fn each_struct_and_each_member_is_asserted() {
        let text = assertions("# A comment.\n\nlpa_text 16\n  data 0 8\n  length 8 8\n").unwrap();
        let asserted: Vec<&str> = text.lines().skip(3).collect();
        assert_eq!(
            asserted,
            [
                "static_assert(sizeof(lpa_text) == 16, \"lpa_text 16\");",
                "static_assert(offsetof(lpa_text, data) == 0, \"lpa_text   data 0 8\");",
                "static_assert(sizeof(((lpa_text *)0)->data) == 8, \"lpa_text   data 0 8\");",
                "static_assert(offsetof(lpa_text, length) == 8, \"lpa_text   length 8 8\");",
                "static_assert(sizeof(((lpa_text *)0)->length) == 8, \"lpa_text   length 8 8\");",
            ]
        );
    }

    #[test]
    fn a_struct_that_is_not_listed_is_named() {
        let header = "typedef struct lpa_text {\n    const char *data;\n} lpa_text;\ntypedef struct lpa_new {\n} lpa_new;\n";
        assert_eq!(unlisted(header, "lpa_text 16\n  data 0 8\n"), ["lpa_new"]);
    }

    #[test]
    fn a_listing_of_nothing_is_refused() {
        assert!(assertions("# nothing\n").is_err());
        assert!(assertions("lpa_text is large\n").is_err());
    }
}

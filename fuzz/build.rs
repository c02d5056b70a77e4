//! Compiles the program in C that calls the library: the readers of the driver of the scenarios, and the caller in `c/`.

fn main() {
    #[cfg(feature = "c-abi")]
    c_abi();
}

#[cfg(feature = "c-abi")]
fn c_abi() {
    let driver = "../tests/drivers/c";
    let mut c = cc::Build::new();
    c.std("c11").flag("-pthread").include("../bindings-c").include(driver);
    // The search for jansson also says to link it.
    let jansson = pkg_config::probe_library("jansson").unwrap_or_else(|error| panic!("{error}"));
    c.includes(jansson.include_paths);
    for folder in [driver, "../tests/drivers/c/generated", "c"] {
        println!("cargo::rerun-if-changed={folder}");
        for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}")) {
            let path = entry.unwrap_or_else(|error| panic!("{folder}: {error}")).path();
            // Its main function, and what is needed by it alone.
            let is_program =
                ["driver.c", "session.c", "settings.c", "timer.c"].iter().any(|name| path.ends_with(name));
            if path.extension().is_some_and(|extension| extension == "c") && !is_program {
                c.file(path);
            }
        }
    }
    println!("cargo::rerun-if-changed=../bindings-c/lastpass_admin.h");
    c.compile("c_abi");
}

//! Says to the linker by which name programs ask for the shared library, and that it stays loaded: its threads outlive `dlclose`.

fn main() {
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux") {
        for argument in ["-soname,liblastpass_admin.so.0", "-z,nodelete"] {
            println!("cargo::rustc-cdylib-link-arg=-Wl,{argument}");
        }
    }
    println!("cargo::rerun-if-changed=build.rs");
}

//! The library for Android, one for each kind of processor.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};

use super::library::check_size;
use super::targets;
use crate::folders::{copy, empty};
use crate::process::{cargo, run, target};

/// The folder of an AAR, the target of Rust, and what the NDK calls it, which is another name for one of them.
const PROCESSORS: [(&str, &str, &str); 3] = [
    ("arm64-v8a", "aarch64-linux-android", "aarch64-linux-android"),
    ("armeabi-v7a", "armv7-linux-androideabi", "armv7a-linux-androideabi"),
    ("x86_64", "x86_64-linux-android", "x86_64-linux-android"),
];

/// The `minSdkVersion` of the AAR.
const OLDEST: u32 = 26;

/// Devices with pages of 16 KB load nothing that is laid out for smaller ones.
const PAGES: &str = "-Clink-arg=-Wl,-z,max-page-size=16384";

const FILE: &str = "liblastpass_admin_uniffi.so";

/// Builds the libraries, each into the folder that an AAR has it in, below this one.
pub(super) fn build(root: &Path, folder: &Path) -> Result<()> {
    let compilers = compilers()?;
    targets::require(&PROCESSORS.map(|(_, triple, _)| triple))?;
    for (abi, triple, ndk_name) in PROCESSORS {
        let of = |variable: &str| variable.replace("{}", &triple.replace('-', "_"));
        let linker = compilers.join(format!("{ndk_name}{OLDEST}-clang"));
        let line = "rustc --package lastpass-admin-uniffi --lib --crate-type cdylib --profile dist --target";
        run(cargo(root, line)
            .arg(triple)
            .env(of("CC_{}"), &linker)
            .env(of("AR_{}"), compilers.join("llvm-ar"))
            .env(of("CARGO_TARGET_{}_LINKER").to_uppercase(), &linker)
            .env(of("CARGO_TARGET_{}_RUSTFLAGS").to_uppercase(), PAGES))?;
        let built = target(root).join(triple).join("dist").join(FILE);
        check_size(&built)?;
        empty(&folder.join(abi))?;
        copy(&built, &folder.join(abi).join(FILE))?;
    }
    Ok(())
}

/// Where the NDK has its compilers.
fn compilers() -> Result<PathBuf> {
    let Some(ndk) = env::var_os("ANDROID_NDK_HOME").map(PathBuf::from) else {
        bail!("the Android NDK is missing; install r28 or later, and set ANDROID_NDK_HOME to its folder");
    };
    let system = if env::consts::OS == "macos" { "darwin" } else { env::consts::OS };
    let folder = ndk.join(format!("toolchains/llvm/prebuilt/{system}-x86_64/bin"));
    ensure!(folder.exists(), "ANDROID_NDK_HOME is no NDK for this machine: {} is missing", folder.display());
    Ok(folder)
}

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| lastpass_admin_fuzz::settings::run(data));

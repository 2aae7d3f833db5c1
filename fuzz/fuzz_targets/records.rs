#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| copytaster_fuzz::targets::records(data));

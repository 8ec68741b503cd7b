//! The import of any bytes under any answers ends, with a profile, questions or a refusal.
//!
//! The first byte chooses the answers, the rest is the file.
#![no_main]

use engine::import::{
    GapRepair, ImportOptions, ImportStatus, NegativeRule, OutlierRule, StampRule, TimeZone, Unit,
    import_load_profile,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((answers, file)) = data.split_first() else { return };
    let has = |bit: u8| answers & (1 << bit) != 0;
    let options = ImportOptions {
        unit: has(0).then_some(Unit::Kwh),
        year: has(1).then_some(if has(2) { 2024 } else { 2023 }),
        time_zone: has(3).then_some(if has(2) { TimeZone::Berlin } else { TimeZone::UTC }),
        stamp: has(4).then_some(if has(2) { StampRule::End } else { StampRule::Start }),
        gaps: if has(5) { GapRepair::SameWeekday } else { GapRepair::Refuse },
        negatives: if has(6) { NegativeRule::Zero } else { NegativeRule::Keep },
        outliers: if has(7) { OutlierRule::Repair } else { OutlierRule::Keep },
        ..ImportOptions::default()
    };
    let report = import_load_profile(file, &options);
    if let ImportStatus::NeedsInput { questions } = &report.status {
        assert!(!questions.is_empty());
    }
    if let Some(profile) = &report.profile {
        assert!(profile.values_kw.iter().all(|value| value.is_finite()));
        assert_eq!(profile.hourly_kw.len(), 8760);
    }
});

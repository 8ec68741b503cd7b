//! Damaged files: whatever happens to a file on its way, its import ends with a profile, questions or a refusal.
//!
//! The same as the fuzz target in `fuzz/`, but short and from a seed, so that it is part of every run; overflow
//! and indices out of range panic in tests.

use engine::import::{
    GapRepair, ImportOptions, ImportStatus, NegativeRule, OutlierRule, StampRule, TimeZone, Unit,
    import_load_profile,
};
use engine::random::Random;

use super::year::{Step, berlin, comma, german, iso, number, year};

/// Damaged files of each kind.
const ROUNDS: u64 = 40;

/// What people, programs and attackers put into files.
const FRAGMENTS: [&[u8]; 24] = [
    b"\0",
    b"\n",
    b"\r\n\r\n",
    b";;;;;;;;",
    b",",
    b".",
    b"\"",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xC3",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"1e308",
    b"-1e-320",
    b"NaN",
    b"inf",
    b"31.12.9999 24:00",
    b"0000-00-00T99:99",
    b"29.02.2023 02:30",
    b"26.03.2023 02:15",
    b"+23:59",
    b"=cmd|' /C calc'!A0",
    b"PK\x03\x04",
    b"UNA:+.? 'UNB+",
];

/// Files of every reader that takes text, sound as they are; the hours of a year, so that a run stays short.
fn sound() -> Vec<Vec<u8>> {
    let mut stamped = "Lastgang;Zähler 7\nZeit;Wirkleistung [kW]\n".to_owned();
    let mut offsets = "time,energy kWh,status\n".to_owned();
    let mut message = "UNA:+.? 'UNB+UNOC:3+1:500+2:500+240105:1012+1'UNH+1+MSCONS:D:04B:UN:2.4c'\
        LOC+172+DE7'LIN+1'PIA+5+1-1?:1.29.0:SRW'"
        .to_owned();
    let mut matrix = "Datum".to_owned();
    (0..24).for_each(|hour| matrix += &format!(";{hour:02}:00"));
    for (index, Step { utc, kw }) in year(2023, 60).into_iter().enumerate() {
        stamped += &format!("{};{}\n", german(utc + berlin(utc)), comma(kw));
        offsets += &format!("{}+01:00,{},W\n", iso(utc + 60), number(kw));
        let digits = |minute: i64| iso(minute).replace(['-', 'T', ':'], "");
        message += &format!(
            "QTY+220:{}'DTM+163:{}?+00:303'DTM+164:{}?+00:303'",
            number(kw),
            digits(utc),
            digits(utc + 60)
        );
        if index % 24 == 0 {
            matrix += &format!("\n{}", &german(utc + 60)[..10]);
        }
        matrix += &format!(";{}", comma(kw));
    }
    message += "UNT+1+1'UNZ+1+1'";
    let plain: String = year(2023, 60).iter().map(|step| format!("{}\n", comma(step.kw))).collect();
    let utf16 = stamped.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        stamped.into_bytes(),
        utf16,
        offsets.into_bytes(),
        message.into_bytes(),
        matrix.into_bytes(),
        plain.into_bytes(),
    ]
}

/// One to four accidents.
fn damage(file: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(file.len());
        let end = (at + 1 + random.below(400)).min(file.len());
        match random.below(7) {
            0 => file[at] ^= 1 << random.below(8),
            1 => _ = file.drain(at..end),
            2 => file.truncate(at + 1),
            3 => {
                let copy = file[at..end].to_vec();
                file.splice(at..at, copy);
            }
            4 => file[at..end].reverse(),
            _ => {
                let fragment = FRAGMENTS[random.below(FRAGMENTS.len())];
                let times = 1 + random.below(3);
                file.splice(at..at, fragment.repeat(times));
            }
        }
        if file.is_empty() {
            file.push(b'1');
        }
    }
}

/// Any answers.
fn answers(random: &mut Random) -> ImportOptions {
    let leap_year = random.chance(0.5);
    ImportOptions {
        unit: random.chance(0.7).then_some(Unit::Kwh),
        year: random.chance(0.7).then_some(if leap_year { 2024 } else { 2023 }),
        time_zone: random.chance(0.3).then_some(if leap_year { TimeZone::Berlin } else { TimeZone::UTC }),
        stamp: random.chance(0.3).then_some(if leap_year { StampRule::End } else { StampRule::Start }),
        gaps: if random.chance(0.7) { GapRepair::SameWeekday } else { GapRepair::Refuse },
        negatives: if random.chance(0.5) { NegativeRule::Zero } else { NegativeRule::Keep },
        outliers: if random.chance(0.5) { OutlierRule::Repair } else { OutlierRule::Keep },
        ..ImportOptions::default()
    }
}

/// What holds for every file.
fn check(file: &[u8], options: &ImportOptions) -> bool {
    let report = import_load_profile(file, options);
    match (&report.status, &report.profile) {
        (ImportStatus::NeedsInput { questions }, None) => assert!(!questions.is_empty()),
        (ImportStatus::Rejected { .. }, None) => assert!(report.status.message_en().is_some()),
        (ImportStatus::Accepted | ImportStatus::AcceptedWithWarnings, Some(profile)) => {
            assert!(profile.values_kw.iter().chain(&profile.hourly_kw).all(|value| value.is_finite()));
            assert_eq!(profile.values_kw.len() * profile.step_minutes, 365 * 24 * 60);
            assert_eq!(profile.hourly_kw.len(), 8760);
            assert!(profile.energy_kwh.is_finite() && profile.peak.kw > 0.0);
        }
        (status, profile) => panic!("{status:?}, but the profile is there: {}", profile.is_some()),
    }
    report.profile.is_some()
}

#[test]
fn damaged_files_end_with_a_profile_questions_or_a_refusal() {
    let (mut accepted, mut others) = (0, 0);
    for (kind, file) in (0_u64..).zip(sound()) {
        for round in 0..ROUNDS {
            let mut random = Random::stream(20_230_701, kind * ROUNDS + round);
            let mut damaged = file.clone();
            damage(&mut damaged, &mut random);
            if check(&damaged, &answers(&mut random)) { accepted += 1 } else { others += 1 }
        }
    }
    // Otherwise the accidents are too small, or too large, to reach everything.
    assert!(accepted > 5 && others > 5, "{accepted} accepted, {others} not");
}

#[test]
fn any_bytes_end_with_questions_or_a_refusal() {
    for round in 0..500 {
        let mut random = Random::stream(1_969, round);
        let mut file = Vec::new();
        while file.len() < 3_000 && !random.chance(0.01) {
            if random.chance(0.3) {
                file.extend_from_slice(FRAGMENTS[random.below(FRAGMENTS.len())]);
            } else {
                file.push(random.below(256) as u8);
            }
        }
        assert!(!check(&file, &answers(&mut random)), "round {round}");
    }
}

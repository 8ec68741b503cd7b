//! Changes files at random and imports them: `cargo run --release -p engine --example fuzz_import -- SECONDS SEED
//! FILE…`. Beside the files that are named, small ones that are written here are changed. A panic ends the run
//! with the seed of the file; slow files and large reports are counted.

use std::time::{Duration, Instant};

use engine::import::{
    ColumnChoice, GapRepair, ImportOptions, ImportStatus, NegativeRule, OutlierRule, StampRule, TimeZone,
    Unit, import_load_profile,
};

/// Longest time for a file.
const SLOW: Duration = Duration::from_secs(5);

/// A generator of 64 bits: splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let seconds: u64 = args.next().and_then(|text| text.parse().ok()).unwrap_or(60);
    let mut seed: u64 = args.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut corpus = written();
    for file in args {
        corpus.push(std::fs::read(&file).unwrap_or_else(|error| panic!("{file}: {error}")));
    }
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut files, mut accepted, mut asked, mut slow, mut largest) = (0_u64, 0_u64, 0_u64, 0_u64, 0);
    while Instant::now() < end {
        seed += 1;
        let mut random = Random(seed);
        let mut bytes = random.pick(&corpus).clone();
        for _ in 0..=random.below(6) {
            change(&mut bytes, &corpus, &mut random);
        }
        let options = options(&mut random);
        let start = Instant::now();
        let outcome = std::panic::catch_unwind(|| import_load_profile(&bytes, &options));
        let Ok(report) = outcome else { panic!("seed {seed}: panic with {options:?}") };
        if start.elapsed() > SLOW {
            println!("seed {seed}: {:?} for {} bytes", start.elapsed(), bytes.len());
            slow += 1;
        }
        match &report.status {
            ImportStatus::Accepted | ImportStatus::AcceptedWithWarnings => accepted += 1,
            ImportStatus::NeedsInput { questions } => {
                assert!(!questions.is_empty(), "seed {seed}: no question");
                asked += 1;
            }
            ImportStatus::Rejected { .. } => {}
        }
        if let Some(profile) = &report.profile {
            assert!(profile.values_kw.iter().all(|value| value.is_finite()), "seed {seed}: not finite");
            assert_eq!(profile.hourly_kw.len(), 8760, "seed {seed}");
        }
        let notes = format!("{:?}{:?}{:?}", report.status, report.warnings, report.found).len();
        assert!(notes < 1_000_000, "seed {seed}: the report has {notes} characters");
        largest = largest.max(notes);
        files += 1;
    }
    println!(
        "{files} files, {accepted} accepted, {asked} questions, {slow} slow; largest report {largest} characters; next seed {seed}"
    );
}

/// Small files of every arrangement; a year of hours is the smallest that is accepted.
fn written() -> Vec<Vec<u8>> {
    let value = |hour: usize| 10.0 + (hour % 24) as f64 + (hour / 24 % 7) as f64 / 10.0;
    let date = |hour: usize| engine::time::TimeAxis::new(2023).date(hour / 24);
    let hours = || 0..8760_usize;
    let plain: String = hours().map(|hour| format!("{:.1}\n", value(hour)).replace('.', ",")).collect();
    let stamped: String = hours()
        .map(|hour| {
            let day = date(hour);
            format!("{:02}.{:02}.2023 {:02}:00;{:.1}\n", day.day, day.month, hour % 24, value(hour))
                .replace(".0;", ";")
        })
        .collect();
    let matrix: String = (0..365)
        .map(|day| {
            let cells: Vec<String> = (0..24).map(|hour| format!("{:.1}", value(day * 24 + hour))).collect();
            format!("{}\t{}\n", date(day * 24), cells.join("\t"))
        })
        .collect();
    let message: String = hours()
        .take(200)
        .map(|hour| {
            let stamp = |hour: usize| {
                format!("{}{:02}00?+00:303", date(hour).to_string().replace('-', ""), hour % 24)
            };
            format!("QTY+220:{}'DTM+163:{}'DTM+164:{}'", value(hour), stamp(hour), stamp(hour + 1))
        })
        .collect();
    vec![
        format!("kW\n{plain}").into_bytes(),
        format!("Kunde;Muster\nZeit;Leistung [kW]\n{stamped}Summe;1\n").into_bytes(),
        format!("kWh\nDatum\t{}\n{matrix}", (0..24).map(|hour| format!("{hour:02}:00")).collect::<Vec<_>>().join("\t")).into_bytes(),
        format!("UNA:+.? 'UNB+UNOC:3+X+Y'UNH+1+MSCONS:D:04B'LOC+172+DE1'LIN+1'PIA+5+1-1?:1.29.0:SRW'{message}UNZ+1+1'").into_bytes(),
        stamped.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ]
}

fn options(random: &mut Random) -> ImportOptions {
    let mut options = ImportOptions { unit: Some(Unit::Kw), year: Some(2023), ..ImportOptions::default() };
    if random.below(2) == 0 {
        options.unit = None;
    }
    if random.below(2) == 0 {
        options.year = random.pick(&[None, Some(2020), Some(2024), Some(1700)]).to_owned();
    }
    if random.below(4) == 0 {
        options.time_zone = Some(*random.pick(&[TimeZone::Berlin, TimeZone::UTC, TimeZone::Fixed(-720)]));
    }
    if random.below(6) == 0 {
        options.column = Some(random.pick(&[ColumnChoice::Index(1), ColumnChoice::Name("b".into())]).clone());
    }
    if random.below(6) == 0 {
        options.stamp = Some(*random.pick(&[StampRule::Start, StampRule::End]));
    }
    if random.below(2) == 0 {
        options.gaps = GapRepair::SameWeekday;
        options.negatives = NegativeRule::Zero;
        options.outliers = OutlierRule::Repair;
    }
    options
}

/// One change: bytes, tokens, lines, columns, parts of another file.
fn change(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut Random) {
    const TOKENS: [&[u8]; 32] = [
        b";",
        b",",
        b".",
        b"\n",
        b"\r",
        b"\t",
        b"\"",
        b"'",
        b"+",
        b"-",
        b":",
        b"0",
        b"9999999999999999999",
        b"1e308",
        b"-1e-308",
        b"NaN",
        b"29.02.2023 24:00",
        b"31.12.9999 23:59",
        b"26.03.2023 02:30",
        b"29.10.2023 02:00B",
        b"1-1:1.29.0",
        b"kWh",
        b"\xFF\xFE",
        b"\x00",
        b"\xC3\xA4",
        b"\xE2\x80\xAF",
        b"2023-01-01T00:00:00+99:99",
        b"QTY+220:'",
        b"PK\x03\x04",
        b"sep=",
        b"\xEF\xBB\xBF",
        b"12/31/2023 12:60 PM",
    ];
    if bytes.is_empty() {
        bytes.extend(*random.pick(&TOKENS));
        return;
    }
    let at = random.below(bytes.len());
    let span = at..bytes.len().min(at + 1 + random.below(200));
    match random.below(12) {
        0 => bytes[at] = random.next() as u8,
        1 => bytes[at] ^= 1 << random.below(8),
        2 => drop(bytes.splice(at..at, random.pick(&TOKENS).iter().copied())),
        3 => drop(bytes.drain(span)),
        4 => {
            let part: Vec<u8> = bytes[span].to_vec();
            let to = random.below(bytes.len());
            bytes.splice(to..to, part);
        }
        5 => bytes.truncate(at),
        6 => {
            let other = random.pick(corpus);
            let from = random.below(other.len());
            let part = other[from..other.len().min(from + 2000)].to_vec();
            bytes.splice(at..at, part);
        }
        // A sign everywhere becomes another.
        7 => {
            let (from, to) = (bytes[at], random.pick(&TOKENS)[0]);
            bytes.iter_mut().filter(|byte| **byte == from).for_each(|byte| *byte = to);
        }
        8 => {
            let token = random.pick(&TOKENS).to_vec();
            let every = 1 + random.below(3000);
            *bytes = bytes.chunks(every).flat_map(|chunk| [chunk, &token].concat()).take(2_000_000).collect();
        }
        9 => {
            let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
            let (a, b) = (random.below(lines.len()), random.below(lines.len()));
            lines.swap(a, b);
            *bytes = lines.join(&b'\n');
        }
        10 => {
            let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
            let from = random.below(lines.len());
            let to = lines.len().min(from + random.below(400));
            lines.drain(from..to);
            *bytes = lines.join(&b'\n');
        }
        _ => {
            let token = random.pick(&TOKENS);
            let lines: Vec<Vec<u8>> =
                bytes.split(|byte| *byte == b'\n').map(|line| [line, token].concat()).collect();
            *bytes = lines.join(&b'\n');
        }
    }
}

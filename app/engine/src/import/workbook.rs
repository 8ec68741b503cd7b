//! Workbooks of spreadsheet programs (xlsx): the sheets with tables, cell by cell and within bounds.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use super::decode::ForeignFormat;
use super::grid::{Cell, Grid};
use super::report::{RejectReason, Stop};

/// Most bytes of all parts together when unpacked.
const UNPACKED_MAX: u64 = 400 * 1024 * 1024;
/// Most bytes of a part that is kept as a whole: texts and styles.
const PART_MAX: u64 = 80 * 1024 * 1024;
/// Most parts.
const PARTS_MAX: usize = 3_000;
/// Most columns that are read.
const COLUMNS_MAX: u32 = 512;
/// Most sheets that are looked at.
const SHEETS_MAX: usize = 40;

/// Days between the two epochs of workbooks.
const DAYS_1900_TO_1904: f64 = 1462.0;

/// A sheet with its cells.
pub(super) struct Sheet {
    pub name: String,
    pub grid: Grid<'static>,
}

impl Sheet {
    /// Puts the rows of another sheet below those of this one.
    pub(super) fn append(&mut self, rows: core::ops::Range<usize>, other: &Self) {
        for row in rows {
            self.grid.start_row(other.grid.line(row));
            other.grid.row(row).iter().for_each(|cell| self.grid.push(cell.clone()));
        }
    }
}

/// What a workbook holds.
pub(super) struct Workbook {
    /// Visible and hidden sheets in their order.
    pub names: Vec<String>,
    /// Those that were read and have cells.
    pub sheets: Vec<Sheet>,
    /// Formulas whose results are not stored.
    pub formulas_without_values: usize,
}

/// Reads all sheets, or only the one of this name.
///
/// The parts of a workbook are read by code that is not ours: should it panic over a damaged file, the file is
/// refused, where panics can be caught.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Workbook, Stop> {
    std::panic::catch_unwind(|| read_parts(bytes, wanted)).unwrap_or_else(|_| {
        Err(Stop::file(RejectReason::UnsupportedFormat { format: ForeignFormat::Spreadsheet }))
    })
}

fn read_parts(bytes: &[u8], wanted: Option<&str>) -> Result<Workbook, Stop> {
    let unsupported = || Stop::file(RejectReason::UnsupportedFormat { format: ForeignFormat::Spreadsheet });
    let formulas_without_values = measure(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| unsupported())?;
    let names = workbook.sheet_names();
    let chosen: Vec<String> = match wanted {
        None => names.iter().take(SHEETS_MAX).cloned().collect(),
        Some(wanted) => {
            let same = |name: &&String| name.trim().eq_ignore_ascii_case(wanted.trim());
            let by_number =
                || wanted.parse::<usize>().ok().and_then(|number| names.get(number.checked_sub(1)?));
            match names.iter().find(same).or_else(by_number) {
                Some(name) => vec![name.clone()],
                None => return Err(Stop::file(RejectReason::NoSuchSheet { sheet: wanted.to_owned() })),
            }
        }
    };
    let mut sheets = Vec::new();
    for name in chosen {
        // Chart sheets have no cells; a sheet that is broken is like one that is empty.
        if let Some(grid) = read_sheet(&mut workbook, &name, formulas_without_values)?
            && grid.height() > 0
        {
            sheets.push(Sheet { name, grid });
        }
    }
    Ok(Workbook { names, sheets, formulas_without_values })
}

fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    formulas_without_values: usize,
) -> Result<Option<Grid<'static>>, Stop> {
    let from_1904 = workbook.has_1904_epoch();
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(None) };
    let mut grid = Grid::default();
    let mut last_row = None;
    let mut empty = 0_usize;
    while let Ok(Some(cell)) = cells.next_cell() {
        let (row, column) = cell.get_position();
        if column >= COLUMNS_MAX {
            continue;
        }
        let value = match cell.get_value() {
            DataRef::Int(number) => Cell::Number(*number as f64),
            DataRef::Float(number) => Cell::Number(*number),
            DataRef::Bool(truth) => Cell::Text(if *truth { "TRUE" } else { "FALSE" }.into()),
            DataRef::String(text) => text_cell(text),
            DataRef::SharedString(text) => text_cell(text),
            // Workbooks of old Macintosh programs count from 1904.
            DataRef::DateTime(moment) => {
                let days = moment.as_f64();
                Cell::Moment(if from_1904 && days >= 1.0 { days + DAYS_1900_TO_1904 } else { days })
            }
            DataRef::DateTimeIso(text) => text_cell(text),
            DataRef::DurationIso(_) => continue,
            DataRef::Error(_) => Cell::Text("#N/A".into()),
            DataRef::Empty => {
                empty += 1;
                // Without stored results, cells of formulas look empty.
                if formulas_without_values == 0 {
                    continue;
                }
                Cell::Formula
            }
        };
        // Rows and cells come in order in every file that a program writes.
        if last_row.is_none_or(|last| row > last) {
            grid.start_row(row as usize + 1);
            last_row = Some(row);
        } else if last_row != Some(row) || grid.width_of_last() > column as usize {
            continue;
        }
        while grid.width_of_last() < column as usize {
            grid.push(Cell::Text("".into()));
        }
        grid.push(value);
        if grid.is_full() {
            return Err(Stop::file(RejectReason::TooLarge { bytes: 0 }));
        }
    }
    // Cells that are only coloured look empty too.
    if formulas_without_values * 2 < empty {
        grid.clear_formulas();
    }
    grid.finish();
    Ok(Some(grid))
}

fn text_cell(text: &str) -> Cell<'static> {
    Cell::Text(Cow::Owned(text.trim().to_owned()))
}

/// Unpacks everything once without keeping it: refuses zip bombs, counts formulas without results.
fn measure(bytes: &[u8]) -> Result<usize, Stop> {
    let unsupported = || Stop::file(RejectReason::UnsupportedFormat { format: ForeignFormat::Spreadsheet });
    let too_large = |bytes: u64| Stop::file(RejectReason::TooLarge { bytes: bytes as usize });
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unsupported())?;
    if archive.len() > PARTS_MAX {
        return Err(unsupported());
    }
    let mut buffer = vec![0; 64 * 1024];
    let (mut total, mut formulas) = (0_u64, 0);
    let mut is_workbook = false;
    let mut other = ForeignFormat::Spreadsheet;
    for index in 0..archive.len() {
        let Ok(mut part) = archive.by_index(index) else { return Err(unsupported()) };
        let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        is_workbook |= name == "[content_types].xml";
        match name.as_str() {
            "xl/workbook.bin" => other = ForeignFormat::BinaryWorkbook,
            // Nothing here would run them, but whoever downloads the file again might.
            "xl/vbaproject.bin" => other = ForeignFormat::MacroWorkbook,
            "content.xml" => other = ForeignFormat::OpenDocument,
            _ => {}
        }
        let is_sheet = name.starts_with("xl/worksheets/");
        let mut size = 0_u64;
        let mut tail = 0;
        loop {
            // The end of a block is looked at again with the next one.
            let count = part.read(&mut buffer[tail..]).map_err(|_| unsupported())?;
            if count == 0 {
                break;
            }
            size += count as u64;
            total += count as u64;
            if total > UNPACKED_MAX || (!is_sheet && size > PART_MAX) {
                return Err(too_large(total));
            }
            if is_sheet {
                let end = tail + count;
                formulas += count_formulas(&buffer[..end], tail);
                tail = end.min(OVERLAP);
                buffer.copy_within(end - tail..end, 0);
            }
        }
    }
    match other {
        ForeignFormat::Spreadsheet if is_workbook => Ok(formulas),
        format => Err(Stop::file(RejectReason::UnsupportedFormat { format })),
    }
}

/// Bytes that are looked at twice: the longest end that is looked for.
const OVERLAP: usize = 17;

/// Ends of cells that have a formula and no value, as programs write them; those before `known` were counted.
fn count_formulas(xml: &[u8], known: usize) -> usize {
    const ENDS: [&[u8]; 6] =
        [b"</f></c>", b"</f><v/></c>", b"</f><v /></c>", b"</f><v></v></c>", b"\"/></c>", b"\"/><v/></c>"];
    let starts = xml.iter().enumerate().filter(|(_, byte)| **byte == b'<' || **byte == b'"');
    starts
        .filter(|(at, _)| ENDS.iter().any(|end| xml[*at..].starts_with(end) && at + end.len() > known))
        .count()
}

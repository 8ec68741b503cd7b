//! Findings that are no faults, each with its reason: `xtask/audit/accepted.txt`.

use anyhow::{Context, Result, bail};

/// A line `AUDITOR | words of the finding | reason`.
pub struct Accepted {
    auditor: String,
    words: String,
    reason: String,
}

/// Reads the list; empty lines and lines that begin with `#` count for nothing.
pub fn read(text: &str) -> Result<Vec<Accepted>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|line| entry(line).with_context(|| format!("“{line}”"))).collect()
}

fn entry(line: &str) -> Result<Accepted> {
    let parts: Vec<String> = line.split('|').map(|part| part.trim().to_owned()).collect();
    match <[String; 3]>::try_from(parts) {
        Ok([auditor, words, reason]) if !auditor.is_empty() && !words.is_empty() && reason.len() >= 20 => {
            Ok(Accepted { auditor, words, reason })
        }
        _ => bail!("not of the form “auditor | words | reason”"),
    }
}

/// What is left of the findings of an auditor; what nothing needs any longer is a finding, too.
pub fn without_accepted(list: &[Accepted], auditor: &str, findings: Vec<String>) -> Vec<String> {
    let own: Vec<&Accepted> = list.iter().filter(|accepted| accepted.auditor == auditor).collect();
    let unused = own
        .iter()
        .filter(|accepted| !findings.iter().any(|finding| finding.contains(&accepted.words)))
        .map(|accepted| format!("accepted, but not found any longer: {}", accepted.words))
        .collect::<Vec<_>>();
    let mut left: Vec<String> = findings
        .into_iter()
        .filter(|finding| !own.iter().any(|accepted| finding.contains(&accepted.words)))
        .collect();
    left.extend(unused);
    left
}

/// For the report: the finding and the reason.
pub fn reasons(list: &[Accepted]) -> Vec<(String, String)> {
    list.iter()
        .map(|accepted| (format!("{}, {}", accepted.auditor, accepted.words), accepted.reason.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accepted_finding_is_left_out_and_a_needless_entry_is_a_finding() {
        let list = read(
            "# why\n\nwapiti | /a: no token | Refused before it is read.\nwapiti | /b | Refused before it is read.\n",
        );
        let list = list.unwrap();
        let findings = ["CSRF: POST /a: no token", "CSRF: POST /c: no token"].map(str::to_owned).to_vec();
        let left = without_accepted(&list, "wapiti", findings.clone());
        assert_eq!(left, ["CSRF: POST /c: no token", "accepted, but not found any longer: /b"]);
        assert_eq!(without_accepted(&list, "sqlmap", findings.clone()), findings);
    }

    #[test]
    fn an_entry_without_a_reason_is_refused() {
        assert!(read("wapiti | /a | \n").is_err());
        assert!(read("wapiti | /a\n").is_err());
    }
}

//! What was left behind: content discovery with ffuf.

use std::{collections::BTreeSet, fs, process::Command, time::Duration};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Ground, Subject, Verdict, process};

const AT_MOST: Duration = Duration::from_secs(300);
/// Everything but “not found” and its like: what answers so is there.
const STATUS: &str = "200,204,301,302,303,307,308,401,403,405,500,503";

/// Asks for many usual names and for our own list; only routes may answer.
pub fn ffuf(ground: &Ground, subject: Subject) -> Result<Verdict> {
    let site = ground.site(subject)?;
    let unpacked = ground.tools.debian()?;
    let mut words = fs::read_to_string(ground.file("leftovers.txt"))?;
    let usual = unpacked.join("usr/share/dirb/wordlists/common.txt");
    words += &fs::read_to_string(&usual).with_context(|| usual.display().to_string())?;
    let list = ground.folder.join("words.txt");
    fs::write(&list, &words)?;
    let log = ground.log("ffuf", subject);
    let answers = log.with_extension("json");
    let mut command = Command::new(unpacked.join("usr/bin/ffuf"));
    command.args(["-s", "-t", "8", "-mc", STATUS, "-of", "json", "-o"]).arg(&answers);
    command.arg("-w").arg(&list).args(["-u", &format!("{}/FUZZ", site.origin())]);
    process::must(&mut command, &log, AT_MOST)?;
    let said = fs::read_to_string(&answers).context("ffuf wrote no answers")?;
    let known = fs::read_to_string(ground.file("known-paths.txt"))?;
    let known: BTreeSet<&str> = known.lines().collect();
    let (findings, routes) = found(&serde_json::from_str(&said)?, &known)?;
    if subject == Subject::Product && routes == 0 {
        bail!("not even the known routes answered");
    }
    let count = words.lines().count();
    Ok(Verdict { findings, note: format!("{count} names, {routes} of them known routes") })
}

/// Names that answer and are no routes, and how many routes answered.
fn found(said: &Value, known: &BTreeSet<&str>) -> Result<(Vec<String>, usize)> {
    let results = said.pointer("/results").and_then(Value::as_array).context("no list of answers")?;
    let (mut findings, mut routes) = (Vec::new(), 0);
    for result in results {
        let name =
            result.pointer("/input/FUZZ").and_then(Value::as_str).context("an answer without a name")?;
        if name.is_empty() || known.contains(name) {
            routes += 1;
        } else {
            findings.push(format!("/{name} answers with {}", result["status"]));
        }
    }
    Ok((findings, routes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_answers_and_is_no_route_was_left_behind() {
        let answer = |name: &str| serde_json::json!({ "input": { "FUZZ": name }, "status": 200 });
        let said = serde_json::json!({ "results": [answer("sign-in"), answer(".env"), answer("")] });
        let (findings, routes) = found(&said, &BTreeSet::from(["sign-in"])).unwrap();
        assert_eq!((findings, routes), (vec!["/.env answers with 200".to_owned()], 2));
        assert!(found(&serde_json::json!({}), &BTreeSet::new()).is_err());
    }
}

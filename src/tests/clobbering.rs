//! Nothing that somebody types becomes the name of an element, and no script reads elements as if they were
//! variables, or writes to a property whose name it was sent: there is nothing to clobber and nothing to pollute.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use app::api::member::OrganisationRole;
use serde_json::json;
use uuid::Uuid;

use super::harness::TestApp;
use super::passkeys;
use crate::http::permissions::ENDPOINTS;

/// What our scripts take from the browser. No element may be called like one of these.
const GLOBALS: [&str; 26] = [
    "Error",
    "JSON",
    "Math",
    "MutationObserver",
    "Object",
    "Promise",
    "PublicKeyCredential",
    "String",
    "Uint8Array",
    "addEventListener",
    "atob",
    "btoa",
    "clearTimeout",
    "createElement",
    "decodeURIComponent",
    "document",
    "documentElement",
    "encodeURIComponent",
    "fetch",
    "getElementById",
    "history",
    "location",
    "navigator",
    "querySelector",
    "querySelectorAll",
    "setTimeout",
];

/// Words of the language, and a word that is only one in some places.
const WORDS: [&str; 34] = [
    "as",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "default",
    "do",
    "else",
    "export",
    "false",
    "finally",
    "for",
    "from",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "switch",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "while",
];

/// Ways to read or write what has a name that was sent.
const FORBIDDEN: [&str; 24] = [
    "__proto__",
    "prototype",
    "constructor",
    "Object.assign",
    "Object.fromEntries",
    "Object.defineProperty",
    "Reflect.",
    "eval(",
    "new Function",
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "document[",
    "document.forms",
    "document.all",
    "document.images",
    "window[",
    "self[",
    "globalThis",
    "frames[",
    ".elements",
    " in ",
    "with (",
];

/// The script without comments and without what stands between quotes; what a template calculates stays.
fn code(script: &str) -> String {
    let mut code = String::new();
    let mut rest = script;
    while let Some(next) = rest.chars().next() {
        match next {
            '/' if rest.starts_with("//") => rest = rest.find('\n').map_or("", |end| &rest[end..]),
            '\'' | '"' => {
                rest = quoted(rest, next).1;
                code.push_str("''");
            }
            '`' => {
                let (template, behind) = quoted(rest, '`');
                for part in template.split("${").skip(1) {
                    code.push_str(" (");
                    code.push_str(part.split('}').next().unwrap_or_default());
                    code.push_str(") ");
                }
                rest = behind;
            }
            _ => {
                code.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
    }
    code
}

/// What stands between a mark and the next one, and what follows.
fn quoted(text: &str, mark: char) -> (&str, &str) {
    text[1..].split_once(mark).unwrap_or((&text[1..], ""))
}

/// Every name with what stands before and behind it.
fn names(code: &str) -> Vec<(&str, &str, &str)> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(start) = code[at..].find(part) {
        let start = at + start;
        let end = code[start..].find(|c: char| !part(c)).map_or(code.len(), |end| start + end);
        if !code[start..].starts_with(|c: char| c.is_ascii_digit()) {
            names.push((code[..start].trim_end(), &code[start..end], code[end..].trim_start()));
        }
        at = end;
    }
    names
}

/// The names that a script gives itself: constants, variables and parameters.
fn declared(code: &str) -> BTreeSet<&str> {
    let mut patterns: Vec<&str> = Vec::new();
    for word in ["const ", "let "] {
        for behind in code.split(word).skip(1) {
            let end = [" = ", " of ", ";"].iter().filter_map(|end| behind.find(*end)).min();
            patterns.push(&behind[..end.unwrap_or(behind.len())]);
        }
    }
    for (before, _) in code.match_indices("=>").map(|(at, arrow)| (code[..at].trim_end(), arrow)) {
        let start = match before.strip_suffix(')') {
            Some(inside) => inside.rfind('(').unwrap_or(0),
            None => before.rfind([' ', '(', ',']).map_or(0, |start| start + 1),
        };
        patterns.push(&before[start..]);
    }
    patterns.extend(code.split("catch (").skip(1).filter_map(|behind| behind.split(')').next()));
    patterns.extend(code.split("import ").skip(1).filter_map(|behind| behind.split("from").next()));
    patterns.into_iter().flat_map(names).map(|(_, name, _)| name).collect()
}

fn assert_harmless(what: &str, script: &str) {
    let code = code(script);
    for forbidden in FORBIDDEN {
        assert!(!code.contains(forbidden), "{what}: {forbidden}");
    }
    // A computed place is only written to where a list is taken apart.
    for (at, _) in code.match_indices("] = ") {
        let line = code[..at].rsplit('\n').next().unwrap_or_default().trim_start();
        assert!(line.starts_with("const [") && !line.contains(';'), "{what}: {line}");
    }
    let own = declared(&code);
    for (before, name, behind) in names(&code) {
        let property = before.ends_with('.') && !before.ends_with("...");
        let of_browser = ["document", "window"]
            .iter()
            .any(|object| property && before.trim_end_matches('.').trim_end_matches('?').ends_with(*object));
        // The name of a field of an object that is made; a choice between two has its question before.
        let key = behind.starts_with(':') && (before.ends_with('{') || before.ends_with(','));
        if (property && !of_browser) || key {
            continue;
        }
        let known = GLOBALS.contains(&name) || WORDS.contains(&name) || own.contains(name);
        assert!(known || name == "window", "{what}: {name} comes from nowhere");
    }
}

/// The files that the pages load as scripts.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let scripts = entries.filter(|path| path.extension().is_some_and(|extension| extension == "js"));
    scripts
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn scripts_take_nothing_by_the_name_of_an_element_and_write_to_no_name_that_was_sent() {
    let files = files();
    assert_eq!(files.len(), 2, "{files:?}");
    for (name, script) in files {
        assert_harmless(&name, &script);
    }
}

#[test]
fn the_lint_of_scripts_sees_what_it_has_to_see() {
    for harmless in
        ["const a = 1; fetch(a.b, { c: 'd' });", "for (const a of document.querySelectorAll('b')) a.c = 1;"]
    {
        assert_harmless("harmless", harmless);
    }
    for harmful in [
        "settings.url",
        "if (config) fetch('a');",
        "fetch(document.settings);",
        "fetch(window.settings);",
        "fetch(`a${settings}`);",
        "const a = {}; const b = location.hash; a[b] = 1;",
        "const a = document['b'];",
        "Object.assign({}, JSON.parse(location.hash));",
    ] {
        let seen = std::panic::catch_unwind(|| assert_harmless("harmful", harmful));
        assert!(seen.is_err(), "{harmful}");
    }
}

/// Values of an attribute in a page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let mark = format!(" {name}=\"");
    page.split(mark.as_str()).skip(1).filter_map(|behind| behind.split('"').next()).collect()
}

#[tokio::test]
async fn nothing_that_was_typed_is_the_name_of_an_element() {
    const TYPED: &str = "clobberme";
    let app = TestApp::new().await;
    let actor = app.administrator("ada").await;
    let mia = app.member(&actor, "mia", OrganisationRole::Member).await;
    let mut ada = app.signed_in("ada").await;
    passkeys::add_passkey(&mut ada).await;
    ada.post("/account", &[("name", TYPED), ("locale", "de"), ("theme", "auto")]).await;
    ada.post("/invitations", &[("email", "clobberme@x.example"), ("what", "invitation")]).await;
    let path = ada.post("/projects", &[("name", TYPED), ("place", TYPED)]).await.location.unwrap();
    let project = path.trim_start_matches("/projects/").to_owned();
    let opened = ada.call("scenario/open", &json!({ "project": project })).await.json();
    let row = |number: u128, name: &str| json!({ "id": Uuid::from_u128(number), "name": name, "building_type": "office" });
    let rows = [row(1, TYPED), row(2, "<img id=clobberme name=clobberme>"), row(3, "'><a id='clobberme'>")];
    let edits = json!([{ "add-buildings": { "before": null, "buildings": rows } }]);
    let batch = json!({ "id": Uuid::from_u128(9), "base": 0, "edits": edits });
    let edit = json!({ "project": project, "scenario": opened["scenario"], "batch": batch });
    assert_eq!(ada.call("scenario/edit", &edit).await.status, 200);
    ada.keep_profile(&project, TYPED, &[1.5; 8_760]).await;
    let upload = ada.send_file(&project, "clobberme.csv", b"clobberme;kW\n").await.json();

    let (mut pages, mut shown) = (0, 0);
    for endpoint in ENDPOINTS.iter().filter(|endpoint| endpoint.method == "GET") {
        let path = endpoint
            .path
            .replace("{project}", &project)
            .replace("{account}", &mia.account.to_string())
            .replace("{upload}", upload.as_str().unwrap())
            .replace("{chart}", "load-profile.svg");
        if path.contains('{') {
            continue;
        }
        let answer = ada.get(&path).await;
        let kind = answer.headers.get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
        if !kind.is_some_and(|kind| kind.starts_with("text/html") || kind.starts_with("image/svg")) {
            continue;
        }
        let page = answer.text();
        pages += 1;
        shown += usize::from(page.contains(TYPED));
        for attribute in ["id", "for", "form", "list", "aria-labelledby", "aria-describedby", "aria-controls"]
        {
            for value in attributes(&page, attribute) {
                assert!(!value.contains(TYPED), "{path}: {attribute}={value}");
            }
        }
        for value in attributes(&page, "name") {
            assert!(!value.contains(TYPED), "{path}: name={value}");
        }
        // Elements become properties of the window by their id, and pictures, frames and forms of the document by
        // their name, too.
        for value in attributes(&page, "id") {
            assert!(!GLOBALS.contains(&value), "{path}: id={value}");
        }
        for tag in ["form", "img", "iframe", "embed", "object"] {
            for behind in page.split(&format!("<{tag} ")).skip(1) {
                let tag = behind.split('>').next().unwrap_or_default();
                assert!(!format!(" {tag}").contains(" name=\""), "{path}: {tag}");
            }
        }
        // What stands in the page itself is no other than the files, and the framework's lists of its own.
        for script in page.split("<script").skip(1) {
            let (head, behind) = script.split_once('>').unwrap();
            let script = behind.split("</script>").next().unwrap();
            if !head.contains("application/json") && !script.starts_with("__") {
                assert_harmless(&path, script);
            }
        }
    }
    assert!(pages > 15 && shown > 5, "{pages} pages, {shown} with the text");
}

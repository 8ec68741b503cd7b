//! Rules of the house that no compiler knows.

use std::fs;
use std::path::{Path, PathBuf};

use crate::audit::Action;

const LINES_MAX: usize = 600;

/// Every Rust file of the workspace that people write, with its text.
pub(super) fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "app/src", "frontend/src", "xtask/src"] {
        collect(&root.join(folder), &mut files);
    }
    // The crates of the product, whatever they are called.
    for package in fs::read_dir(root.join("app")).unwrap() {
        let package = package.unwrap().path();
        if package.join("Cargo.toml").is_file() {
            collect(&package.join("src"), &mut files);
        }
    }
    let name = |path: &PathBuf| path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Files that contain one of the patterns although they must not.
fn offenders(patterns: &[&str], allowed: impl Fn(&str) -> bool) -> Vec<String> {
    let own = |name: &str| name == "src/tests/tidy.rs";
    sources()
        .into_iter()
        .filter(|(name, text)| {
            !own(name) && !allowed(name) && patterns.iter().any(|pattern| text.contains(pattern))
        })
        .map(|(name, _)| name)
        .collect()
}

fn none(offenders: &[String]) {
    assert!(offenders.is_empty(), "{offenders:#?}");
}

#[test]
fn files_are_short_enough_to_be_read() {
    let long: Vec<_> = sources()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > LINES_MAX)
        .map(|(name, _)| name)
        .collect();
    none(&long);
}

#[test]
fn sql_is_only_in_the_storage() {
    let sql = ["sqlx::", "insert into ", "delete from ", "\"select "];
    none(&offenders(&sql, |name| name.starts_with("src/storage")));
}

#[test]
fn encryption_is_only_in_the_vault() {
    none(&offenders(&["chacha20poly1305", "hkdf::", "hmac::"], |name| name.starts_with("src/vault")));
    none(&offenders(&["argon2::"], |name| name == "src/identity/passwords.rs"));
}

/// Whatever can open a connection to somewhere else. Names are looked up at such places only, too.
const WAYS_OUT: [&str; 11] = [
    "TcpStream::connect",
    "TcpSocket",
    "UdpSocket",
    "UnixStream",
    "UnixDatagram",
    "lookup_host",
    "to_socket_addrs",
    "ToSocketAddrs",
    "client::conn",
    "SmtpTransport",
    "process::Command",
];

/// Crates that make requests of their own.
const CLIENTS: [&str; 11] = [
    "attohttpc",
    "awc",
    "curl",
    "hickory-resolver",
    "hyper-rustls",
    "hyper-tls",
    "isahc",
    "reqwest",
    "sentry",
    "surf",
    "ureq",
];

#[test]
fn only_the_way_to_providers_and_the_mail_relay_lead_out() {
    let ways = ["src/outbound.rs", "src/mail.rs"];
    let inside = |name: &str| {
        let server = name.starts_with("src/") || name.starts_with("app/");
        !server || name.starts_with("src/tests/") || ways.contains(&name)
    };
    none(&offenders(&WAYS_OUT, inside));
    // The pattern would find them.
    let found = offenders(&WAYS_OUT, |name| !name.starts_with("src/") || name.starts_with("src/tests/"));
    assert_eq!(found.len(), ways.len(), "{found:?}");
    let locked = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    for client in CLIENTS {
        assert!(!locked.contains(&format!("name = \"{client}\"\n")), "{client}");
    }
}

#[test]
fn one_place_keeps_a_connection_open() {
    // Whoever begins with another has to end it with the session and to ask where it comes from.
    let streams = ["extract::ws", "response::sse", "WebSocket", "Websocket", "EventSource"];
    let line = ["src/http/live.rs", "app/src/workspace/live.rs"];
    none(&offenders(&streams, |name| name.starts_with("xtask/") || line.contains(&name)));
    let scripts = ["public/enhance.js", "public/passkey.js"];
    for script in scripts {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(script)).unwrap();
        assert!(!streams.iter().any(|stream| text.contains(stream)), "{script}");
    }
}

#[test]
fn views_have_no_style_attributes_and_no_raw_html() {
    // The rows of the demand table are written as text by `grid/row.rs`, which escapes what users typed and
    // has its own test with hostile names; so has what `grid/print.rs` writes with its help.
    let rows = ["print.rs", "surface.rs", "table.rs"].map(|file| format!("app/src/workspace/grid/{file}"));
    none(&offenders(&["inner_html"], |name| {
        !name.starts_with("app/src") || rows.iter().any(|row| row == name)
    }));
    none(&offenders(&[" style=", "style:"], |name| !name.starts_with("app/src")));
}

#[test]
fn text_that_the_framework_does_not_escape_is_escaped_by_us() {
    let careless = |line: &&str| {
        let area = line.contains("<textarea") && !line.contains("area_text(");
        area || line.contains("<noscript") || line.contains("<style")
    };
    let found: Vec<_> = sources()
        .into_iter()
        .filter(|(name, _)| name.starts_with("app/src"))
        .flat_map(|(name, text)| {
            text.lines().filter(careless).map(|line| format!("{name}: {line}")).collect::<Vec<_>>()
        })
        .collect();
    none(&found);
}

#[test]
fn every_kind_of_event_is_emitted() {
    let is_product = |name: &str| {
        let test = name.starts_with("src/tests") || name.ends_with("tests.rs") || name.ends_with("tamper.rs");
        name.starts_with("src/") && !test && name != "src/audit/event.rs"
    };
    let product: Vec<String> = sources()
        .into_iter()
        .filter(|(name, _)| is_product(name))
        // Tests at the end of a file emit nothing.
        .map(|(_, text)| text.split("mod tests {").next().unwrap_or_default().to_owned())
        .collect();
    let is_emitted = |action: &Action| {
        let name = format!("Action::{action:?}");
        // Not as the beginning of a longer name.
        let whole = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric());
        product.iter().any(|text| text.split(&name).skip(1).any(whole))
    };
    let silent: Vec<_> = Action::ALL.iter().filter(|action| !is_emitted(action)).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn every_kind_of_event_is_looked_at_by_a_test() {
    // These the process records when it begins and ends, with nothing around them that a test could stand in for.
    let of_the_process = [Action::Startup, Action::Shutdown];
    let is_test = |name: &str| {
        let test =
            name.starts_with("src/tests/") || name.ends_with("tests.rs") || name.ends_with("tamper.rs");
        test && name.starts_with("src/") && name != "src/tests/tidy.rs"
    };
    let tests: Vec<String> =
        sources().into_iter().filter(|(name, _)| is_test(name)).map(|(_, text)| text).collect();
    let is_looked_at = |action: &Action| {
        let name = format!("\"{}", action.key());
        // Alone, or with its outcome.
        let whole = |rest: &str| rest.starts_with(['"', ' ']);
        tests.iter().any(|text| text.split(&name).skip(1).any(whole))
    };
    let unseen: Vec<_> = Action::ALL
        .iter()
        .filter(|action| !of_the_process.contains(action) && !is_looked_at(action))
        .collect();
    assert!(unseen.is_empty(), "{unseen:?}");
}

#[test]
fn only_the_contract_knows_that_there_is_a_server() {
    let allowed = |name: &str| {
        name.starts_with("app/src/api") || name == "app/src/lib.rs" || !name.starts_with("app/src")
    };
    none(&offenders(&["feature = \"ssr\""], allowed));
}

#[test]
fn module_roots_stand_beside_their_folders() {
    let old: Vec<_> =
        sources().into_iter().map(|(name, _)| name).filter(|name| name.ends_with("/mod.rs")).collect();
    none(&old);
}

#[test]
fn every_server_function_is_in_the_table_of_arguments() {
    let mut registered: Vec<&str> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    registered.sort_unstable();
    assert_eq!(registered, crate::http::api_functions().collect::<Vec<_>>());
}

//! The sites that auditors look at: the server with fresh data, and one with planted faults.

use std::{
    fs::{self, File},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::{process, tools::Tools};

const START_AT_MOST: Duration = Duration::from_secs(30);
const CERTIFICATE_AT_MOST: Duration = Duration::from_secs(60);

/// A running site on the loopback. It ends when this value does.
pub struct Site {
    /// Where it speaks TLS.
    pub port: u16,
    /// Where it speaks HTTP without TLS; nobody listens there for the product.
    pub plain_port: u16,
    /// Certificate of the authority that signed its own.
    pub authority: PathBuf,
    folder: PathBuf,
    process: Child,
}

impl Site {
    /// The server under audit, with an empty data directory.
    pub fn product(tools: &Tools, scripts: &Path, binary: &Path, folder: &Path) -> Result<Self> {
        let (port, plain_port) = (free_port()?, free_port()?);
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", &format!("127.0.0.1:{port}")]);
        command.args(["--public-origin", &format!("https://localhost:{port}")]);
        command.arg("--data-dir").arg(folder.join("data"));
        command.arg("--tls-cert").arg(folder.join("chain.pem")).arg("--tls-key").arg(folder.join("key.pem"));
        command.stdin(Stdio::null());
        Self::start(tools, scripts, command, "good", folder, port, plain_port)
    }

    /// The site with faults.
    pub fn planted(tools: &Tools, scripts: &Path, folder: &Path) -> Result<Self> {
        let (port, plain_port) = (free_port()?, free_port()?);
        let mut command = Command::new(tools.python("sslyze")?.join("python"));
        command.arg(scripts.join("stub.py")).arg(folder).args([port.to_string(), plain_port.to_string()]);
        // It ends with its standard input, so that it never outlives this process.
        command.stdin(Stdio::piped());
        Self::start(tools, scripts, command, "bad", folder, port, plain_port)
    }

    fn start(
        tools: &Tools,
        scripts: &Path,
        mut command: Command,
        certificate: &str,
        folder: &Path,
        port: u16,
        plain_port: u16,
    ) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let mut maker = Command::new(tools.python("sslyze")?.join("python"));
        maker.arg(scripts.join("certificates.py")).arg(folder).arg(certificate);
        process::must(&mut maker, &folder.join("certificates"), CERTIFICATE_AT_MOST)?;
        let log = File::create(folder.join("server.log"))?;
        command.stdout(log.try_clone()?).stderr(log);
        let process = command.spawn().with_context(|| format!("cannot start {command:?}"))?;
        let authority = folder.join("authority.pem");
        let mut site = Self { port, plain_port, authority, folder: folder.to_owned(), process };
        site.wait_until_ready()?;
        Ok(site)
    }

    /// The address for the first account.
    pub fn setup_link(&self) -> Result<String> {
        let log = self.log();
        let link = log.lines().find_map(|line| line.strip_prefix("setup link: "));
        Ok(link.context("the server printed no setup link")?.to_owned())
    }

    /// Where browsers reach it.
    pub fn origin(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// The database of the product.
    pub fn database(&self) -> PathBuf {
        self.folder.join("data/data.sqlite")
    }

    /// What it has written so far.
    fn log(&self) -> String {
        fs::read_to_string(self.folder.join("server.log")).unwrap_or_default()
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let end = Instant::now() + START_AT_MOST;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if Instant::now() > end || self.process.try_wait()?.is_some() {
                bail!("the site did not start:\n{}", self.log());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // It may have ended already; its data is worth nothing.
        _ = self.process.kill();
        _ = self.process.wait();
        _ = fs::remove_dir_all(self.folder.join("data"));
    }
}

/// A port that nobody listens on.
pub fn free_port() -> Result<u16> {
    let probe = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(probe.local_addr()?.port())
}

//! A PostgreSQL of our own on a free port, shared by all tests of one run, gone when the run ends.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::{env, thread, time::Duration};

/// The address of a new, empty database.
pub fn new_database() -> String {
    // Locally nothing is gained by encryption but time lost at every start.
    format!("{}?sslmode=disable", new_database_on("127.0.0.1").0)
}

/// The address of a new, empty database by that name of the host, and the certificate of the authority that vouches for it.
pub fn new_database_on(host: &str) -> (String, PathBuf) {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    let cluster = CLUSTER.get_or_init(Cluster::of_this_run);
    let name = format!("t{}", uuid());
    cluster.psql("postgres", &format!("CREATE DATABASE {name}"));
    (format!("postgres://tester@{host}:{}/{name}", cluster.port), cluster.authority.clone())
}

struct Cluster {
    port: u16,
    bin: PathBuf,
    /// Certificate of the authority that vouches for it.
    authority: PathBuf,
}

impl Cluster {
    /// nextest runs each test in a process of its own: the first starts the cluster, the others wait for it.
    fn of_this_run() -> Self {
        let (run, watched) = match env::var("NEXTEST_RUN_ID") {
            Ok(run) => (run, std::os::unix::process::parent_id()),
            Err(_) => (std::process::id().to_string(), std::process::id()),
        };
        let bin = find_bin();
        let folder = env::temp_dir().join(format!("nop-ho-so-postgres-{run}"));
        fs::create_dir_all(&folder).unwrap();
        let lock = File::create(folder.join("lock")).unwrap();
        lock.lock().unwrap();
        let port_file = folder.join("port");
        let port = if let Ok(port) = fs::read_to_string(&port_file) {
            port.parse().unwrap()
        } else {
            let port = start(&bin, &folder, watched);
            fs::write(port_file, port.to_string()).unwrap();
            port
        };
        Self { port, bin, authority: folder.join("authority.pem") }
    }

    fn psql(&self, database: &str, sql: &str) {
        let port = self.port.to_string();
        let arguments = ["-h", "127.0.0.1", "-p", &port, "-U", "tester", "-d", database, "-qc", sql];
        let done = Command::new(self.bin.join("psql")).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

/// How PostgreSQL and its watchdog outlive the one test that starts them.
fn detached(mut command: Command, script: &str, log: Stdio, errors: Stdio) -> Child {
    command.args(["sh", "-c", script]).stdin(Stdio::null()).stdout(log).stderr(errors).spawn().unwrap()
}

/// Makes and starts the cluster; a watchdog stops and removes it when the process `watched` has ended.
#[expect(clippy::zombie_processes, reason = "the watchdog ends both when the run ends, and then itself")]
fn start(bin: &Path, folder: &Path, watched: u32) -> u16 {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let data = folder.join("data");
    write_certificates(folder);
    let script = format!(
        "set -e; cd '{folder}'; '{bin}/initdb' -D '{data}' -U tester -A trust -E UTF8 --locale=C -N >/dev/null; \
         cp server.pem key.pem '{data}'; chmod 600 '{data}/key.pem'; exec '{bin}/postgres' -D '{data}' -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
         -c ssl=on -c ssl_cert_file=server.pem -c ssl_key_file=key.pem -c fsync=off -c max_connections=400 -c shared_buffers=32MB",
        bin = bin.display(),
        data = data.display(),
        folder = folder.display(),
    );
    let log = File::create(folder.join("log")).unwrap();
    let mut server = detached(as_other_user(folder), &script, log.try_clone().unwrap().into(), log.into());
    let watchdog = format!(
        "while kill -0 {watched} 2>/dev/null; do sleep 0.5; done; kill -QUIT {}; sleep 0.5; rm -rf '{}'",
        server.id(),
        folder.display()
    );
    detached(Command::new("setsid"), &watchdog, Stdio::null(), Stdio::null());
    for _ in 0..600 {
        let ready =
            Command::new(bin.join("pg_isready")).args(["-h", "127.0.0.1", "-p", &port.to_string()]).output();
        if ready.unwrap().status.success() {
            return port;
        }
        if server.try_wait().unwrap().is_some() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("PostgreSQL did not start:\n{}", fs::read_to_string(folder.join("log")).unwrap_or_default());
}

/// A certificate for `localhost`, and the one of the authority that signed it.
fn write_certificates(folder: &Path) {
    let authority_key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_pem = authority.self_signed(&authority_key).unwrap().pem();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().unwrap();
    let server = CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    for (name, text) in
        [("authority.pem", authority_pem), ("server.pem", server.pem()), ("key.pem", key.serialize_pem())]
    {
        fs::write(folder.join(name), text).unwrap();
    }
}

/// PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`, whose the folder becomes.
fn as_other_user(folder: &Path) -> Command {
    let is = |user: &str| {
        Command::new("id")
            .args(["-u", user])
            .output()
            .ok()
            .filter(|done| done.status.success())
            .map(|done| String::from_utf8_lossy(&done.stdout).trim().parse::<u32>().unwrap())
    };
    let me = Command::new("id").arg("-u").output().unwrap();
    if String::from_utf8_lossy(&me.stdout).trim() != "0" {
        return Command::new("env");
    }
    let user = ["postgres", "nobody"].into_iter().find_map(is).expect("a user `postgres` or `nobody`");
    std::os::unix::fs::chown(folder, Some(user), None).unwrap();
    let mut command = Command::new("setpriv");
    command.arg(format!("--reuid={user}")).arg("--clear-groups");
    command
}

/// The folder with `initdb`, `postgres`, `psql` and `pg_isready`.
fn find_bin() -> PathBuf {
    let mut folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    folders.push("/usr/local/bin".into());
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    versions.sort();
    folders.extend(versions.into_iter().rev());
    let has_all = |folder: &PathBuf| {
        ["initdb", "postgres", "psql", "pg_isready"].iter().all(|name| folder.join(name).is_file())
    };
    folders.into_iter().find(has_all).expect(
        "PostgreSQL is not installed: no folder of PATH or /usr/lib/postgresql/*/bin has initdb, postgres, psql and \
         pg_isready (Debian: apt-get install postgresql)",
    )
}

fn uuid() -> String {
    let name = tempfile::Builder::new().rand_bytes(12).prefix("").tempfile().unwrap();
    name.path().file_name().unwrap().to_string_lossy().to_lowercase() + &std::process::id().to_string()
}
